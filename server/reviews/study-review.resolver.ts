import { Arg, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { answerMutation } from '../access/answer-mutation.ts';
import { RequestContext } from '../access/request-context.ts';
import { limitsOf, type VerdictLimits } from '../measuring/suggested-verdict.ts';
import { studiesById } from '../studies/list-studies.ts';
import { StudyPayload } from '../studies/study-mutation.type.ts';
import { Study } from '../studies/study.type.ts';
import { finalizeStudy, reopenStudy, updateStudyReview } from './change-study-review.ts';
import { reviewProgress } from './review-progress.ts';
import { studySettings } from './study-settings.ts';
import { FinalStudyInput, UpdateStudyReviewInput } from './study-review.input.ts';
import { ReviewProgress, VerdictLimit } from './study-review.type.ts';

const NO_STUDY: Pick<StudyPayload, 'study'> = { study: null };
const INPUT = { description: 'What to do.' };

@Resolver(() => Study)
export class StudyReviewResolver {
  @Authorized('OPERATOR')
  @Mutation(() => StudyPayload, { description: 'Sets how many verdicts the runs of a study need, and the limits of its suggested verdicts.', complexity: 10 })
  updateStudyReview(@Arg('input', () => UpdateStudyReviewInput, INPUT) input: UpdateStudyReviewInput, @Ctx() context: RequestContext): Promise<StudyPayload> {
    return answerMutation(input, NO_STUDY, () => updateStudyReview(context, input).then((id) => studyOf(context, id)));
  }

  @Authorized('OPERATOR')
  @Mutation(() => StudyPayload, { description: 'Makes a study final: its runs and their verdicts stay as they are. PRECONDITION_FAILED while a run is not over, or a completed one lacks verdicts that the study asks for; the sentence names them.', complexity: 50 })
  finalizeStudy(@Arg('input', () => FinalStudyInput, INPUT) input: FinalStudyInput, @Ctx() context: RequestContext): Promise<StudyPayload> {
    return answerMutation(input, NO_STUDY, () => finalizeStudy(context, input).then((id) => studyOf(context, id)));
  }

  @Authorized('OPERATOR')
  @Mutation(() => StudyPayload, { description: 'Opens a final study again.', complexity: 10 })
  reopenStudy(@Arg('input', () => FinalStudyInput, INPUT) input: FinalStudyInput, @Ctx() context: RequestContext): Promise<StudyPayload> {
    return answerMutation(input, NO_STUDY, () => reopenStudy(context, input).then((id) => studyOf(context, id)));
  }

  @FieldResolver(() => [VerdictLimit], { description: 'The limit of each test of the suggested verdict.', complexity: ({ childComplexity }) => 1 + 4 * childComplexity })
  async verdictLimits(@Root() { id }: Study, @Ctx() context: RequestContext): Promise<VerdictLimit[]> {
    const { verdictLimits: own } = await context.load(studySettings, id);
    return limitsOf(own as VerdictLimits).map(([metric, limit]) => ({ metric, limit, isUsual: !(metric in (own as object)) }));
  }

  @FieldResolver(() => String, { nullable: true, description: 'Name of who made it final; null while it is not, for the person at the server itself, and for who may not see names.' })
  async finalBy(@Root() { id }: Study, @Ctx() context: RequestContext): Promise<string | null> {
    return context.caller.seesNames ? (await context.load(studySettings, id)).finalBy : null;
  }

  @FieldResolver(() => ReviewProgress, { nullable: true, description: 'How far its review has come.', complexity: ({ childComplexity }) => 20 + 10 * childComplexity })
  reviewProgress(@Root() { id }: Study, @Ctx() context: RequestContext): Promise<ReviewProgress> {
    return context.load(reviewProgress, id);
  }
}

/** The context forgets first: what it loaded before the change is no longer true. */
async function studyOf(context: RequestContext, id: string): Promise<Pick<StudyPayload, 'study'>> {
  context.forget();
  return { study: await context.load(studiesById, id) };
}
