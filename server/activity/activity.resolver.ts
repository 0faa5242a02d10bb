import { Arg, Args, Authorized, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { answerMutation } from '../access/answer-mutation.ts';
import type { Connection } from '../access/connection.ts';
import { listComplexity } from '../access/page-arguments.ts';
import { RequestContext } from '../access/request-context.ts';
import { Person } from '../people/person.type.ts';
import { peopleById } from '../reviews/list-comments.ts';
import { studiesById, visibleStudy } from '../studies/list-studies.ts';
import { Study } from '../studies/study.type.ts';
import { Activity, ActivityArguments, ActivityConnection, MarkSeenInput, MarkSeenPayload } from './activity.type.ts';
import { listActivity } from './list-activity.ts';
import { lastLooks, markSeen, unseenCounts, whoLooks } from './unseen.ts';

const NO_STUDY: Pick<MarkSeenPayload, 'study'> = { study: null };

@Resolver(() => Activity)
export class ActivityResolver {
  @Authorized('LINK')
  @Query(() => ActivityConnection, { description: 'What happened, in a study or in all, newest first, in words. It goes forward alone; `totalCount` counts the single events.', complexity: ({ args, childComplexity }) => 10 + listComplexity({ args, childComplexity }) })
  activity(@Args(() => ActivityArguments) question: ActivityArguments, @Ctx() context: RequestContext): Promise<Connection<Activity>> {
    return listActivity(context, question);
  }

  @Authorized('VIEWER')
  @Mutation(() => MarkSeenPayload, { description: 'Notes how far the caller has seen a study.', complexity: 5 })
  markSeen(@Arg('input', () => MarkSeenInput, { description: 'What to do.' }) input: MarkSeenInput, @Ctx() context: RequestContext): Promise<MarkSeenPayload> {
    return answerMutation(input, NO_STUDY, async () => {
      await markSeen(context, input);
      return { study: await visibleStudy(context, input.studyId) };
    });
  }
}

@Resolver(() => Activity)
export class ActivityEntryResolver {
  @FieldResolver(() => Study, { nullable: true, description: 'The study it happened in.' })
  study(@Root() { studyId }: Activity, @Ctx() context: RequestContext): Promise<Study | null> {
    return context.load(studiesById, studyId);
  }

  @FieldResolver(() => [Person], { description: 'Who did it, the newest first; nobody where the program did, or the person at the server itself. Empty for who may not see names.', complexity: ({ childComplexity }) => 5 + childComplexity })
  async people(@Root() { peopleIds }: Activity, @Ctx() context: RequestContext): Promise<Person[]> {
    if (!context.caller.seesNames) return [];
    const people = await Promise.all(peopleIds.map((id) => context.load(peopleById, id)));
    return people.flatMap((person) => person ?? []);
  }
}

@Resolver(() => Study)
export class StudyUnseenResolver {
  @FieldResolver(() => Date, { nullable: true, description: 'When the caller last looked at its activity (`markSeen`); null: never, and for a share link.', complexity: 1 })
  async lastLookAt(@Root() { id: studyId }: Study, @Ctx() context: RequestContext): Promise<Date | null> {
    return context.caller.access === 'LINK' ? null : (await context.load(lastLooks, { who: whoLooks(context), studyId })).at;
  }

  @FieldResolver(() => Int, { description: 'Events of its activity that the caller has not seen, counted up to 100; 0 for a share link.', complexity: 1 })
  unseenCount(@Root() { id: studyId }: Study, @Ctx() context: RequestContext): Promise<number> {
    return context.caller.access === 'LINK' ? Promise.resolve(0) : context.load(unseenCounts, { who: whoLooks(context), studyId });
  }
}
