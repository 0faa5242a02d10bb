import { Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import { RequestContext } from '../access/request-context.ts';
import { runSeries } from './run-series.ts';
import { SeriesArguments } from './series.input.ts';
import { Series } from './series.type.ts';

/** Numbers of a long curve: what the complexity limit takes a column for. */
const POINTS_A_COLUMN = 350;

const seriesComplexity = ({ args, childComplexity }: { args: Partial<SeriesArguments>; childComplexity: number }): number =>
  1 + (args.runIds?.length ?? 0) * (childComplexity + ((args.metrics?.length ?? 0) * POINTS_A_COLUMN) / 100);

@Resolver(() => Series)
export class SeriesResolver {
  @Authorized('LINK')
  @Query(() => [Series], {
    description: 'Curves: for each run the measured epochs once, then one column a metric. Runs not found are left out.',
    complexity: seriesComplexity,
  })
  series(@Args(() => SeriesArguments) question: SeriesArguments, @Ctx() context: RequestContext): Promise<Series[]> {
    return runSeries(context, question);
  }
}
