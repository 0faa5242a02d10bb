import { execute, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { RequestContext } from '../../../server/access/request-context.ts';
import { EventFeed } from '../../../server/live/event-feed.ts';
import { makeSchema } from '../../../server/schema.ts';
import { addMeasuredRun, addRun, addSnapshot, addStudy, randomCore } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
const shown = { study: '', run: '', snapshot: '' };
const hidden = { study: '', run: '', snapshot: '' };

beforeAll(async () => {
  served = await serve();
  for (const ids of [shown, hidden]) {
    ids.study = (await addStudy(served.record, ids === shown ? 'Shown' : 'Hidden')).id;
    ids.run = (await addMeasuredRun(served.record, ids.study, 3, { name: 'a run' })).run.id;
    await addSnapshot(served.record, randomCore(ids.run, 2, 'TEST'));
    ids.snapshot = (await served.record.snapshot.findFirstOrThrow({ where: { runId: ids.run, epoch: 2, split: 'TRAIN' }, select: { id: true } })).id;
  }
});
afterAll(() => served.end());

const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Study { name } ... on Run { name study { name } } ... on Snapshot { epoch split run { name } } } }';

/** What a share link to the first study is answered. */
async function askAsLink(query: string, variableValues: Record<string, unknown>) {
  const feed = new EventFeed(served.record, served.databaseUrl);
  const contextValue = new RequestContext(served.record, feed, { ...LOCAL_ADMIN, access: 'LINK', studyId: shown.study });
  const answer = await execute({ schema: await makeSchema(), document: parse(query), variableValues, contextValue });
  await feed.stop();
  return JSON.parse(JSON.stringify(answer));
}

test('node and nodes give studies, runs and snapshots by id, in order, null for what there is not', async () => {
  const { data, errors } = await served.ask(NODES, { ids: [shown.run, 'run_none', shown.study, shown.snapshot, 'rubbish', '', 'run_\0', 'constructor_1', 'snap_none'] });
  expect(errors).toBeUndefined();
  expect(data.nodes).toEqual([
    { __typename: 'Run', id: shown.run, name: 'a run', study: { name: 'Shown' } },
    null,
    { __typename: 'Study', id: shown.study, name: 'Shown' },
    { __typename: 'Snapshot', id: shown.snapshot, epoch: 2, split: 'TRAIN', run: { name: 'a run' } },
    null, null, null, null, null,
  ]);
  expect((await served.ask('query ($id: ID!) { node(id: $id) { __typename } }', { id: shown.study })).data.node).toEqual({ __typename: 'Study' });
});

test('a share link sees no node that its typed path would not show', async () => {
  const ids = [shown.study, shown.run, shown.snapshot, hidden.study, hidden.run, hidden.snapshot];
  const { data } = await askAsLink(NODES, { ids });
  expect(data.nodes.map((node: { id: string } | null) => node?.id ?? null)).toEqual([shown.study, shown.run, shown.snapshot, null, null, null]);
  const typed = 'query ($study: ID!, $run: ID!, $snapshot: ID!) { study(id: $study) { id } run(id: $run) { id } snapshot(id: $snapshot) { id } }';
  expect((await askAsLink(typed, hidden)).data).toEqual({ study: null, run: null, snapshot: null });
  expect((await askAsLink(typed, shown)).data).toEqual({ study: { id: shown.study }, run: { id: shown.run }, snapshot: { id: shown.snapshot } });
  const lists = '{ studies { nodes { name } totalCount } runs(filter: { not: { seed: [12345] } }) { nodes { id } totalCount } dataSets { name runCount } studyBySlug(slug: "none") { id } }';
  const { data: listed } = await askAsLink(lists, {});
  expect(listed).toMatchObject({ studies: { nodes: [{ name: 'Shown' }], totalCount: 1 }, runs: { nodes: [{ id: shown.run }], totalCount: 1 } });
  expect(listed.dataSets.find(({ name }: { name: string }) => name === 'digits').runCount).toBe(1);
  const ofHidden = await askAsLink('query ($filter: RunFilter, $slug: String!) { runs(filter: $filter) { nodes { id } totalCount pendingCount } studyBySlug(slug: $slug) { id } }', {
    filter: { or: [{ studyId: hidden.study }, { metric: { name: 'NC1', gt: 0 } }] },
    slug: hidden.study,
  });
  expect(ofHidden.data).toEqual({ runs: { nodes: [], totalCount: 0, pendingCount: 1 }, studyBySlug: null });
});

test('a hundred ids are answered, one more is refused', async () => {
  const ids = Array.from({ length: 100 }, () => shown.run);
  expect((await served.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).data.nodes).toHaveLength(100);
  const { errors } = await served.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [...ids, 'x'] });
  expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(/101 ids/), extensions: { code: 'BAD_USER_INPUT' } });
});

