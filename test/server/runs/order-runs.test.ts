import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeCursor } from '../../../server/access/cursor.ts';
import { addEpoch, addMeasuredRun, addRun, addStudy, measureAll } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let studyId: string;
/** What the API says of each run but the one that nobody has asked for values of. */
let values: Map<string, Node>;

const VALUES = `{ runs(first: 40) { nodes { id nc1: value(metric: NC1) { value } best: value(metric: NC1, at: BEST) { value }
  rising: value(metric: NC3_ALIGNMENT, at: BEST) { value } phase: value(metric: NC1, at: TERMINAL_PHASE) { value }
  second: value(metric: NC1, at: EPOCH, epoch: 2) { value } loss: value(metric: LOSS) { value } } } }`;

type Node = ReturnType<typeof JSON.parse>;

beforeAll(async () => {
  served = await serve();
  const { record } = served;
  studyId = (await addStudy(record)).id;
  const statuses = ['RUNNING', 'COMPLETED', 'QUEUED', 'DIVERGED'] as const;
  // 20 runs with many ties and gaps in every column
  for (let i = 0; i < 20; i++) {
    const run = await addRun(record, studyId, {
      name: `${i % 2 ? 'Run' : 'run'} ${i % 4}`,
      createdAt: new Date(1_700_000_000_000 + (i % 6)),
      startedAt: i % 3 ? new Date(1_700_000_100_123 + (i % 5)) : null,
      finishedAt: i % 4 ? new Date(1_700_000_200_000 - i) : null,
      architecture: ['vgg', 'resnet'][i % 2],
      depth: [8, 18, 100][i % 3],
      dataset: ['MNIST', 'CIFAR10', 'STL10'][i % 3],
      status: statuses[i % 4],
      lastEpoch: i % 5,
      terminalPhaseEpoch: i % 3 === 1 ? i : null,
    });
    if (i % 4 === 0) continue;
    await addEpoch(record, run.id, 1, { testError: 0.9 });
    await addEpoch(record, run.id, 2, { testError: i % 4 === 1 ? null : 0.1 * (i % 3), trainLoss: i === 5 ? Number.POSITIVE_INFINITY : 1 / (1 + i) });
  }
  for (let k = 0; k < 3; k++) await addMeasuredRun(record, studyId, 3, { name: `measured ${k}`, terminalPhaseEpoch: 1 + k });
  await measureAll(record, ['NC1', 'NC3_ALIGNMENT']);
  const { data } = await served.ask(VALUES);
  values = new Map(data.runs.nodes.map((node: Node) => [node.id, node]));
  await addMeasuredRun(record, studyId, 1, { name: 'not measured yet' });
});
afterAll(() => served.end());

const PAGE = `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: RunOrder, $filter: RunFilter) {
  runs(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) {
    nodes { id name createdAt startedAt finishedAt architecture depth dataset status lastEpoch terminalPhaseEpoch epochs(last: 3) { nodes { testError } } }
    pageInfo { startCursor endCursor hasNextPage hasPreviousPage } pendingCount
  }
}`;

async function page(variables: object) {
  const { data, errors } = await served.ask(PAGE, { ...variables });
  expect(errors).toBeUndefined();
  return data.runs;
}

async function forward(orderBy: object, first = 7): Promise<Node[]> {
  const nodes: Node[] = [];
  for (let after: string | null = null; ; ) {
    const { nodes: some, pageInfo } = await page({ first, after, orderBy });
    nodes.push(...some);
    if (!pageInfo.hasNextPage) return nodes;
    after = pageInfo.endCursor;
  }
}

async function backward(orderBy: object, last = 7): Promise<Node[]> {
  const nodes: Node[] = [];
  for (let before: string | null = null; ; ) {
    const { nodes: some, pageInfo } = await page({ last, before, orderBy });
    nodes.unshift(...some);
    expect(pageInfo.hasNextPage).toBe(before !== null);
    if (!pageInfo.hasPreviousPage) return nodes;
    before = pageInfo.startCursor;
  }
}

