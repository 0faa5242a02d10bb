import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SnapshotCore } from '../../../prisma/snapshot/snapshot.ts';
import { measure } from '../../../server/metrics/measure.ts';
import { addEpoch, addMeasuredRun, addRun, addStudy, measureAll } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
/** Names by which the tests know the runs. */
const ids: Record<string, string> = {};
const cores: Record<string, SnapshotCore[]> = {};

beforeAll(async () => {
  served = await serve();
  const { record } = served;
  const [one, two] = [await addStudy(record, 'Alpha 100%'), await addStudy(record, 'Beta')];
  ids.one = one.id;
  const add = async (name: string, overrides: Parameters<typeof addRun>[2]) => {
    ids[name] = (await addRun(record, one.id, { name, ...overrides })).id;
  };
  await add('plain', { architecture: 'resnet', depth: 18, dataset: 'MNIST', seed: 1, status: 'COMPLETED' });
  await add('tagged', { depth: 11, seed: 2, loss: 'MSE', tags: ['good', 'x_y'], note: "it's a \\ note; DROP TABLE" });
  await add('other', { tags: ['good', 'bad'], source: 'INGESTED', optimiser: { kind: 'sgd' }, terminalPhaseEpoch: 3, plannedEpochs: 99 });
  await add('archived', { archivedAt: new Date(), seed: 2 });
  await add('made', { generated: true, optimiser: { kind: 'sgd', learningRate: 0.5, momentum: 0, weightDecay: 1e-4, batchSize: 32 } });
  ids['50% off_x'] = (await addRun(record, two.id, { name: '50% off_x' })).id;
  for (const name of ['measured', 'unmeasured']) {
    const made = await addMeasuredRun(record, two.id, 3, { name, terminalPhaseEpoch: 2 });
    ids[name] = made.run.id;
    cores[name] = made.cores;
    // NC1 of all three epochs of one run is known, nothing of the other
    if (name === 'measured') await measureAll(record, ['NC1']);
  }
  await addEpoch(record, ids.measured!, 4, { trainLoss: Number.NaN });
});
afterAll(() => served.end());

const LIST = 'query ($filter: RunFilter) { runs(first: 100, filter: $filter, orderBy: { key: NAME }) { nodes { name } totalCount pendingCount } }';

async function list(filter: object): Promise<{ names: string[]; totalCount: number; pendingCount: number }> {
  const { data, errors } = await served.ask(LIST, { filter });
  expect(errors).toBeUndefined();
  const { nodes, totalCount, pendingCount } = data.runs;
  expect(totalCount).toBe(nodes.length);
  return { names: nodes.map((node: { name: string }) => node.name), totalCount, pendingCount };
}

const ALL = ['50% off_x', 'made', 'measured', 'other', 'plain', 'tagged', 'unmeasured'];

test.each<[object, string[]]>([
  [{}, ALL],
  [{ status: ['COMPLETED'] }, ['plain']],
  [{ status: [] }, []],
  [{ source: ['INGESTED'] }, ['other']],
  [{ architecture: ['resnet'] }, ['plain']],
  [{ depth: [11, 18] }, ['plain', 'tagged']],
  [{ dataset: ['MNIST'] }, ['plain']],
  [{ loss: ['MSE'] }, ['tagged']],
  [{ seed: [1, 2] }, ['plain', 'tagged']],
  [{ tags: { any: ['good', 'none'] } }, ['other', 'tagged']],
  [{ tags: { all: ['good', 'bad'] } }, ['other']],
  [{ tags: { none: ['good'] } }, ALL.filter((name) => !['other', 'tagged'].includes(name))],
  [{ tags: { any: ['good'], none: ['bad'] } }, ['tagged']],
  [{ isArchived: true }, ['archived']],
  [{ isArchived: false, seed: [2] }, ['tagged']],
  [{ seed: [2], or: [{ isArchived: true }, { isArchived: false }] }, ['archived', 'tagged']],
  [{ isGenerated: true }, ['made']],
  [{ hasTerminalPhase: true }, ['measured', 'other', 'unmeasured']],
  [{ hasTerminalPhase: false, tags: { any: ['good'] } }, ['tagged']],
  [{ settings: { learningRate: { gt: 0.1 } } }, ['made']],
  [{ settings: { weightDecay: { lt: 2e-4 } } }, ['made']],
  [{ settings: { batchSize: { between: { from: 32, to: 32 } } } }, ['made']],
  [{ settings: { epochs: { gt: 10 } } }, ['other']],
  [{ settings: { learningRate: { gt: 0 } } }, ALL.filter((name) => name !== 'other')],
  [{ not: { settings: { learningRate: { gt: 0 } } } }, ['other']],
  [{ and: [{ hasTerminalPhase: true }, { not: { source: ['INGESTED'] } }] }, ['measured', 'unmeasured']],
  [{ or: [{ status: ['COMPLETED'] }, { loss: ['MSE'] }] }, ['plain', 'tagged']],
  [{ not: { or: [{ status: ['COMPLETED'] }, { and: [{ loss: ['CROSS_ENTROPY'] }] }] } }, ['tagged']],
  [{ and: [] }, ALL],
  [{ or: [] }, []],
])('filter %j', async (filter, names) => {
  expect((await list(filter)).names).toEqual(names);
});

test.each<[string, string[]]>([
  ['%', ['50% off_x', 'made', 'other', 'plain', 'tagged']],
  ['100%', ['made', 'other', 'plain', 'tagged']],
  ['50%', ['50% off_x']],
  ['_', ['50% off_x', 'tagged']],
  ['f_X', ['50% off_x']],
  ['\\', ['tagged']],
  ["it's", ['tagged']],
  ["' OR 1=1 --", []],
  ['drop table', ['tagged']],
  ['beta', ['50% off_x', 'measured', 'unmeasured']],
  ['good bad', []],
  ['.*', []],
  ['$1', []],
  ['', ALL],
])('text %j is sought as it stands', async (text, names) => {
  expect((await list({ text })).names).toEqual(names);
});

