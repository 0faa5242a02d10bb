import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { connectRecord, type Prisma, type PrismaClient } from '../../prisma/client.ts';
import { newId } from '../../prisma/ids.ts';
import { migrate, readMigrations } from '../../prisma/migrate.ts';
import { renewStaleExtremes } from '../../prisma/stale-extremes.ts';
import { freshRecord } from '../fresh-record.ts';
import { nameDatabase, withClient } from '../postgres.ts';
import { addEpoch, addRun, addStudy } from '../server/record-builder.ts';
import { expectedExtremes, keptExtremes } from './expected-extremes.ts';

const { record, url } = await freshRecord();
let studyId: string;

beforeAll(async () => {
  studyId = (await addStudy(record)).id;
});

type Tx = PrismaClient | Prisma.TransactionClient;
type Work = (tx: Tx, runs: string[], prefix: string) => Promise<unknown>;

const run = fc.nat(2);
const epoch = fc.integer({ min: 1, max: 8 });
const number = fc.oneof(fc.constant(null), fc.constantFrom(-2, 0, 0.5, 1, 3));
const loss = fc.oneof(number, fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY));
/** Few digests, so that epochs and runs share them. */
const digest = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const place = fc.record({ split: fc.constantFrom('TRAIN' as const, 'TEST' as const), layer: fc.constantFrom('last', 'inner') });

/** An epoch with its snapshots, where there is none of this number. */
const recordedOf = (k: fc.Arbitrary<number>) => fc.record({ k, epoch, own: fc.record({ trainLoss: loss, testLoss: number, testError: number, robustness: number }), snapshots: fc.uniqueArray(fc.record({ place, digest }), { maxLength: 4, selector: ({ place: { split, layer } }) => split + layer }) }).map(({ k, epoch, own, snapshots }): Work => async (tx, runs, prefix) => {
  if ((await tx.run.count({ where: { id: runs[k]! } })) === 0 || (await tx.epoch.count({ where: { runId: runs[k]!, epoch } })) > 0) return;
  await tx.epoch.create({ data: { runId: runs[k]!, epoch, attempt: 1, ...own } });
  await tx.snapshot.createMany({ data: snapshots.map((row) => ({ id: newId('snapshot'), runId: runs[k]!, epoch, ...row.place, digest: prefix + row.digest, bytes: 1, classes: 3, features: 5, samples: 30, core: new Uint8Array(1) })) });
});

const recorded = recordedOf(run);

const value = fc.record({ digest, metric: fc.constantFrom('NC1', 'NC3_DUALITY'), version: fc.constantFrom(1, 1, 2), value: number });
/** Two statements with the same keys in another order could wait for one another; servers lock the digests that they measure. */
const sorted = <T extends { digest: string; metric: string; version: number }>(values: T[]) => values.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
const keyOf = ({ digest, metric, version }: { digest: string; metric: string; version: number }) => `${digest} ${metric} ${version}`;
const measured = fc.array(value, { minLength: 1, maxLength: 5 }).map((values): Work => (tx, _runs, prefix) =>
  tx.metricValue.createMany({ data: sorted(values).map((row) => ({ ...row, digest: prefix + row.digest, warnings: [], checksum: '' })), skipDuplicates: true }));
/** As a damaged row is: taken away and, by another history, measured again. */
const unmeasured = value.map(({ digest, metric }): Work => (tx, _runs, prefix) => tx.metricValue.deleteMany({ where: { digest: prefix + digest, metric } }));
const mismeasured = value.map(({ digest, value }): Work => (tx, _runs, prefix) => tx.metricValue.updateMany({ where: { digest: prefix + digest }, data: { value } }));

const rolledBackOf = (k: fc.Arbitrary<number>) => fc.tuple(k, epoch).map(([k, epoch]): Work => async (tx, runs) => {
  await tx.epoch.deleteMany({ where: { runId: runs[k]!, epoch: { gt: epoch } } });
  await tx.run.updateMany({ where: { id: runs[k]!, terminalPhaseEpoch: { gt: epoch } }, data: { terminalPhaseEpoch: null } });
});
const rolledBack = rolledBackOf(run);
const dropped = fc.tuple(run, epoch).map(([k, epoch]): Work => (tx, runs) => tx.epoch.deleteMany({ where: { runId: runs[k]!, epoch } }));
const filledIn = fc.tuple(run, epoch, number).map(([k, epoch, testError]): Work => (tx, runs) => tx.epoch.updateMany({ where: { runId: runs[k]!, epoch }, data: { testError } }));
const phasedOf = (k: fc.Arbitrary<number>) => fc.tuple(k, fc.option(epoch)).map(([k, terminalPhaseEpoch]): Work => (tx, runs) => tx.run.updateMany({ where: { id: runs[k]! }, data: { terminalPhaseEpoch } }));
const phased = phasedOf(run);
/** The seal stays, so that no value is the row's any more; or the row comes right again. */
const moved = fc.tuple(run, epoch, digest).map(([k, epoch, digest]): Work => (tx, runs, prefix) => tx.snapshot.updateMany({ where: { runId: runs[k]!, epoch, split: 'TRAIN' }, data: { digest: prefix + digest } }));
const deleted = fc.constant<Work>((tx, runs) => tx.run.deleteMany({ where: { id: runs[2]! } }));

const step = fc.oneof(
  { weight: 24, arbitrary: recorded },
  { weight: 18, arbitrary: measured },
  ...[rolledBack, dropped, filledIn, unmeasured, mismeasured, moved].map((arbitrary) => ({ weight: 3, arbitrary })),
  { weight: 9, arbitrary: phased },
  { weight: 1, arbitrary: deleted },
);
/** Transactions of one step or several. */
const history = fc.array(fc.oneof({ weight: 3, arbitrary: step.map((one) => [one]) }, { weight: 1, arbitrary: fc.array(step, { maxLength: 5 }) }), { minLength: 5, maxLength: 20 });

