import { Arg, Args, Authorized, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { RequestContext } from '../access/request-context.ts';
import { NumberColumn } from '../measuring/number-column.ts';
import { GeometryArguments } from './geometry.input.ts';
import { axisShares, framesOf, type GeometryPlace, locateGeometry, relationsOf, targetOf } from './geometry.ts';
import { presentGeometry } from './present-geometry.ts';
import { ClassRelations, Geometry, GeometryFrame } from './geometry.type.ts';

/** A snapshot to be read, and a point a hundred numbers of its frame; as if there were 200 classes where none are named. */
const geometryComplexity = ({ args, childComplexity }: { args: Partial<GeometryArguments>; childComplexity: number }): number => {
  const numbers = (args.dimensions ?? 3) * (2 * (args.classes?.length ?? 200) + (args.withExamples ? 200 : 0));
  return 10 + childComplexity + (args.epochs?.length ?? args.maxFrames ?? 60) * (1 + numbers / 100);
};

type Located = Geometry & { place: GeometryPlace };

@Resolver(() => Geometry)
export class GeometryResolver {
  @Authorized('LINK')
  @Query(() => Geometry, {
    description: "Class means, classifiers and examples on their way to the simplex ETF: frames of a run's epochs that do not spin, and the matrices of one epoch.",
    complexity: geometryComplexity,
  })
  async geometry(@Args(() => GeometryArguments) question: GeometryArguments, @Ctx() context: RequestContext): Promise<Geometry> {
    return presentGeometry(await locateGeometry(context, question));
  }

  @FieldResolver(() => NumberColumn, { nullable: true, description: 'Where the vertices of the simplex ETF of all C classes lie, for those chosen, s x d; the same in every frame.' })
  target(@Root() { place }: Located, @Ctx() context: RequestContext): Promise<Float64Array> {
    return targetOf(context.record, place);
  }

  @FieldResolver(() => NumberColumn, { nullable: true, description: "Share of the class means' variance along each axis at the reference epoch; null where the axes are those of the simplex." })
  axisShares(@Root() { place }: Located, @Ctx() context: RequestContext): Promise<Float64Array | null> {
    return axisShares(context.record, place);
  }

  @FieldResolver(() => [GeometryFrame], { nullable: true, description: 'One frame an epoch, ascending. Null with an error where the reference epoch cannot be read.' })
  frames(@Root() { place }: Located, @Ctx() context: RequestContext): Promise<GeometryFrame[]> {
    return framesOf(context.record, place);
  }

  @FieldResolver(() => ClassRelations, { nullable: true, description: 'Gram and cosine matrices and principal directions of one epoch. Null with the error DATA_CORRUPT or METRIC_UNDEFINED where there are none.' })
  relations(
    @Root() { place }: Located,
    @Arg('epoch', () => Int, { nullable: true, description: 'A measured epoch; left out: the last one drawn.' }) epoch: number | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<ClassRelations> {
    return relationsOf(context.record, place, epoch);
  }
}