const STATUS_ORDER = ['QUEUED', 'RUNNING', 'PAUSED', 'COMPLETED', 'FAILED', 'CANCELLED', 'DIVERGED'];
const lastTestError = ({ epochs }: Node) => epochs.nodes.findLast((row: Node) => row.testError !== null)?.testError ?? null;
const known = ({ id }: Node, field: string) => values.get(id)?.[field].value ?? null;

/** Each order and the columns that it is of, by what the answer shows. */
const ORDERS: [object, (node: Node) => unknown[]][] = [
  [{ key: 'CREATED' }, (node) => [node.createdAt]],
  [{ key: 'STARTED' }, (node) => [node.startedAt]],
  [{ key: 'FINISHED' }, (node) => [node.finishedAt]],
  [{ key: 'NAME' }, (node) => [node.name.toLowerCase()]],
  [{ key: 'ARCHITECTURE' }, (node) => [node.architecture, node.depth]],
  [{ key: 'DATASET' }, (node) => [node.dataset]],
  [{ key: 'STATUS' }, (node) => [STATUS_ORDER.indexOf(node.status)]],
  [{ key: 'LAST_EPOCH' }, (node) => [node.lastEpoch]],
  [{ key: 'TERMINAL_PHASE_EPOCH' }, (node) => [node.terminalPhaseEpoch]],
  [{ key: 'TEST_ERROR' }, (node) => [lastTestError(node)]],
  [{ key: 'METRIC', metric: { name: 'NC1' } }, (node) => [known(node, 'nc1')]],
  [{ key: 'METRIC', metric: { name: 'NC1', at: 'BEST' } }, (node) => [known(node, 'best')]],
  [{ key: 'METRIC', metric: { name: 'NC3_ALIGNMENT', at: 'BEST' } }, (node) => [known(node, 'rising')]],
  [{ key: 'METRIC', metric: { name: 'NC1', at: 'TERMINAL_PHASE' } }, (node) => [known(node, 'phase')]],
  [{ key: 'METRIC', metric: { name: 'NC1', at: 'EPOCH', epoch: 2 } }, (node) => [known(node, 'second')]],
  [{ key: 'METRIC', metric: { name: 'LOSS' } }, (node) => [node.name === 'not measured yet' ? 0.9 : known(node, 'loss')]],
];

function compare(a: unknown, b: unknown, sign: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return sign * ((a as string) < (b as string) ? -1 : 1);
}

function inOrder(nodes: Node[], columns: (node: Node) => unknown[], sign: number): Node[] {
  const keys = new Map(nodes.map((node) => [node, [...columns(node), node.id]]));
  return [...nodes].sort((a, b) => keys.get(a)!.map((value, i) => compare(value, keys.get(b)![i], sign)).find((order) => order !== 0) ?? 0);
}

const idsOf = (nodes: Node[]) => nodes.map(({ id }) => id);

test.each(ORDERS.flatMap(([order, columns]) => (['ASC', 'DESC'] as const).map((direction) => ({ orderBy: { ...order, direction }, columns }))))(
  'order $orderBy.key $orderBy.direction $orderBy.metric, forward and backward, without gap or double',
  async ({ orderBy, columns }) => {
    const whole = (await page({ first: 40, orderBy })).nodes;
    expect(whole).toHaveLength(24);
    const expected = inOrder(whole, columns, orderBy.direction === 'ASC' ? 1 : -1);
    expect(idsOf(whole)).toEqual(idsOf(expected));
    expect(idsOf(await forward(orderBy))).toEqual(idsOf(expected));
    expect(idsOf(await backward(orderBy))).toEqual(idsOf(expected));
  },
);

