import { isDeepStrictEqual } from 'node:util';
import { CollapsarError } from '../../prisma/errors.ts';
import type { RequestContext } from '../access/request-context.ts';
import { visibleStudy } from '../studies/list-studies.ts';
import { answerBlock, answerWithoutNames } from './answer-block.ts';
import type { BlockAnswer, KeptBlock } from './block-answer.ts';
import type { BlockQuestion } from './block-question.ts';
import { checkQuestion } from './read-blocks.ts';
import type { AnswerNow } from './report.type.ts';

const NO_ANSWER = { answer: null, digests: null, formulas: null, isPending: false, isChanged: null };

/** What a block would be answered now, and whether that differs from what was kept; a reason where it cannot be answered any more. */
export async function answerNow(context: RequestContext, studyId: string, { question, frozen }: KeptBlock): Promise<AnswerNow> {
  return answerOrReason(context, studyId, question as BlockQuestion, (answer) => !isDeepStrictEqual(answer, frozen.answer));
}

/**
 * What a block would be answered in a report of the study that is still being written; a reason where it cannot be answered.
 *
 * @throws CollapsarError NOT_FOUND for a study that the caller does not see, BAD_USER_INPUT for a question that there is not
 */
export async function answerUnsaved(context: RequestContext, studyId: string, asked: object): Promise<AnswerNow> {
  if (!(await visibleStudy(context, studyId))) throw new CollapsarError('NOT_FOUND', `There is no study ${studyId}; take its id from the list of studies.`, { details: { type: 'Study', field: 'studyId' } });
  return answerOrReason(context, studyId, checkQuestion(asked, 'The block'), () => null);
}

async function answerOrReason(context: RequestContext, studyId: string, question: BlockQuestion, isChangedOf: (answer: BlockAnswer) => boolean | null): Promise<AnswerNow> {
  try {
    const { answer, digests, formulas, isPending } = await answerBlock(context, studyId, question);
    return { answer: context.caller.seesNames ? answer : answerWithoutNames(answer), digests, formulas, isPending, isChanged: isPending ? null : isChangedOf(answer), reason: null };
  } catch (error) {
    if (!(error instanceof CollapsarError)) throw error;
    return { ...NO_ANSWER, reason: `${error.code}: ${error.message}` };
  }
}
