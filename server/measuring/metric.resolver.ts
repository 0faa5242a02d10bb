import { Query, Resolver } from 'type-graphql';
import { catalogue } from '../metrics/catalogue.ts';
import { Metric } from './metric.type.ts';

@Resolver(() => Metric)
export class MetricResolver {
  @Query(() => [Metric], { description: "The metric catalogue, in the order of the paper's figures." })
  metrics(): Metric[] {
    return [...catalogue];
  }
}
