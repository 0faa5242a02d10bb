import { Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import { RequestContext } from '../access/request-context.ts';
import { SeriesMode } from '../measuring/series.ts';
import { runSeries } from './run-series.ts';
import { SeriesArguments } from './series.input.ts';
import { Series } from './series.type.ts';

/** Numbers of a long full curve: what the complexity limit takes a column for; the true count is checked before measuring. */
const POINTS_OF_FULL_COLUMN = 350;

const seriesComplexity = ({ args, childComplexity }: { args: Partial<SeriesArguments>; childComplexity: number }): number => {
  const points = args.mode === SeriesMode.FULL ? POINTS_OF_FULL_COLUMN : (args.maxPoints ?? 400);
  return 1 + (args.runIds?.length ?? 0) * (childComplexity + ((args.metrics?.length ?? 0) * points) / 100);
};

@Resolver(() => Series)
export class SeriesResolver {
  @Authorized('LINK')
  @Query(() => [Series], {
    nullable: true,
    description:
      'Curves: for each run its epochs once, then one column a metric; at most 200,000 numbers. The same question about the same record has the same answer, byte for byte. Null with the error NOT_FOUND when one of the runs is not there.',
    complexity: seriesComplexity,
  })
  series(@Args(() => SeriesArguments) question: SeriesArguments, @Ctx() context: RequestContext): Promise<Series[]> {
    return runSeries(context, question);
  }
}
