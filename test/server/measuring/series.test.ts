import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRecord } from '../../../prisma/client.ts';
import { measuredIds, metricOf } from '../../../server/metrics/catalogue.ts';
import { measure } from '../../../server/metrics/measure.ts';
import { series } from '../../../server/measuring/series.ts';
import { connectCounted } from '../../counted-record.ts';
import { withClient } from '../../postgres.ts';
import { until } from '../../until.ts';
import { addEpoch, addMeasuredRun, addRun, addSnapshot, addStudy, randomCore, measureNow, warmUpMeasuring } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let studyId: string;
/** These have a value for every snapshot that the record builder makes, which come without a covariance. */
const metrics = measuredIds.filter((id) => !metricOf(id).needs.includes('covariance'));

beforeAll(async () => {
  served = await serve();
  studyId = (await addStudy(served.record)).id;
  await warmUpMeasuring(served.record, studyId);
});
afterAll(() => served.end());

const SERIES = `query ($runIds: [ID!]!, $metrics: [MetricId!]!, $split: Split! = TRAIN, $layer: String! = "last", $fromEpoch: Int) {
  series(runIds: $runIds, metrics: $metrics, split: $split, layer: $layer, fromEpoch: $fromEpoch) {
    run { id } split layer epochs columns { metric version values gaps { index kind reason } warnings } } }`;

async function ask(variables: Record<string, unknown>) {
  const { data, errors } = await served.ask(SERIES, { metrics: metrics.slice(0, 16), ...variables });
  expect(errors).toBeUndefined();
  return data.series;
}

test('the columns are the values of measuring each snapshot directly', async () => {
  const { run, cores } = await addMeasuredRun(served.record, studyId, 4);
  await measureNow(served.record, run.id, metrics);
  const [curve] = await ask({ runIds: [run.id] });
  expect(curve).toMatchObject({ run: { id: run.id }, split: 'TRAIN', layer: 'last', epochs: [1, 2, 3, 4] });
  const [others] = await ask({ runIds: [run.id], metrics: metrics.slice(16) });
  curve.columns.push(...others.columns);
  expect(curve.columns.map((column: { metric: string }) => column.metric)).toEqual(metrics);
  for (const { metric, values, gaps, version } of curve.columns) {
    expect(values).toEqual(cores.map((core) => measure(core, [metric]).get(metric)!.value));
    expect([gaps, version]).toEqual([[], 1]);
  }
});

test('a second question is answered from the cache: the snapshots may even be gone from the disk', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 3);
  const first = await ask({ runIds: [run.id] });
  await served.record.snapshot.updateMany({ where: { runId: run.id }, data: { core: new Uint8Array(1) } });
  expect(await ask({ runIds: [run.id] })).toEqual(first);
});

test('answers keep the order of the runs asked for, and begin at the epoch asked for', async () => {
  const a = (await addMeasuredRun(served.record, studyId, 3)).run.id;
  const b = (await addMeasuredRun(served.record, studyId, 2)).run.id;
  const curves = await ask({ runIds: [b, a], metrics: ['NC1'], fromEpoch: 2 });
  expect(curves.map((curve: { run: { id: string } }) => curve.run.id)).toEqual([b, a]);
  expect(curves.map((curve: { epochs: number[] }) => curve.epochs)).toEqual([[2], [2, 3]]);
});

test('splits and layers are kept apart', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 2);
  await addSnapshot(served.record, randomCore(run.id, 2, 'TEST'));
  expect((await ask({ runIds: [run.id], split: 'TEST' }))[0].epochs).toEqual([2]);
  expect((await ask({ runIds: [run.id], layer: 'block3' }))[0]).toMatchObject({ epochs: [], layer: 'block3' });
});