const nc1 = (place: object) => ({ metric: { name: 'NC1', ...place } });
const nc1Of = (epoch: number) => measure(cores.measured![epoch - 1]!, ['NC1']).get('NC1')!.value!;

test('a condition on a value holds for the epoch that is meant, and runs not measured yet are counted', async () => {
  for (const [place, value] of [
    [{}, nc1Of(3)],
    [{ at: 'TERMINAL_PHASE' }, nc1Of(2)],
    [{ at: 'EPOCH', epoch: 1 }, nc1Of(1)],
    [{ at: 'BEST' }, Math.min(nc1Of(1), nc1Of(2), nc1Of(3))],
  ] as const) {
    const [below, above] = [value * (1 - 1e-9), value * (1 + 1e-9)];
    const found = { names: ['measured'], totalCount: 1, pendingCount: 1 };
    expect(await list(nc1({ ...place, gt: below, lt: above }))).toEqual(found);
    expect(await list(nc1({ ...place, between: { from: value, to: value } }))).toEqual(found);
    expect(await list(nc1({ ...place, isUndefined: false }))).toEqual(found);
    expect(await list(nc1({ ...place, gt: above }))).toEqual({ names: [], totalCount: 0, pendingCount: 1 });
    expect(await list(nc1({ ...place, isUndefined: true }))).toEqual({ names: [], totalCount: 0, pendingCount: 1 });
  }
});

test('what hangs on a value not computed yet is in no list, and in none of its negation', async () => {
  const condition = nc1({ lt: 1e9 });
  expect((await list(condition)).names).toEqual(['measured']);
  expect(await list({ not: condition })).toMatchObject({ names: ALL.filter((name) => !/measured/.test(name)), pendingCount: 1 });
  // where the rest decides, the value does not matter
  expect(await list({ or: [condition, { hasTerminalPhase: true }] })).toMatchObject({ names: ['measured', 'other', 'unmeasured'], pendingCount: 0 });
  expect(await list({ and: [condition, { seed: [1] }] })).toMatchObject({ names: [], pendingCount: 0 });
});

test('a version that is not the catalogue’s is read from the record, and never pending', async () => {
  const digest = (await served.record.snapshot.findFirstOrThrow({ where: { runId: ids.unmeasured, epoch: 3 }, select: { digest: true } })).digest;
  await served.record.metricValue.create({ data: { digest, metric: 'NC1', version: 99, value: 5, warnings: [], checksum: '' } });
  for (const at of ['LAST', 'BEST']) {
    expect(await list(nc1({ version: 99, gt: 4, at }))).toEqual({ names: ['unmeasured'], totalCount: 1, pendingCount: 0 });
  }
});

test('recorded values are filtered by the rows of the epochs; a loss that is not finite is undefined', async () => {
  const loss = (place: object) => ({ metric: { name: 'LOSS', ...place } });
  expect((await list(loss({ at: 'EPOCH', epoch: 3, between: { from: 0.29, to: 0.31 } }))).names).toEqual(['measured', 'unmeasured']);
  expect((await list(loss({ gt: 0 }))).names).toEqual(['unmeasured']);
  expect(await list(loss({ isUndefined: true }))).toEqual({ names: ['measured'], totalCount: 1, pendingCount: 0 });
  expect((await list(loss({ at: 'BEST', lt: 0.31 }))).names).toEqual(['measured', 'unmeasured']);
  expect((await list(loss({ split: 'TEST', gt: 0 }))).names).toEqual([]);
});

const nested = (depth: number): object => (depth === 1 ? { seed: [1] } : { and: [nested(depth - 1)] });

test.each<[string, object, RegExp]>([
  ['five filters inside one another', nested(5), /more than 4/],
  ['ten filters inside one another', nested(10), /more than 4/],
  ['51 filters', { or: Array.from({ length: 50 }, () => ({ seed: [1] })) }, /more than 50 filters/],
  ['51 entries', { seed: Array.from({ length: 51 }, (_, i) => i) }, /51 entries/],
  ['a zero byte', { text: 'a\0b' }, /zero byte/],
  ['a zero byte in a tag', { tags: { none: ['\0'] } }, /zero byte/],
  ['a long text', { text: 'x'.repeat(201) }, /201 letters/],
  ['EPOCH without its number', nc1({ at: 'EPOCH', lt: 1 }), /needs the number/],
  ['LAST with a number', nc1({ epoch: 2, lt: 1 }), /needs the number/],
  ['BEST of what has no direction', { metric: { name: 'WITHIN_EFFECTIVE_RANK', at: 'BEST', lt: 1 } }, /no best value/],
  ['no condition', nc1({}), /no condition/],
])('%s is refused as BAD_USER_INPUT', async (_, filter, message) => {
  const { errors } = await served.ask(LIST, { filter });
  expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT' } });
});

test('four filters inside one another and fifty in all are answered', async () => {
  expect((await list(nested(4))).names).toEqual(['plain']);
  const values = Array.from({ length: 49 }, (_, i) => nc1({ at: 'EPOCH', epoch: i, lt: i }));
  expect((await list({ or: values })).totalCount).toBe(1);
});

test('a filter nested deeper than any answerable one is refused before it is walked through', async () => {
  const deep = `${'{"and":['.repeat(20_000)}{}${']}'.repeat(20_000)}`;
  const body = `{"query":${JSON.stringify(LIST)},"variables":{"filter":${deep}}}`;
  const response = await fetch(`${served.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'DEPTH_EXCEEDED' } }] });
});
