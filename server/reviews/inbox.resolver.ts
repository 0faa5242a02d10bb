import { Arg, Args, ArgsType, Authorized, Ctx, Field, FieldResolver, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { answerMutation } from '../access/answer-mutation.ts';
import type { Connection } from '../access/connection.ts';
import { checkEventCursor } from '../access/event-cursor.ts';
import { listComplexity } from '../access/page-arguments.ts';
import { type RecordEvent, RequestContext } from '../access/request-context.ts';
import { Me } from '../people/me.type.ts';
import { Person, PersonConnection } from '../people/person.type.ts';
import { visibleRun } from '../runs/list-runs.ts';
import { Run } from '../runs/run.type.ts';
import { studiesById } from '../studies/list-studies.ts';
import { Study } from '../studies/study.type.ts';
import { Comment } from './comment.type.ts';
import { listNotices, listPeople, markRead, unreadCount } from './inbox.ts';
import { InboxArguments, MarkReadInput, PeopleArguments } from './inbox.input.ts';
import { InboxChanged, MarkReadPayload, Notice, NoticeConnection } from './inbox.type.ts';
import { commentsById, peopleByName } from './list-comments.ts';
import { visibleThread } from './list-threads.ts';
import { Thread } from './thread.type.ts';

@ArgsType()
class InboxEventArguments {
  @Field(() => String, { nullable: true, description: 'A cursor: everything behind it comes first; only what is new when left out.' })
  after?: string | null;
}

@Resolver(() => Me)
export class InboxResolver {
  @FieldResolver(() => NoticeConnection, { description: "The caller's inbox, newest first: mentions, answers, requests for verdicts, verdicts, failed checks. Empty for a share link and where no login is needed.", complexity: listComplexity })
  inbox(@Args(() => InboxArguments) page: InboxArguments, @Ctx() context: RequestContext): Promise<Connection<Notice>> {
    return listNotices(context, page);
  }

  @FieldResolver(() => Int, { description: "Lines of the caller's inbox that are not read yet.", complexity: 1 })
  unreadCount(@Ctx() context: RequestContext): Promise<number> {
    return unreadCount(context);
  }

  @Authorized('VIEWER')
  @Mutation(() => MarkReadPayload, { description: "Marks lines of the caller's inbox as read." })
  markRead(@Arg('input', () => MarkReadInput, { description: 'Which.' }) input: MarkReadInput, @Ctx() context: RequestContext): Promise<MarkReadPayload> {
    return answerMutation(input, { unreadCount: null as number | null }, async () => ({ unreadCount: await markRead(context, input) }));
  }

  @Authorized('REVIEWER')
  @Query(() => PersonConnection, { description: 'People whom one can mention in a comment or ask for a verdict, by name.', complexity: listComplexity })
  people(@Args(() => PeopleArguments) question: PeopleArguments, @Ctx() context: RequestContext): Promise<Connection<Person>> {
    return listPeople(context, question);
  }

  @Authorized('VIEWER')
  @Subscription(() => InboxChanged, {
    description: "Something of a review changed that may have put a line into the caller's inbox: the number of unread ones tells.",
    subscribe: ({ args, context }: { args: InboxEventArguments; context: RequestContext }) => context.events.follow(checkEventCursor(args.after), ({ kind }) => kind.startsWith('review.')),
  })
  async inboxChanged(@Root() { id }: RecordEvent, @Args(() => InboxEventArguments) _: InboxEventArguments, @Ctx() context: RequestContext): Promise<InboxChanged> {
    return { cursor: String(id), unreadCount: await unreadCount(context) };
  }
}

@Resolver(() => Notice)
export class NoticeResolver {
  @FieldResolver(() => Study, { nullable: true, description: 'The study.' })
  study(@Root() { studyId }: Notice, @Ctx() context: RequestContext): Promise<Study | null> {
    return context.load(studiesById, studyId);
  }

  @FieldResolver(() => Run, { nullable: true, description: 'The run; null: none, or it was deleted.' })
  run(@Root() { runId }: Notice, @Ctx() context: RequestContext): Promise<Run | null> {
    return runId === null ? Promise.resolve(null) : visibleRun(context, runId);
  }

  @FieldResolver(() => Thread, { nullable: true, description: 'The thread; null: none.' })
  thread(@Root() { threadId }: Notice, @Ctx() context: RequestContext): Promise<Thread | null> {
    return threadId === null ? Promise.resolve(null) : visibleThread(context, threadId);
  }

  @FieldResolver(() => Comment, { nullable: true, description: 'The comment; null: none.' })
  comment(@Root() { commentId }: Notice, @Ctx() context: RequestContext): Promise<Comment | null> {
    return commentId === null ? Promise.resolve(null) : context.load(commentsById, commentId);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who caused it; null where nobody is called `from` now.' })
  sender(@Root() { from }: Notice, @Ctx() context: RequestContext): Promise<Person | null> {
    return from === null ? Promise.resolve(null) : context.load(peopleByName, from);
  }
}
