import { isDeepStrictEqual } from 'node:util';
import { CollapsarError } from '../../prisma/errors.ts';
import type { RequestContext } from '../access/request-context.ts';
import { answerBlock, answerWithoutNames } from './answer-block.ts';
import type { KeptBlock } from './block-answer.ts';
import type { BlockQuestion } from './block-question.ts';
import type { AnswerNow } from './report.type.ts';

const NO_ANSWER = { answer: null, digests: null, formulas: null, isPending: false, isChanged: null };

/** What a block would be answered now, and whether that differs from what was kept; a reason where it cannot be answered any more. */
export async function answerNow(context: RequestContext, studyId: string, { question, frozen }: KeptBlock): Promise<AnswerNow> {
  try {
    const { answer, digests, formulas, isPending } = await answerBlock(context, studyId, question as BlockQuestion);
    const isChanged = isPending ? null : !isDeepStrictEqual(answer, frozen.answer);
    return { answer: context.caller.seesNames ? answer : answerWithoutNames(answer), digests, formulas, isPending, isChanged, reason: null };
  } catch (error) {
    if (!(error instanceof CollapsarError)) throw error;
    return { ...NO_ANSWER, reason: `${error.code}: ${error.message}` };
  }
}
