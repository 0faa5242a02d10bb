import { createHash } from 'node:crypto';
import { CollapsarError } from '../../prisma/errors.ts';
import type { RequestContext } from '../access/request-context.ts';
import { visibleThread } from '../reviews/list-threads.ts';
import type { Thread } from '../reviews/thread.type.ts';
import type { AnsweredComment, Answered } from './block-answer.ts';
import type { QuestionOf } from './block-question.ts';

/** Comments that a block shows, the oldest. */
const MOST_COMMENTS = 100;

/** What people said at one place of the study. @throws CollapsarError NOT_FOUND */
export async function answerThread(context: RequestContext, studyId: string, { thread: id }: QuestionOf<'thread'>): Promise<Answered> {
  const thread = await visibleThread(context, id);
  if (!thread || thread.studyId !== studyId) throw new CollapsarError('NOT_FOUND', `There is no thread ${id} in the report's study.`, { details: { type: 'Thread' } });
  const rows = await context.record.comment.findMany({ where: { threadId: id }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], take: MOST_COMMENTS, include: { author: { select: { name: true } } } });
  const comments = rows.map(({ author, authorName, createdAt, body, deletedAt }): AnsweredComment => ({ author: author?.name ?? authorName, at: createdAt.toISOString(), body: deletedAt ? '' : body }));
  return {
    answer: { kind: 'thread', threadId: id, runName: thread.runName, place: placeInWords(thread), resolvedAt: thread.resolvedAt?.toISOString() ?? null, comments },
    digests: { [id]: createHash('sha256').update(JSON.stringify(comments)).digest('hex') },
    formulas: {},
    isPending: false,
  };
}

function placeInWords({ anchor }: Thread): string {
  if (!anchor) return '';
  const { metric, split, layer, fromEpoch, toEpoch } = anchor;
  const epochs = fromEpoch === null ? '' : fromEpoch === toEpoch ? `, epoch ${fromEpoch}` : `, epochs ${fromEpoch} to ${toEpoch}`;
  return `${metric} (${split.toLowerCase()}, ${layer})${epochs}`;
}
