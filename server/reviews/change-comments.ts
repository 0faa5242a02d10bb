import { type Comment as CommentRow, Prisma, type Thread as ThreadRow } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { type Caller, mayDo } from '../access/caller.ts';
import type { RequestContext } from '../access/request-context.ts';
import { checkVersion } from '../access/version.ts';
import { write } from '../access/write.ts';
import { holdStudy, tellOfThread } from './change-threads.ts';
import type { DeleteCommentInput, EditCommentInput } from './thread.input.ts';
import { callPeople, checkBody } from './write-comment.ts';

/** Each gives the id of the comment. All throw CollapsarError: NOT_FOUND, FORBIDDEN, CONFLICT, PRECONDITION_FAILED or BAD_USER_INPUT. */

/** What it said before is kept as a revision. */
export async function editComment(context: RequestContext, input: EditCommentInput): Promise<string> {
  checkBody(input.body);
  await write(context, { action: 'editComment', input }, async (tx, audit) => {
    const { comment, thread } = await lockComment(tx, context.caller, input.commentId);
    if (comment.deletedAt) throw new CollapsarError('PRECONDITION_FAILED', 'The comment was taken back; write a new one.');
    checkVersion('The comment', comment.version, input.expectedVersion);
    if (comment.body === input.body) return {};
    const { id, version, body } = comment;
    await tx.commentRevision.create({ data: { commentId: id, version, body }, select: { version: true } });
    await tx.comment.update({ where: { id }, data: { body: input.body, version: version + 1, editedAt: new Date() }, select: { id: true } });
    await callPeople(tx, context.caller, thread, id, input.body);
    audit({ subject: id, before: { version }, after: { version: version + 1 } });
    await tellOfThread(tx, thread);
    return {};
  });
  return input.commentId;
}

/** The words go, also those of before; the place stays, so that answers still stand under something. */
export async function deleteComment(context: RequestContext, input: DeleteCommentInput): Promise<string> {
  await write(context, { action: 'deleteComment', input }, async (tx, audit) => {
    const { comment, thread } = await lockComment(tx, context.caller, input.commentId);
    const { id: commentId, version } = comment;
    if (comment.deletedAt) return {};
    await tx.commentRevision.deleteMany({ where: { commentId } });
    await tx.mention.deleteMany({ where: { commentId } });
    await tx.notice.deleteMany({ where: { commentId, readAt: null } });
    await tx.comment.update({ where: { id: commentId }, data: { body: '', version: version + 1, deletedAt: new Date() }, select: { id: true } });
    audit({ subject: commentId, before: { version }, after: { isDeleted: true } });
    await tellOfThread(tx, thread);
    return {};
  });
  return input.commentId;
}

/** Whether a caller may change a comment: its author may, and an admin. */
export const mayChange = (caller: Caller, authorId: string | null): boolean =>
  mayDo(caller, 'ADMIN') || (mayDo(caller, 'REVIEWER') && authorId !== null && authorId === caller.userId);

async function lockComment(tx: Prisma.TransactionClient, caller: Caller, id: string): Promise<{ comment: CommentRow; thread: ThreadRow }> {
  await holdStudy(tx, Prisma.sql`SELECT t."studyId" FROM "Thread" t JOIN "Comment" c ON c."threadId" = t.id WHERE c.id = ${id}`);
  const [comment] = await tx.$queryRaw<CommentRow[]>`SELECT * FROM "Comment" WHERE id = ${id} FOR NO KEY UPDATE`;
  if (!comment) throw new CollapsarError('NOT_FOUND', `There is no comment ${id}; take its id from a thread.`, { details: { field: 'commentId' } });
  if (!mayChange(caller, comment.authorId)) throw new CollapsarError('FORBIDDEN', 'A comment is changed by who wrote it, or by an admin.', { details: { requiredRole: 'ADMIN' } });
  return { comment, thread: await tx.thread.findUniqueOrThrow({ where: { id: comment.threadId } }) };
}
