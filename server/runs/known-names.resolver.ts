import { Authorized, Ctx, Query, Resolver } from 'type-graphql';
import { RequestContext } from '../access/request-context.ts';
import { Architecture } from './architecture.type.ts';
import { DataSet } from './data-set.type.ts';
import { listArchitectures, listDataSets } from './known-names.ts';

/** About as many entries as these lists have. */
const bounded = ({ childComplexity }: { childComplexity: number }): number => 10 + 10 * childComplexity;

@Resolver()
export class KnownNamesResolver {
  @Authorized('LINK')
  @Query(() => [DataSet], { description: 'The data sets of the paper with its settings, then those that only runs of the record name.', complexity: bounded })
  dataSets(@Ctx() { record, caller }: RequestContext): Promise<DataSet[]> {
    return listDataSets(record, caller);
  }

  @Authorized('LINK')
  @Query(() => [Architecture], { description: 'The families of networks with their depths, then those that only runs of the record name.', complexity: bounded })
  architectures(@Ctx() { record, caller }: RequestContext): Promise<Architecture[]> {
    return listArchitectures(record, caller);
  }
}