test('a damaged snapshot is a gap that names its epoch, and its neighbours live on', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 3);
  const damaged = await served.record.snapshot.findFirstOrThrow({ where: { runId: run.id, epoch: 2 } });
  damaged.core[100]! ^= 1;
  await served.record.snapshot.update({ where: { id: damaged.id }, data: { core: damaged.core }, select: { id: true } });
  const [curve] = await ask({ runIds: [run.id] });
  for (const { values, gaps } of curve.columns) {
    expect(values).toEqual([expect.any(Number), null, expect.any(Number)]);
    expect(gaps).toEqual([{ index: 1, kind: 'UNDEFINED', reason: expect.stringMatching(/^DATA_CORRUPT: .*epoch 2.*restore it/) }]);
  }
  damaged.core[100]! ^= 1;
  await served.record.snapshot.update({ where: { id: damaged.id }, data: { core: damaged.core }, select: { id: true } });
  expect((await ask({ runIds: [run.id] }))[0].columns[0].gaps).toEqual([]); // restored: the damage was not cached
});

test('two snapshots that were swapped are gaps, also when their values are known by their digests', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 3);
  const rows = await served.record.snapshot.findMany({ where: { runId: run.id, epoch: { in: [1, 3] } }, orderBy: { epoch: 'asc' } });
  for (const [to, from] of [[rows[0]!, rows[1]!], [rows[1]!, rows[0]!]] as const)
    await served.record.snapshot.update({ where: { id: to.id }, data: { core: from.core, digest: from.digest }, select: { id: true } });
  const [curve] = await ask({ runIds: [run.id], metrics: ['NC1'] });
  expect(curve.columns[0].values).toEqual([null, expect.any(Number), null]);
  expect(curve.columns[0].gaps.map(({ reason }: { reason: string }) => reason)).toEqual([
    expect.stringMatching(/^DATA_CORRUPT: snapshot of epoch 1: .*recorded for another run, epoch, split or layer/),
    expect.stringMatching(/^DATA_CORRUPT: snapshot of epoch 3: .*recorded for another run, epoch, split or layer/),
  ]);
});

test('a snapshot that was copied over another is not shown as that one', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 2);
  const [first, second] = await served.record.snapshot.findMany({ where: { runId: run.id }, orderBy: { epoch: 'asc' } });
  await served.record.snapshot.update({ where: { id: second!.id }, data: { core: first!.core, digest: first!.digest }, select: { id: true } });
  const [curve] = await ask({ runIds: [run.id], metrics: ['NC1'] });
  expect(curve.columns[0].values[1]).toBeNull();
  expect(curve.columns[0].gaps.at(-1)).toMatchObject({ index: 1, reason: expect.stringMatching(/^DATA_CORRUPT: snapshot of epoch 2: .*recorded for another run/) });
});

test.each([
  ['value', { value: 123 }],
  ['reason', { reason: 'made up', value: null }],
  ['warnings', { warnings: ['made up'] }],
])('a cache row with a changed %s is noticed, computed again and replaced', async (_, change) => {
  const { run } = await addMeasuredRun(served.record, studyId, 1);
  const first = await ask({ runIds: [run.id], metrics: ['NC1'] });
  const { digest } = await served.record.snapshot.findFirstOrThrow({ where: { runId: run.id }, select: { digest: true } });
  const key = { digest_metric_version: { digest, metric: 'NC1', version: 1 } };
  const good = await served.record.metricValue.findUniqueOrThrow({ where: key });
  await served.record.metricValue.update({ where: key, data: change });
  // the server that asked first has the value in its memory; one that starts now meets the damaged row
  const second = connectRecord(served.databaseUrl);
  const [curve] = await series(second, { runIds: [run.id], metrics: ['NC1'], split: 'TRAIN', layer: 'last' });
  await second.$disconnect();
  expect(curve!.columns).toEqual(first[0].columns);
  const { computedAt: _at, ...replaced } = await served.record.metricValue.findUniqueOrThrow({ where: key });
  expect(good).toMatchObject(replaced);
});

