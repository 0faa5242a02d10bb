import type { Prisma } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { newId } from '../../prisma/ids.ts';
import type { Caller } from '../access/caller.ts';
import { checkCommentAllowance } from './comment-allowance.ts';
import { peopleCalled } from './mentions.ts';
import { tell } from './notices.ts';

/** What a comment needs to know of the thread it goes into. */
export interface ThreadPlace {
  id: string;
  studyId: string;
  runId: string | null;
  runName: string | null;
}

/** Of a comment, in UTF-8. */
export const MOST_COMMENT_BYTES = 10_000;

/** @throws CollapsarError BAD_USER_INPUT for a comment of nothing, or of more than 10 kB */
export function checkBody(body: string): void {
  if (body.trim() === '') throw new CollapsarError('BAD_USER_INPUT', 'A comment needs words.', { details: { field: 'body' } });
  const bytes = Buffer.byteLength(body);
  if (bytes > MOST_COMMENT_BYTES) throw new CollapsarError('BAD_USER_INPUT', `The comment has ${bytes} bytes; at most ${MOST_COMMENT_BYTES} are kept.`, { details: { field: 'body' } });
}

/** Adds a comment to a thread and tells whom it calls, and who wrote there before. Gives its id. @throws CollapsarError RATE_LIMITED */
export async function addComment(tx: Prisma.TransactionClient, caller: Caller, thread: ThreadPlace, body: string): Promise<string> {
  await checkCommentAllowance(tx, caller);
  const id = newId('comment');
  const writers = await tx.comment.findMany({ where: { threadId: thread.id, authorId: { not: null } }, distinct: ['authorId'], select: { authorId: true } });
  await tx.comment.create({ data: { id, threadId: thread.id, authorId: caller.userId, body }, select: { id: true } });
  const called = await callPeople(tx, caller, thread, id, body);
  const others = writers.flatMap(({ authorId }) => (authorId === null || called.includes(authorId) ? [] : [authorId]));
  await tell(tx, caller, others, { kind: 'REPLY', ...noticeOf(thread, id), text: `There is an answer in a thread that you wrote in, on ${nameOf(thread)}.` });
  return id;
}

/** Keeps whom a comment calls, and tells those whom it did not call before. Gives all of them. */
export async function callPeople(tx: Prisma.TransactionClient, caller: Caller, thread: ThreadPlace, commentId: string, body: string): Promise<string[]> {
  const before = (await tx.mention.findMany({ where: { commentId }, select: { userId: true } })).map(({ userId }) => userId);
  const called = (await peopleCalled(tx, body)).map(({ id }) => id);
  const added = called.filter((id) => !before.includes(id));
  await tx.mention.deleteMany({ where: { commentId, userId: { notIn: called } } });
  await tx.mention.createMany({ data: added.map((userId) => ({ commentId, userId })) });
  await tell(tx, caller, added, { kind: 'MENTION', ...noticeOf(thread, commentId), text: `You were mentioned in a comment on ${nameOf(thread)}.` });
  return called;
}

const noticeOf = ({ id, studyId, runId }: ThreadPlace, commentId: string) => ({ studyId, runId, threadId: id, commentId });
const nameOf = ({ runName }: ThreadPlace): string => (runName === null ? 'a study' : `"${runName}"`);
