import { Arg, Authorized, FieldResolver, Float, Int, Query, Resolver, Root } from 'type-graphql';
import { catalogue, metricOf } from '../metrics/catalogue.ts';
import { Metric } from './metric.type.ts';

@Resolver(() => Metric)
export class MetricResolver {
  @Authorized('LINK')
  @Query(() => [Metric], { description: "The metric catalogue, in the order of the paper's figures." })
  metrics(): Metric[] {
    return [...catalogue];
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Value at exact collapse; null where there is none, or where it depends on the number of classes and none is given.',
  })
  valueAtCollapse(
    @Root() { id }: Metric,
    @Arg('classes', () => Int, { nullable: true, description: 'Number of classes C.' }) classes: number | null,
  ): number | null {
    const value = metricOf(id).valueAtCollapse?.(classes ?? Number.NaN) ?? null;
    return Number.isFinite(value) ? value : null;
  }
}