test('a run shows its snapshots by epoch and split, in pages both ways, and never their bytes', async () => {
  const query = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $split: Split, $layer: String) { run(id: $id) { snapshots(first: $first, after: $after, last: $last, before: $before, split: $split, layer: $layer) {
    nodes { id runId epoch split layer digest coreBytes classCount featureCount sampleCount createdAt } totalCount pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } } }`;
  const ask = async (variables: object) => (await served.ask(query, { id: shown.run, ...variables })).data.run.snapshots;
  const places = ({ nodes }: { nodes: { epoch: number; split: string }[] }) => nodes.map(({ epoch, split }) => `${epoch} ${split}`);
  const all = await ask({});
  expect(places(all)).toEqual(['1 TRAIN', '2 TEST', '2 TRAIN', '3 TRAIN']);
  const row = await served.record.snapshot.findUniqueOrThrow({ where: { id: shown.snapshot }, select: { digest: true, bytes: true, createdAt: true } });
  expect(all.nodes[2]).toEqual({
    ...{ id: shown.snapshot, runId: shown.run, epoch: 2, split: 'TRAIN', layer: 'last', digest: row.digest, coreBytes: row.bytes },
    ...{ classCount: 3, featureCount: 5, sampleCount: 30, createdAt: row.createdAt.toISOString() },
  });
  const front = await ask({ first: 2 });
  const behind = await ask({ first: 2, after: front.pageInfo.endCursor });
  expect([places(front), places(behind)]).toEqual([['1 TRAIN', '2 TEST'], ['2 TRAIN', '3 TRAIN']]);
  expect(behind.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  const end = await ask({ last: 3 });
  expect(places(end)).toEqual(['2 TEST', '2 TRAIN', '3 TRAIN']);
  expect(places(await ask({ last: 3, before: end.pageInfo.startCursor }))).toEqual(['1 TRAIN']);
  expect(await ask({ split: 'TEST' })).toMatchObject({ nodes: [{ epoch: 2, split: 'TEST' }], totalCount: 1 });
  expect(await ask({ layer: 'other' })).toMatchObject({ nodes: [], totalCount: 0 });
});

test('a cursor of another run’s snapshots is refused', async () => {
  const query = 'query ($id: ID!, $after: String) { run(id: $id) { snapshots(first: 1, after: $after) { pageInfo { endCursor } } } }';
  const after = (await served.ask(query, { id: shown.run })).data.run.snapshots.pageInfo.endCursor;
  expect((await served.ask(query, { id: hidden.run, after })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('a run shows the options of its network, and what people say of it', async () => {
  const archivedAt = new Date('2026-01-02T03:04:05.678Z');
  const run = await addRun(served.record, hidden.study, {
    architectureOptions: { head: 'single', growth: 12, variant: 'bc', width: 24 }, tags: ['b', 'a'], note: 'why', archivedAt, version: 4, generated: true,
  });
  const query = 'query ($id: ID!) { run(id: $id) { head growth variant width tags note archivedAt version isGenerated } }';
  expect((await served.ask(query, { id: run.id })).data.run).toEqual({
    ...{ head: 'single', growth: 12, variant: 'bc', width: 24, tags: ['b', 'a'], note: 'why' },
    ...{ archivedAt: archivedAt.toISOString(), version: 4, isGenerated: true },
  });
});

test('the catalogues of data sets and networks hold what can be trained and what runs name, with their runs', async () => {
  for (const [dataset, architecture] of [['MNIST', 'resnet'], ['constructor', 'foreign'], ['MNIST', 'vgg']]) await addRun(served.record, hidden.study, { dataset, architecture });
  await addRun(served.record, hidden.study, { dataset: 'MNIST', archivedAt: new Date() });
  const { data, errors } = await served.ask(`{ dataSets { name runCount paper { samplesPerClass weightDecay batchSize epochCount terminalPhaseAccuracy stepsAfter { numerator denominator } } }
    architectures { name depths runCount } }`);
  expect(errors).toBeUndefined();
  expect(data.dataSets.map(({ name }: { name: string }) => name)).toEqual(['MNIST', 'FashionMNIST', 'SVHN', 'CIFAR10', 'CIFAR100', 'STL10', 'ImageNet', 'constructor', 'digits']);
  expect(data.dataSets[0]).toEqual({
    name: 'MNIST', runCount: 2,
    paper: { samplesPerClass: 5000, weightDecay: 5e-4, batchSize: 128, epochCount: 350, terminalPhaseAccuracy: 1, stepsAfter: [{ numerator: 1, denominator: 3 }, { numerator: 2, denominator: 3 }] },
  });
  expect(data.dataSets[7]).toEqual({ name: 'constructor', runCount: 1, paper: null });
  expect(data.architectures).toMatchObject([{ name: 'vgg', depths: [6, 11, 13, 16, 19] }, { name: 'resnet', runCount: 1 }, { name: 'densenet', runCount: 0 }, { name: 'foreign', depths: [], runCount: 1 }]);
});
