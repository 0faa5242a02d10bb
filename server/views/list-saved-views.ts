import type { Prisma } from '../../prisma/client.ts';
import { type Caller, mayDo, seesStudy } from '../access/caller.ts';
import { type Connection, toConnection } from '../access/connection.ts';
import { listTag } from '../access/cursor.ts';
import { keysetQuery, type QueryColumn } from '../access/keyset-query.ts';
import { pageOf } from '../access/page-arguments.ts';
import type { RequestContext } from '../access/request-context.ts';
import type { SavedViewArguments } from './saved-view.input.ts';
import type { SavedView } from './saved-view.type.ts';

const WITH_OWNER = { owner: { select: { name: true } } } as const;
type Row = Prisma.SavedViewGetPayload<{ include: typeof WITH_OWNER }>;

const LAST_CHANGED: QueryColumn[] = [{ name: 'updatedAt', type: 'time' }, { name: 'id', type: 'string' }];

/** A page of the views that the caller sees: the own ones and the shared ones, last changed first. */
export async function listSavedViews({ record, caller }: RequestContext, question: SavedViewArguments): Promise<Connection<SavedView>> {
  const { studyId, page: ofPage } = question;
  const list = listTag('views', { studyId, page: ofPage });
  const page = pageOf(question);
  const wanted = { AND: [visibleTo(caller), studyId == null ? {} : { studyId }, ofPage == null ? {} : { page: ofPage }] };
  const { where, orderBy, take } = keysetQuery(list, LAST_CHANGED, 'DESC', page);
  const rows = await record.savedView.findMany({ where: { AND: [wanted, where] }, orderBy, take, include: WITH_OWNER });
  return toConnection<Row, SavedView>({
    list, rows, page,
    position: (row) => [row.updatedAt.getTime(), row.id],
    present: (row) => presentView(row, caller),
    countAll: () => record.savedView.count({ where: wanted }),
  });
}

/** One view; null where there is none that the caller sees. */
export async function savedView({ record, caller }: RequestContext, id: string): Promise<SavedView | null> {
  const row = await record.savedView.findFirst({ where: { AND: [{ id }, visibleTo(caller)] }, include: WITH_OWNER });
  return row && presentView(row, caller);
}

/** Whether a caller may change a view: its owner may, and reviewers may change what is shared. */
export const mayEdit = (caller: Caller, view: { ownerId: string | null; isShared: boolean }): boolean =>
  caller.access !== 'LINK' && (view.ownerId === caller.userId || (view.isShared && mayDo(caller, 'REVIEWER')));

/** A share link sees what is shared of its own study; everybody else what is shared and what is theirs. */
function visibleTo(caller: Caller): Prisma.SavedViewWhereInput {
  if (caller.access === 'LINK') return { isShared: true, studyId: caller.studyId };
  return { OR: [{ isShared: true }, { ownerId: caller.userId }] };
}

function presentView({ owner, ...row }: Row, caller: Caller): SavedView {
  const state = row.state as Record<string, unknown>;
  return { ...row, state, ownerName: caller.seesNames ? (owner?.name ?? null) : null, canEdit: mayEdit(caller, row), studyId: seesStudy(caller, row.studyId) ? row.studyId : null };
}