test('an undefined value is cached with its reason and is a gap of its kind', async () => {
  const run = await addRun(served.record, studyId);
  await served.record.epoch.create({ data: { runId: run.id, epoch: 1, attempt: 1, learningRate: 1, runningLoss: 1, runningError: 1, imagesPerSecond: 1, durationMs: 1 } });
  const { weight: _w, bias: _b, confusion: _c, agreement: _a, ...inner } = randomCore(run.id, 1, 'TRAIN');
  await addSnapshot(served.record, inner);
  for (let again = 0; again < 2; again++) {
    const [curve] = await ask({ runIds: [run.id], metrics: ['NC3_DUALITY'] });
    expect(curve.columns[0]).toMatchObject({ values: [null], gaps: [{ index: 0, kind: 'NOT_APPLICABLE', reason: expect.stringMatching(/^NO_CLASSIFIER: /) }] });
  }
});

/** A client of the served record that tells how often it read the bytes of snapshots. */
function countingClient() {
  const { record: client, statements } = connectCounted(served.databaseUrl);
  const takeStatements = () => {
    const all = statements.splice(0);
    return { all: all.length, withBytes: all.filter((statement) => /\bcore\b/.test(statement)).length };
  };
  return { client, takeStatements };
}

test('identical questions at once read and measure the snapshots once', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 2);
  const question = { runIds: [run.id], metrics: ['NC1' as const], split: 'TRAIN' as const, layer: 'last' };
  const { client, takeStatements } = countingClient();
  const [one, two] = await Promise.all([series(client, question), series(client, { ...question })]);
  expect(one).toEqual(two);
  expect(takeStatements().withBytes).toBe(1);
  await client.$disconnect();
});

/** Who waits for a lock in this database; others have theirs in the same Postgres. */
const WAITING = 'SELECT FROM pg_locks JOIN pg_database d ON d.oid = database WHERE NOT granted AND datname = current_database()';

test('a question sees what was recorded before it, though another is still being answered', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 1);
  const question = { runIds: [run.id], metrics: ['NC1' as const], split: 'TRAIN' as const, layer: 'last' };
  await withClient(served.databaseUrl, async (client) => {
    // the first question knows its snapshots and waits for their cached values
    await client.query('BEGIN');
    await client.query('LOCK TABLE "MetricValue" IN ACCESS EXCLUSIVE MODE');
    const first = series(served.record, question);
    await until('the first question to wait', async () => (await client.query(WAITING)).rowCount! > 0);
    await addEpoch(served.record, run.id, 2);
    await addSnapshot(served.record, randomCore(run.id, 2, 'TRAIN'));
    const second = series(served.record, question);
    await client.query('COMMIT');
    expect([(await first)[0]!.epochs, (await second)[0]!.epochs]).toEqual([[1], [1, 2]]);
  });
});

test('a curve of 60 epochs reads each snapshot once, and none when it is cached', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 60);
  const question = { runIds: [run.id], metrics, split: 'TRAIN' as const, layer: 'last' };
  const { client, takeStatements } = countingClient();
  await series(client, question);
  expect(takeStatements().withBytes).toBe(1); // in groups of 64
  await series(client, question);
  expect(takeStatements()).toEqual({ all: 1, withBytes: 0 }); // the keys: the values are in memory
  const other = countingClient();
  await series(other.client, question);
  expect(other.takeStatements()).toEqual({ all: 2, withBytes: 0 }); // the keys, the stored values
  await other.client.$disconnect();
  await client.$disconnect();
});

test('more than 40 runs or 16 metrics are refused', async () => {
  const tooMany = await served.ask(SERIES, { runIds: Array(41).fill('run_none'), metrics: ['NC1'] });
  expect(tooMany.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect((await served.ask(SERIES, { runIds: [], metrics: Array(17).fill('NC1') })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('a server that may not write its cache still answers', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 1);
  await served.record.$executeRawUnsafe('ALTER TABLE "MetricValue" ADD CONSTRAINT full_disk CHECK (false) NOT VALID');
  const second = connectRecord(served.databaseUrl);
  const [curve] = await series(second, { runIds: [run.id], metrics: ['NC1'], split: 'TRAIN', layer: 'last' });
  await second.$disconnect();
  await served.record.$executeRawUnsafe('ALTER TABLE "MetricValue" DROP CONSTRAINT full_disk');
  expect(curve!.columns[0]!.values[0]).toBeGreaterThan(0);
});
