import { Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import { RequestContext } from '../access/request-context.ts';
import { BaselineArguments, RegressionArguments, WATCHED } from './baseline.input.ts';
import { againstBaseline, regressions } from './baseline.ts';
import { BaselineComparison, RegressionReport } from './baseline.type.ts';
import { curvesComplexity } from './curves-complexity.ts';

@Resolver()
export class BaselineResolver {
  @Authorized('LINK')
  @Query(() => [BaselineComparison], {
    nullable: true,
    description: 'Each run beside the baseline of its study, architecture and data set. Null with the error NOT_FOUND when one of the runs is not there.',
    complexity: curvesComplexity,
  })
  againstBaseline(@Args(() => BaselineArguments) question: BaselineArguments, @Ctx() context: RequestContext): Promise<BaselineComparison[]> {
    return againstBaseline(context, question);
  }

  @Authorized('LINK')
  @Query(() => RegressionReport, {
    nullable: true,
    description: 'What became worse than a baseline by more than a tolerance. Null with the error NOT_FOUND when one of the runs is not there.',
    complexity: ({ args, childComplexity }) => curvesComplexity({ args: { runIds: args.runIds ?? Array(40), metrics: args.metrics ?? WATCHED }, childComplexity }),
  })
  regressions(@Args(() => RegressionArguments) question: RegressionArguments, @Ctx() context: RequestContext): Promise<RegressionReport> {
    return regressions(context, question);
  }
}
