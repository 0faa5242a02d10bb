import type { RequestContext } from '../access/request-context.ts';
import { withoutNames } from '../reviews/mentions.ts';
import { answerChart } from './answer-chart.ts';
import { answerGeometry } from './answer-geometry.ts';
import { answerPaperCell } from './answer-paper-cell.ts';
import { answerTable } from './answer-table.ts';
import { answerThread } from './answer-thread.ts';
import type { Answered, BlockAnswer } from './block-answer.ts';
import type { BlockQuestion } from './block-question.ts';

/**
 * Answers a block's question with what is there now, as plain JSON: what is kept and what is read again compare word for word.
 *
 * @throws CollapsarError NOT_FOUND for what the caller does not see, BAD_USER_INPUT for what is of another study, and what the question itself may meet
 */
export async function answerBlock(context: RequestContext, studyId: string, question: BlockQuestion): Promise<Answered> {
  return JSON.parse(JSON.stringify(await answerOf(context, studyId, question))) as Answered;
}

function answerOf(context: RequestContext, studyId: string, question: BlockQuestion): Promise<Answered> {
  switch (question.kind) {
    case 'chart':
      return answerChart(context, studyId, question);
    case 'table':
      return answerTable(context, studyId, question);
    case 'geometry':
      return answerGeometry(context, studyId, question);
    case 'paper-cell':
      return answerPaperCell(context, studyId, question);
    case 'thread':
      return answerThread(context, studyId, question);
  }
}

/** An answer for readers who may not see names of people. */
export function answerWithoutNames(answer: BlockAnswer): BlockAnswer {
  if (answer.kind !== 'thread') return answer;
  return { ...answer, comments: answer.comments.map((comment) => ({ ...comment, author: null, body: withoutNames(comment.body) })) };
}