test('pages neither skip nor double while runs are added and removed between them', async () => {
  for (const key of ['NAME', 'STARTED', 'CREATED']) {
    const orderBy = { key, direction: 'ASC' };
    const before = idsOf((await page({ first: 40, orderBy })).nodes);
    const added: string[] = [];
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const { nodes, pageInfo } = await page({ first: 4, after, orderBy });
      seen.push(...idsOf(nodes));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
      // one that sorts in front of all, one at the end, and one that is gone again before it is reached
      for (const name of ['aaa', 'zzz']) added.push((await addRun(served.record, studyId, { name, startedAt: name === 'aaa' ? new Date(1) : null, createdAt: new Date(name === 'aaa' ? 1 : 4e12) })).id);
      const gone = await addRun(served.record, studyId, { name: 'zz', createdAt: new Date(4e12) });
      await served.record.run.delete({ where: { id: gone.id } });
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => !added.includes(id))).toEqual(before);
    await served.record.run.deleteMany({ where: { id: { in: added } } });
  }
});

test('a value that is not computed yet counts as none, and is counted', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 1, { name: 'newest' });
  const query = `query ($filter: RunFilter) { runs(first: 100, filter: $filter, orderBy: { key: METRIC, metric: { name: NC2_ETF_MEANS } }) { pendingCount nodes { id } } }`;
  const { data } = await served.ask(query, { filter: { text: 'newest' } });
  expect(data.runs).toEqual({ pendingCount: 1, nodes: [{ id: run.id }] });
  await measureAll(served.record, ['NC2_ETF_MEANS']);
  expect((await served.ask(query, { filter: { text: 'newest' } })).data.runs.pendingCount).toBe(0);
  await served.record.run.delete({ where: { id: run.id } });
});

test('a cursor of another order, direction, filter or list is refused as BAD_USER_INPUT', async () => {
  const orderBy = { key: 'NAME', direction: 'ASC' };
  const { endCursor } = (await page({ first: 3, orderBy })).pageInfo;
  const studies = (await served.ask('{ studies(first: 1) { pageInfo { endCursor } } }')).data.studies.pageInfo.endCursor;
  const forged = encodeCursor(JSON.parse(Buffer.from(endCursor, 'base64url').toString())[0], ['a\0', 'run_1']);
  for (const variables of [
    { orderBy: { key: 'NAME', direction: 'DESC' }, after: endCursor },
    { orderBy: { key: 'DATASET', direction: 'ASC' }, after: endCursor },
    { after: endCursor },
    { orderBy, filter: { seed: [1] }, after: endCursor },
    { orderBy, before: endCursor, filter: {} },
    { orderBy, after: studies },
    { orderBy, after: forged },
    { orderBy: { key: 'METRIC', metric: { name: 'NC1' } }, after: endCursor },
  ]) {
    const { errors } = await served.ask(PAGE, variables);
    expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(/cursor/), extensions: { code: 'BAD_USER_INPUT' } });
  }
});

test.each([{ first: 2, last: 2 }, { first: 2, before: 'x' }, { last: 2, after: 'x' }, { after: 'x', before: 'x' }])('both directions at once (%j) are refused in every list', async (variables) => {
  const lists = [
    'runs(first: $first, after: $after, last: $last, before: $before) { nodes { id } }',
    'studies(first: $first, after: $after, last: $last, before: $before) { nodes { id } }',
    'savedViews(first: $first, after: $after, last: $last, before: $before) { nodes { id } }',
    'runs { nodes { epochs(first: $first, after: $after, last: $last, before: $before) { nodes { epoch } } } }',
    'runs { nodes { snapshots(first: $first, after: $after, last: $last, before: $before) { nodes { epoch } } } }',
  ];
  for (const list of lists) {
    const { errors } = await served.ask(`query ($first: Int, $after: String, $last: Int, $before: String) { ${list} }`, variables);
    expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(/not both/), extensions: { code: 'BAD_USER_INPUT' } });
  }
});

test.each([
  [{ key: 'METRIC' }, /needs `metric`/],
  [{ key: 'NAME', metric: { name: 'NC1' } }, /no other order takes one/],
  [{ key: 'METRIC', metric: { name: 'WITHIN_EFFECTIVE_RANK', at: 'BEST' } }, /no best value/],
])('order %j is refused as BAD_USER_INPUT', async (orderBy, message) => {
  const { errors } = await served.ask(PAGE, { orderBy });
  expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT' } });
});
