import { Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import { RequestContext } from '../access/request-context.ts';
import { MeasuredArguments } from '../runs/series.input.ts';
import { curvesComplexity } from './curves-complexity.ts';
import { summary } from './summary.ts';
import { RunSummary } from './summary.type.ts';

@Resolver(() => RunSummary)
export class SummaryResolver {
  @Authorized('LINK')
  @Query(() => [RunSummary], {
    nullable: true,
    description: "For each run and metric: the value at the terminal phase's first epoch, the last, the best, and the slope since the phase began. Null with the error NOT_FOUND when one of the runs is not there.",
    complexity: curvesComplexity,
  })
  summary(@Args(() => MeasuredArguments) question: MeasuredArguments, @Ctx() context: RequestContext): Promise<RunSummary[]> {
    return summary(context, question);
  }
}
