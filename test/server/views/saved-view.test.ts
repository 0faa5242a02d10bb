import 'reflect-metadata';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../prisma/ids.ts';
import { type Caller, LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { RequestContext } from '../../../server/access/request-context.ts';
import { createSavedView, deleteSavedView, editSavedView } from '../../../server/views/change-saved-view.ts';
import { listSavedViews, savedView } from '../../../server/views/list-saved-views.ts';
import { addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.end());

const noEvents = { follow: () => { throw new TypeError('views have no events'); }, newest: async () => 0n, presence: { look: (): never => { throw new TypeError('views have no lookers'); } } };
const contextOf = (caller: Caller) => new RequestContext(served.record, noEvents, caller);

async function person(name: string, access: Caller['access']) {
  const id = newId('user');
  await served.record.user.create({ data: { id, name, colour: 'blue', role: 'VIEWER' } });
  return contextOf({ ...LOCAL_ADMIN, id: `token of ${name}`, access, userId: id, person: name });
}
const view = (name: string, isShared = false, studyId: string | null = null) => ({ name, page: 'compare', state: { runs: ['a'], log: true }, isShared, studyId });
const names = async (context: RequestContext) => (await listSavedViews(context, { first: 100 })).nodes.map(({ name }) => name);

test('a view is kept over GraphQL, read back, changed and deleted', async () => {
  const create = 'mutation ($input: CreateSavedViewInput!) { createSavedView(input: $input) { view { id name page state isShared canEdit version } userErrors { message } } }';
  const { data } = await served.ask(create, { input: view('Widths') });
  expect(data.createSavedView).toMatchObject({ view: { name: 'Widths', state: { runs: ['a'], log: true }, canEdit: true, version: 1 }, userErrors: [] });
  const { id } = data.createSavedView.view;
  const edit = 'mutation ($input: EditSavedViewInput!) { editSavedView(input: $input) { view { name version } userErrors { code currentVersion } } }';
  expect((await served.ask(edit, { input: { viewId: id, name: 'All widths', expectedVersion: 1 } })).data.editSavedView.view).toEqual({ name: 'All widths', version: 2 });
  expect((await served.ask(edit, { input: { viewId: id, name: 'Late', expectedVersion: 1 } })).data.editSavedView.userErrors).toEqual([{ code: 'CONFLICT', currentVersion: 2 }]);
  const { data: listed } = await served.ask('{ savedViews(page: "compare") { totalCount nodes { id } } }');
  expect(listed.savedViews).toEqual({ totalCount: 1, nodes: [{ id }] });
  await served.ask('mutation ($input: DeleteSavedViewInput!) { deleteSavedView(input: $input) { deletedViewId } }', { input: { viewId: id } });
  expect((await served.ask('query ($id: ID!) { savedView(id: $id) { id } }', { id })).data.savedView).toBeNull();
});

test('a private view is its owner\'s alone; to others it does not exist', async () => {
  const [ann, bob] = [await person('Ann', 'VIEWER'), await person('Bob', 'ADMIN')];
  const id = await createSavedView(ann, view("Ann's"));
  expect([await names(ann), await names(bob)]).toEqual([["Ann's"], []]);
  expect(await savedView(bob, id)).toBeNull();
  await expect(editSavedView(bob, { viewId: id, name: 'taken' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(deleteSavedView(bob, { viewId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('sharing is for reviewers, who may then change what is shared; viewers only see it', async () => {
  const [viewer, reviewer, other] = [await person('Vera', 'VIEWER'), await person('Rolf', 'REVIEWER'), await person('Rosa', 'REVIEWER')];
  await expect(createSavedView(viewer, view('public', true))).rejects.toMatchObject({ code: 'FORBIDDEN', details: { requiredRole: 'REVIEWER' } });
  const mine = await createSavedView(viewer, view('mine'));
  await expect(editSavedView(viewer, { viewId: mine, isShared: true })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const id = await createSavedView(reviewer, view('public', true));
  expect((await savedView(viewer, id))?.canEdit).toBe(false);
  await expect(editSavedView(viewer, { viewId: id, name: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await editSavedView(other, { viewId: id, name: 'public, better' });
  expect(await savedView(viewer, id)).toMatchObject({ name: 'public, better', ownerName: 'Rolf' });
});

test('a share link sees what is shared of its study, without names, and changes nothing', async () => {
  const [studyId, elsewhere] = [(await addStudy(served.record)).id, (await addStudy(served.record)).id];
  const reviewer = await person('Rita', 'REVIEWER');
  const id = await createSavedView(reviewer, view('of the study', true, studyId));
  await createSavedView(reviewer, view('of another', true, elsewhere));
  await createSavedView(reviewer, view('private', false, studyId));
  const link = contextOf({ id: 'link_1', access: 'LINK', userId: null, person: null, studyId, seesNames: false });
  expect(await names(link)).toEqual(['of the study']);
  expect(await savedView(link, id)).toMatchObject({ ownerName: null, canEdit: false });
});

test('a state that is too large, and a study that is not there, are refused', async () => {
  const context = contextOf(LOCAL_ADMIN);
  await expect(createSavedView(context, { ...view('big'), state: { x: 'x'.repeat(10_000) } })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', details: { field: 'state' } });
  await expect(createSavedView(context, view('lost', false, 'study_nowhere'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('views page forward and backward without gap or double, though many changed in the same millisecond', async () => {
  const { id: studyId } = await addStudy(served.record, 'Paged');
  for (let i = 0; i < 7; i++) {
    await served.record.savedView.create({ data: { id: `view_${i}`, studyId, name: `v${i}`, page: 'runs', state: {}, isShared: true, updatedAt: new Date(1_700_000_000_000 + Math.floor(i / 3)) } });
  }
  const ask = async (variables: object) => {
    const query = 'query ($studyId: ID, $first: Int, $after: String, $last: Int, $before: String) { savedViews(studyId: $studyId, first: $first, after: $after, last: $last, before: $before) { nodes { name } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }';
    const { nodes, pageInfo } = (await served.ask(query, { studyId, ...variables })).data.savedViews;
    return { ...pageInfo, names: nodes.map(({ name }: { name: string }) => name) };
  };
  const all = ['v6', 'v5', 'v4', 'v3', 'v2', 'v1', 'v0'];
  const front = await ask({ first: 4 });
  const behind = await ask({ first: 4, after: front.endCursor });
  expect([front.names, behind.names]).toEqual([all.slice(0, 4), all.slice(4)]);
  const end = await ask({ last: 4 });
  const before = await ask({ last: 4, before: end.startCursor });
  expect([before.names, end.names]).toEqual([all.slice(0, 3), all.slice(3)]);
  expect([front, behind, end, before].map(({ hasNextPage, hasPreviousPage }) => [hasNextPage, hasPreviousPage])).toEqual([[true, false], [false, true], [false, true], [true, false]]);
});
