import { Max, Min } from 'class-validator';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, ArgsType, Authorized, Ctx, Field, FieldResolver, Float, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import type { Connection } from '../access/connection.ts';
import { listComplexity, PageArguments } from '../access/page-arguments.ts';
import { RequestContext } from '../access/request-context.ts';
import { MetricValue } from '../measuring/metric-value.type.ts';
import { suggestedVerdicts } from '../measuring/suggested-verdict.ts';
import { studiesById } from '../studies/list-studies.ts';
import { Study } from '../studies/study.type.ts';
import { type Epoch, EpochConnection, EpochHistory } from './epoch.type.ts';
import { listEpochs } from './list-epochs.ts';
import { listRuns, type RunList, visibleRun } from './list-runs.ts';
import { LogLine } from './log-line.type.ts';
import { remainingTimes } from './remaining-time.ts';
import { runColumnsAsked } from './run-columns.ts';
import { RunPageArguments } from './run.input.ts';
import { Run, RunConnection } from './run.type.ts';
import { runHistories } from './run-history.ts';
import { runLogs } from './run-log.ts';
import { runValue } from './run-value.ts';
import { ValueArguments, valueComplexity } from './run-value.input.ts';
import { SuggestedVerdict } from './suggested-verdict.type.ts';

@ArgsType()
class LogArguments {
  @Field(() => Int, { defaultValue: 50, description: 'Lines wanted, 1 to 500.' })
  @Min(1)
  @Max(500)
  last!: number;
}

@Resolver(() => Run)
export class RunResolver {
  @Authorized('LINK')
  @Query(() => RunConnection, { description: 'Runs, newest first where no order is given.', complexity: listComplexity })
  runs(@Args(() => RunPageArguments) page: RunPageArguments, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo): Promise<RunList> {
    return listRuns(context.record, page, context.caller, runColumnsAsked(info));
  }

  @Authorized('LINK')
  @Query(() => Run, { nullable: true, description: 'One run; null when there is none of this id.' })
  run(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Ctx() context: RequestContext): Promise<Run | null> {
    return visibleRun(context, id);
  }

  @FieldResolver(() => Study, { nullable: true, description: 'The study it belongs to.' })
  study(@Root() run: Run, @Ctx() context: RequestContext): Promise<Study | null> {
    return context.load(studiesById, run.studyId);
  }

  @FieldResolver(() => String, { nullable: true })
  host(@Root() run: Run, @Ctx() { caller }: RequestContext): string | null {
    return caller.seesNames ? run.host : null;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Time still to train, in ms: an estimate from the last epochs; null unless training.',
  })
  remainingMs(@Root() run: Run, @Ctx() context: RequestContext): Promise<number | null> {
    return context.load(remainingTimes, run.id);
  }

  @FieldResolver(() => EpochConnection, { description: 'Epoch rows, oldest first.', complexity: listComplexity })
  epochs(
    @Root() run: Run,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Epoch>> {
    return context.load(listEpochs, { ...page, runId: run.id });
  }

  @FieldResolver(() => EpochHistory, { description: 'Every epoch row as columns, from `fromEpoch` on.', complexity: 10 })
  history(
    @Root() run: Run,
    @Arg('fromEpoch', () => Int, { nullable: true, description: 'First epoch wanted; all when left out.' })
    fromEpoch: number | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<EpochHistory> {
    return context.load(runHistories, { runId: run.id, fromEpoch: fromEpoch ?? 0 });
  }

  @FieldResolver(() => SuggestedVerdict, {
    nullable: true,
    description: 'Whether it collapsed, as four tests suggest; always shown as a suggestion, with the four values. Null with the error DATA_CORRUPT where the snapshot is damaged.',
    complexity: 5,
  })
  suggestedVerdict(@Root() run: Run, @Ctx() context: RequestContext): Promise<SuggestedVerdict> {
    return context.load(suggestedVerdicts, { runId: run.id, terminalPhaseEpoch: run.terminalPhaseEpoch });
  }

  @FieldResolver(() => MetricValue, {
    nullable: true,
    description: 'One of its values: cached, or measured now for at most two seconds, then PENDING until an event tells that it is there. Costs 2 points, 22 with BEST. Null with the error DATA_CORRUPT where the snapshot is damaged.',
    complexity: valueComplexity,
  })
  value(@Root() run: Run, @Args(() => ValueArguments) place: ValueArguments, @Ctx() context: RequestContext): Promise<MetricValue> {
    return runValue(context, run, place);
  }

  @FieldResolver(() => [LogLine], {
    description: 'The last lines of its log, oldest first.',
    complexity: ({ args, childComplexity }) => 1 + ((args.last ?? 50) / 10) * (1 + childComplexity),
  })
  log(
    @Root() run: Run,
    @Args(() => LogArguments) { last }: LogArguments,
    @Ctx() context: RequestContext,
  ): Promise<LogLine[]> {
    return context.load(runLogs, { runId: run.id, last });
  }
}