async function addRuns(): Promise<string[]> {
  const runs = [];
  for (let k = 0; k < 3; k++) runs.push((await addRun(record, studyId)).id);
  return runs;
}

let histories = 0;
const newPrefix = () => `history ${histories++} `;

test('after any history the table holds what epochs, snapshots and values give', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const [runs, prefix] = [await addRuns(), newPrefix()];
      for (const works of steps) {
        if (works.length === 1) await works[0]!(record, runs, prefix);
        else await record.$transaction(async (tx) => { for (const work of works) await work(tx, runs, prefix); }, { timeout: 60_000, maxWait: 60_000 });
      }
      expect(await keptExtremes(record, runs)).toEqual(await expectedExtremes(record, runs));
      expect(await record.staleExtremes.count({ where: { runId: { in: runs } } })).toBe(0);
    }),
    { numRuns: 40 },
  );
}, 240_000);

test('a transaction that is undone leaves the table as it was', async () => {
  const [runs, prefix] = [await addRuns(), newPrefix()];
  const [works] = fc.sample(fc.array(fc.oneof(recorded, measured, phased), { minLength: 30, maxLength: 30 }), { numRuns: 1, seed: 7 });
  for (const work of works!) await work(record, runs, prefix);
  const before = await keptExtremes(record, runs);
  expect(before.length).toBeGreaterThan(5);
  const undone = record.$transaction(async (tx) => {
    await tx.metricValue.deleteMany({ where: { digest: { startsWith: prefix } } });
    await tx.epoch.deleteMany({ where: { runId: { in: runs } } });
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await keptExtremes(record, runs)).toEqual(before);
});

/** Transactions of a trainer, which alone writes its run's epochs, and of servers that measure any run. */
const training = (k: number) => fc.array(fc.array(fc.oneof({ weight: 5, arbitrary: recordedOf(fc.constant(k)) }, rolledBackOf(fc.constant(k)), phasedOf(fc.constant(k))), { minLength: 1, maxLength: 3 }), { minLength: 15, maxLength: 15 });
const measuring = fc.array(fc.oneof({ weight: 5, arbitrary: measured }, unmeasured).map((one) => [one]), { minLength: 15, maxLength: 15 });

test('sessions that write the same runs at once leave neither a deadlock nor another table', async () => {
  const other = connectRecord(url, { max: 6 });
  try {
    const [runs, prefix] = [await addRuns(), newPrefix()];
    const sessions = [...[0, 1, 2].flatMap((k) => fc.sample(training(k), { numRuns: 1, seed: k })), ...fc.sample(measuring, { numRuns: 3, seed: 11 })];
    await Promise.all(sessions.map(async (transactions) => {
      for (const works of transactions) await other.$transaction(async (tx) => { for (const work of works) await work(tx, runs, prefix); }, { timeout: 60_000, maxWait: 60_000 });
    }));
    await renewStaleExtremes(record);
    expect(await keptExtremes(record, runs)).toEqual(await expectedExtremes(record, runs));
  } finally {
    await other.$disconnect();
  }
}, 120_000);

test('what could not be kept while a run was held is made up for by a server', async () => {
  const { id } = await addRun(record, studyId);
  await withClient(url, async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT collapsar_lock_extremes(ARRAY[$1])', [id]);
    await addEpoch(record, id, 1, { testError: 0.5 });
    await record.snapshot.create({ data: { id: newId('snapshot'), runId: id, epoch: 1, split: 'TRAIN', layer: 'last', digest: id, bytes: 1, classes: 3, features: 5, samples: 30, core: new Uint8Array(1) }, select: { id: true } });
    await record.metricValue.create({ data: { digest: id, metric: 'NC1', version: 1, value: 3, warnings: [], checksum: '' } });
    expect(await keptExtremes(record, [id])).toEqual([]);
    await renewStaleExtremes(record); // it waits no longer than a writer does, and leaves the run for the next time
    expect(await record.staleExtremes.count({ where: { runId: id } })).toBeGreaterThan(0);
    await client.query('COMMIT');
  });
  await renewStaleExtremes(record);
  expect(await keptExtremes(record, [id])).toEqual(await expectedExtremes(record, [id]));
  expect(await record.staleExtremes.count({ where: { runId: id } })).toBe(0);
});

test('a record from before the table is filled by the migration', async () => {
  const name = `older_${histories}_${process.pid}`;
  const olderUrl = nameDatabase(url, name);
  await withClient(url, (client) => client.query(`CREATE DATABASE ${name}`));
  const migrations = readMigrations().map((migration) => migration.name);
  await migrate(olderUrl, { until: migrations[migrations.findIndex((each) => each.endsWith('values-in-order')) - 1] });
  const older = connectRecord(olderUrl);
  try {
    const { id: study } = await addStudy(older);
    const runs = [];
    for (let k = 0; k < 3; k++) runs.push((await addRun(older, study)).id);
    const [works] = fc.sample(fc.array(fc.oneof(recorded, measured, phased), { minLength: 60, maxLength: 60 }), { numRuns: 1, seed: 3 });
    for (const work of works!) await work(older, runs, '');
    await migrate(olderUrl);
    const expected = await expectedExtremes(older, runs);
    expect(expected.length).toBeGreaterThan(10);
    expect(await keptExtremes(older, runs)).toEqual(expected);
  } finally {
    await older.$disconnect();
    await withClient(url, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  }
});
