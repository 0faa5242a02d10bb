import type { Prisma, SavedView as ViewRow } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { newId } from '../../prisma/ids.ts';
import { demand } from '../access/caller.ts';
import type { RequestContext } from '../access/request-context.ts';
import { checkVersion } from '../access/version.ts';
import { write } from '../access/write.ts';
import { mayEdit } from './list-saved-views.ts';
import type { CreateSavedViewInput, DeleteSavedViewInput, EditSavedViewInput } from './saved-view.input.ts';

/** Each gives the id of the view. All throw CollapsarError: NOT_FOUND, FORBIDDEN, CONFLICT or BAD_USER_INPUT. */

const MOST_BYTES = 10_000;

export async function createSavedView(context: RequestContext, input: CreateSavedViewInput): Promise<string> {
  if (input.isShared) demand(context.caller, 'REVIEWER', 'Sharing a view');
  const { name, page, isShared } = input;
  const state = checkState(input.state);
  const { id } = await write(context, { action: 'createSavedView', input }, async (tx, audit) => {
    const studyId = input.studyId ?? null;
    if (studyId !== null) await demandStudy(tx, studyId);
    const view = { id: newId('view'), name, page, state, isShared, studyId, ownerId: context.caller.userId };
    await tx.savedView.create({ data: view, select: { id: true } });
    audit({ subject: view.id, after: { name, page, isShared } });
    return { id: view.id };
  });
  return id;
}

export async function editSavedView(context: RequestContext, input: EditSavedViewInput): Promise<string> {
  await write(context, { action: 'editSavedView', input }, async (tx, audit) => {
    const view = await lockView(tx, context, input.viewId);
    checkVersion(`The view "${view.name}"`, view.version, input.expectedVersion);
    const isShared = input.isShared ?? view.isShared;
    if (isShared !== view.isShared) demand(context.caller, 'REVIEWER', 'Sharing a view');
    const after = { name: input.name ?? view.name, isShared };
    const state = input.state == null ? {} : { state: checkState(input.state) };
    await tx.savedView.update({ where: { id: view.id }, data: { ...after, ...state, version: view.version + 1, updatedAt: new Date() }, select: { id: true } });
    audit({ subject: view.id, before: { name: view.name, isShared: view.isShared }, after });
    return {};
  });
  return input.viewId;
}

export async function deleteSavedView(context: RequestContext, input: DeleteSavedViewInput): Promise<string> {
  await write(context, { action: 'deleteSavedView', input }, async (tx, audit) => {
    const { id, name, page } = await lockView(tx, context, input.viewId);
    await tx.savedView.delete({ where: { id } });
    audit({ subject: id, before: { name, page } });
    return {};
  });
  return input.viewId;
}

/** A private view of somebody else does not exist for the caller. */
async function lockView(tx: Prisma.TransactionClient, { caller }: RequestContext, id: string): Promise<ViewRow> {
  const [view] = await tx.$queryRaw<ViewRow[]>`SELECT * FROM "SavedView" WHERE id = ${id} FOR UPDATE`;
  if (!view || !(view.isShared || view.ownerId === caller.userId)) throw new CollapsarError('NOT_FOUND', `There is no view ${id}; take its id from the list of views.`, { details: { type: 'SavedView', field: 'viewId' } });
  if (!mayEdit(caller, view)) demand(caller, 'REVIEWER', 'Changing a shared view');
  return view;
}

async function demandStudy(tx: Prisma.TransactionClient, id: string): Promise<void> {
  if ((await tx.study.count({ where: { id } })) > 0) return;
  throw new CollapsarError('NOT_FOUND', `There is no study ${id}; take its id from the list of studies.`, { details: { type: 'Study', field: 'studyId' } });
}

function checkState(state: Record<string, unknown>): Prisma.InputJsonObject {
  const bytes = Buffer.byteLength(JSON.stringify(state));
  if (bytes <= MOST_BYTES) return state as Prisma.InputJsonObject;
  throw new CollapsarError('BAD_USER_INPUT', `The view's state has ${bytes} bytes; at most ${MOST_BYTES} are kept.`, { details: { field: 'state' } });
}
