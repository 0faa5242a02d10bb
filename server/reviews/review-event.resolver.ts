import { Args, ArgsType, Authorized, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { seesStudy } from '../access/caller.ts';
import { checkEventCursor } from '../access/event-cursor.ts';
import { type RecordEvent, RequestContext } from '../access/request-context.ts';
import { visibleThread } from './list-threads.ts';
import { verdictsById } from './list-verdicts.ts';
import { Thread } from './thread.type.ts';
import { ReviewVerdict } from './verdict.type.ts';

@ArgsType()
class ReviewEventArguments {
  @Field(() => ID, { nullable: true, description: 'Only of this study with its runs; of all when left out.' })
  studyId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only of this run; of all when left out.' })
  runId?: string | null;
  @Field(() => String, { nullable: true, description: 'A cursor: everything behind it comes first; only what is new when left out.' })
  after?: string | null;
}

@ObjectType({ description: 'Something of the review of a study changed.' })
export class ReviewChanged {
  @Field({ description: 'Give it as `after` to go on behind this message.' })
  cursor!: string;
  @Field({ description: 'What happened: "review.thread" (begun, answered, edited, settled, opened again), "review.verdict" (given, taken back), "review.asked", "review.report" or "review.check".' })
  kind!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the thread, verdict, request, report or check that it tells of.' })
  subject!: string | null;
  @Field(() => ID, { nullable: true, description: 'The run; null: none, or one that was deleted.' })
  runId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The study.' })
  studyId!: string | null;
}

type Subscribing = { args: ReviewEventArguments; context: RequestContext };

function isWanted({ args, context }: Subscribing): (event: RecordEvent) => boolean {
  return ({ kind, studyId, runId }) =>
    kind.startsWith('review.') && seesStudy(context.caller, studyId) && (args.studyId == null || studyId === args.studyId) && (args.runId == null || runId === args.runId);
}

@Resolver(() => ReviewChanged)
export class ReviewChangedResolver {
  @Authorized('LINK')
  @Subscription(() => ReviewChanged, {
    description: 'A thread, a verdict or a request for one changed.',
    subscribe: (asked: Subscribing) => asked.context.events.follow(checkEventCursor(asked.args.after), isWanted(asked)),
  })
  reviewChanged(@Root() { id, kind, subject, runId, studyId }: RecordEvent, @Args(() => ReviewEventArguments) _: ReviewEventArguments): ReviewChanged {
    return { cursor: String(id), kind, subject, runId, studyId };
  }

  @FieldResolver(() => Thread, { nullable: true, description: 'The thread as it is now, where it tells of one.' })
  thread(@Root() { kind, subject }: ReviewChanged, @Ctx() context: RequestContext): Promise<Thread | null> {
    return kind === 'review.thread' && subject !== null ? visibleThread(context, subject) : Promise.resolve(null);
  }

  @FieldResolver(() => ReviewVerdict, { nullable: true, description: 'The verdict as it is now, where it tells of one.' })
  verdict(@Root() { kind, subject }: ReviewChanged, @Ctx() context: RequestContext): Promise<ReviewVerdict | null> {
    return kind === 'review.verdict' && subject !== null ? context.load(verdictsById, subject) : Promise.resolve(null);
  }
}
