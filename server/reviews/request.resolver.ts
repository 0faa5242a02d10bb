import { Arg, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { answerMutation } from '../access/answer-mutation.ts';
import { RequestContext } from '../access/request-context.ts';
import { Person } from '../people/person.type.ts';
import { visibleRun } from '../runs/list-runs.ts';
import { Run } from '../runs/run.type.ts';
import { studiesById } from '../studies/list-studies.ts';
import { Study } from '../studies/study.type.ts';
import { askReview, withdrawReview } from './change-requests.ts';
import { peopleById } from './list-comments.ts';
import { requestsById, requestsOfRuns, requestsOfStudies } from './list-requests.ts';
import { AskReviewInput, WithdrawReviewInput } from './request.input.ts';
import { ReviewRequest, ReviewRequestsPayload } from './request.type.ts';

const NOTHING: Pick<ReviewRequestsPayload, 'requests'> = { requests: [] };
const INPUT = { description: 'What to do.' };
const listed = ({ childComplexity }: { childComplexity: number }) => 1 + 5 * childComplexity;

@Resolver(() => ReviewRequest)
export class RequestResolver {
  @Authorized('REVIEWER')
  @Mutation(() => ReviewRequestsPayload, { description: 'Asks people for their verdicts on a run, or on all runs of a study; each finds it in their inbox.', complexity: 10 })
  askReview(@Arg('input', () => AskReviewInput, INPUT) input: AskReviewInput, @Ctx() context: RequestContext): Promise<ReviewRequestsPayload> {
    return answerMutation(input, NOTHING, async () => ({ requests: await requestsById(context.record, await askReview(context, input)) }));
  }

  @Authorized('REVIEWER')
  @Mutation(() => ReviewRequestsPayload, { description: 'Withdraws requests for verdicts: who asked may, who was asked, and an admin.', complexity: 10 })
  withdrawReview(@Arg('input', () => WithdrawReviewInput, INPUT) input: WithdrawReviewInput, @Ctx() context: RequestContext): Promise<ReviewRequestsPayload> {
    return answerMutation(input, NOTHING, async () => ({ requests: await requestsById(context.record, await withdrawReview(context, input)) }));
  }

  @FieldResolver(() => Run, { nullable: true, description: 'The run; null: all of the study.' })
  run(@Root() { runId }: ReviewRequest, @Ctx() context: RequestContext): Promise<Run | null> {
    return runId === null ? Promise.resolve(null) : visibleRun(context, runId);
  }

  @FieldResolver(() => Study, { nullable: true, description: 'The study.' })
  study(@Root() { studyId }: ReviewRequest, @Ctx() context: RequestContext): Promise<Study | null> {
    return context.load(studiesById, studyId);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who was asked; null for who may not see names.' })
  reviewer(@Root() { reviewerId }: ReviewRequest, @Ctx() context: RequestContext): Promise<Person | null> {
    return context.caller.seesNames ? context.load(peopleById, reviewerId) : Promise.resolve(null);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Name of who asked; null for the person at the server itself, and for who may not see names.' })
  askedBy(@Root() { asker }: ReviewRequest, @Ctx() { caller }: RequestContext): string | null {
    return caller.seesNames ? asker : null;
  }
}

@Resolver(() => Run)
export class RunRequestsResolver {
  @FieldResolver(() => [ReviewRequest], { description: 'Whose verdicts on it are still asked for, oldest first: at most 100.', complexity: listed })
  reviewRequests(@Root() { id }: Run, @Ctx() context: RequestContext): Promise<ReviewRequest[]> {
    return context.load(requestsOfRuns, id);
  }
}

@Resolver(() => Study)
export class StudyRequestsResolver {
  @FieldResolver(() => [ReviewRequest], { description: 'Whose verdicts on all of its runs are still asked for, oldest first: at most 100.', complexity: listed })
  reviewRequests(@Root() { id }: Study, @Ctx() context: RequestContext): Promise<ReviewRequest[]> {
    return context.load(requestsOfStudies, id);
  }
}
