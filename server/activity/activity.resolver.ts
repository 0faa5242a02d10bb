import { Arg, Args, Authorized, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { answerMutation } from '../access/answer-mutation.ts';
import type { Connection } from '../access/connection.ts';
import { listComplexity } from '../access/page-arguments.ts';
import { RequestContext } from '../access/request-context.ts';
import { visibleStudy } from '../studies/list-studies.ts';
import { Study } from '../studies/study.type.ts';
import { Activity, ActivityArguments, ActivityConnection, MarkSeenInput, MarkSeenPayload } from './activity.type.ts';
import { listActivity } from './list-activity.ts';
import { markSeen, unseenCounts, whoLooks } from './unseen.ts';

const NO_STUDY: Pick<MarkSeenPayload, 'study'> = { study: null };

@Resolver(() => Activity)
export class ActivityResolver {
  @Authorized('LINK')
  @Query(() => ActivityConnection, { description: 'What happened in a study, newest first, in words. It goes forward alone; `totalCount` counts the single events.', complexity: ({ args, childComplexity }) => 10 + listComplexity({ args, childComplexity }) })
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

@Resolver(() => Study)
export class StudyUnseenResolver {
  @FieldResolver(() => Int, { description: 'Events of its activity that the caller has not seen, counted up to 100; 0 for a share link.', complexity: 1 })
  unseenCount(@Root() { id: studyId }: Study, @Ctx() context: RequestContext): Promise<number> {
    return context.caller.access === 'LINK' ? Promise.resolve(0) : context.load(unseenCounts, { who: whoLooks(context), studyId });
  }
}
