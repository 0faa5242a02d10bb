import type { NoticeKind, Prisma } from '../../prisma/client.ts';
import { newId } from '../../prisma/ids.ts';
import type { Caller } from '../access/caller.ts';

export interface NewNotice {
  kind: NoticeKind;
  studyId: string;
  runId?: string | null;
  threadId?: string;
  commentId?: string;
  /** one sentence, without the name of who caused it */
  text: string;
}

/** Puts a line into the inbox of each of these people; nobody is told of what they did themselves. */
export async function tell(tx: Prisma.TransactionClient, caller: Caller, userIds: Iterable<string>, notice: NewNotice): Promise<void> {
  const told = [...new Set(userIds)].filter((id) => id !== caller.userId);
  if (told.length === 0) return;
  await tx.notice.createMany({ data: told.map((userId) => ({ id: newId('notice'), userId, from: caller.person, ...notice })) });
}
