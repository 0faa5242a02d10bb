import { Args, ArgsType, Authorized, Ctx, Field, FieldResolver, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import { checkEventCursor } from '../access/event-cursor.ts';
import { type RecordEvent, RequestContext } from '../access/request-context.ts';
import { epochValues } from './epoch-values.ts';
import { runsById } from './list-runs.ts';
import { areMeasured, isEpochOf, isRunEventOf } from './run-event.ts';
import { EpochRecorded, EpochValue, RunChanged } from './run-event.type.ts';
import { Run } from './run.type.ts';
import { MetricArguments } from './series.input.ts';

@ArgsType()
class EventArguments {
  @Field(() => ID, { nullable: true, description: 'Only of this run; of all when left out.' })
  runId?: string | null;
  @Field(() => String, { nullable: true, description: 'A cursor: everything behind it comes first; only what is new when left out.' })
  after?: string | null;
}

type Subscribing = { args: EventArguments; context: RequestContext };

@Resolver(() => EpochRecorded)
export class EpochRecordedResolver {
  @Authorized('LINK')
  @Subscription(() => EpochRecorded, {
    description: 'One message for each epoch recorded by any trainer, in order; `after` resumes behind a cursor.',
    subscribe: ({ args, context }: Subscribing) => context.events.follow(checkEventCursor(args.after), isEpochOf(args.runId, context.caller), context.caller.studyId),
  })
  epochRecorded(@Root() { id, runId, epoch }: RecordEvent, @Args(() => EventArguments) _: EventArguments): EpochRecorded {
    return { cursor: String(id), runId: runId!, epoch: epoch! };
  }

  @FieldResolver(() => Boolean, { description: 'Whether the last layer was measured after it.' })
  isMeasured(@Root() { runId, epoch }: EpochRecorded, @Ctx() context: RequestContext): Promise<boolean> {
    return context.load(areMeasured, { runId, epoch });
  }

  @FieldResolver(() => [EpochValue], {
    description: 'Values of metrics after that epoch, measured for this message if nobody asked before. One that takes longer than two seconds is PENDING; `runChanged` tells of it when it is there.',
    complexity: ({ args, childComplexity }) => (args.metrics?.length ?? 0) * (1 + childComplexity),
  })
  values(
    @Root() { runId, epoch }: EpochRecorded,
    @Args(() => MetricArguments) { metrics, split, layer }: MetricArguments,
    @Ctx() context: RequestContext,
  ): Promise<EpochValue[]> {
    return context.load(epochValues, { runId, epoch, metrics, split, layer });
  }

  @FieldResolver(() => Run, { nullable: true, description: 'The run as it is now; null when deleted since.' })
  run(@Root() { runId }: EpochRecorded, @Ctx() context: RequestContext): Promise<Run | null> {
    return context.load(runsById, runId);
  }
}

@Resolver(() => RunChanged)
export class RunChangedResolver {
  @Authorized('LINK')
  @Subscription(() => RunChanged, {
    description: 'A run whose status or progress changed (queued, started, epoch, terminal phase reached, finished, failed, ...).',
    subscribe: ({ args, context }: Subscribing) => context.events.follow(checkEventCursor(args.after), isRunEventOf(args.runId, context.caller), context.caller.studyId),
  })
  runChanged(@Root() { id, runId, kind }: RecordEvent, @Args(() => EventArguments) _: EventArguments): RunChanged {
    return { cursor: String(id), runId: runId!, kind };
  }

  @FieldResolver(() => Run, { nullable: true, description: 'The run as it is now; null when deleted since.' })
  run(@Root() { runId }: RunChanged, @Ctx() context: RequestContext): Promise<Run | null> {
    return context.load(runsById, runId);
  }
}

@Resolver()
export class EventCursorResolver {
  @Authorized('LINK')
  @Query(() => String, {
    description:
      'The cursor of the newest event, for a share link of the newest one of its study; "0" before the first. Read it in a question of its own before the first one, and give it to subscriptions as `after`: they then tell all that the answers of later questions may not hold. The fields of one question are read in no order.',
  })
  async eventCursor(@Ctx() context: RequestContext): Promise<string> {
    return String(await context.events.newest(context.caller.studyId));
  }
}
