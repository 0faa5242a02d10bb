import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../prisma/client.ts';
import { decodeSnapshot } from '../../prisma/snapshot/codec.ts';
import { measuredOutcomes } from '../../server/measuring/measured-outcomes.ts';
import { readMetricValues } from '../../server/measuring/metric-value.ts';
import { series } from '../../server/measuring/series.ts';
import { freshDatabase } from '../postgres.ts';
import { fillRecord } from './fill-record.ts';

const SMALL = { runs: 42, epochs: 30, snapshotsOf: 2, seed: 5 };
const TABLES = ['Study', 'Run', 'Epoch', 'Snapshot', 'MetricValue', 'RunLog', 'Event'];

let databases: Awaited<ReturnType<typeof freshDatabase>>[];
let records: PrismaClient[];
let record: PrismaClient;

beforeAll(async () => {
  databases = await Promise.all([freshDatabase(), freshDatabase(), freshDatabase()]);
  records = databases.map(({ url }) => connectRecord(url));
  record = records[0]!;
  await fillRecord(databases[0]!.url, SMALL);
});
afterAll(async () => {
  for (const each of records) await each.$disconnect();
  for (const database of databases) await database.drop();
});

test('the same seed gives the same rows in every table, another seed others', async () => {
  await fillRecord(databases[1]!.url, SMALL);
  await fillRecord(databases[2]!.url, { ...SMALL, seed: 6 });
  const [first, again, other] = await Promise.all(records.map(hashes));
  expect(again).toEqual(first);
  for (const table of TABLES) expect(other![table], table).not.toBe(first![table]);
});

test('runs are of three families and seven data sets, all marked as generated, and their epochs add up', async () => {
  expect(await record.run.count({ where: { generated: false } })).toBe(0);
  expect((await record.run.groupBy({ by: ['architecture', 'dataset'] })).length).toBe(21);
  expect((await record.run.groupBy({ by: ['status'] })).length).toBeGreaterThan(3);
  expect(await record.epoch.count()).toBe(SMALL.runs * SMALL.epochs);
});

test("a run's row says what its epochs say: the newest one, the start of the terminal phase, the drops of the rate", async () => {
  for (const run of await record.run.findMany({ include: { epochs: { orderBy: { epoch: 'asc' } } } })) {
    expect(run.lastEpoch).toBe(run.epochs.length);
    expect(run.terminalPhaseEpoch).toBe(run.epochs.find(({ trainError }) => 1 - trainError! >= run.terminalPhaseAccuracy)?.epoch ?? null);
    const { steps } = run.schedule as { steps: { afterEpoch: number; factor: number }[] };
    const past = steps.filter(({ afterEpoch }) => afterEpoch < run.lastEpoch);
    expect(run.epochs.at(-1)!.learningRate!).toBeCloseTo(run.epochs[0]!.learningRate! * past.reduce((product, { factor }) => product * factor, 1), 12);
  }
});

test('every snapshot is a real one: its bytes have its digest, and lie in their place', async () => {
  const rows = await record.snapshot.findMany();
  expect(rows.length).toBeGreaterThan(500);
  for (const { core, digest, runId: run, epoch, split, layer, classes } of rows) {
    expect(decodeSnapshot(core, digest, { run, epoch, split, layer }).classes).toBe(classes);
  }
});

test('values that are kept are those that the formulas give for the bytes', async () => {
  const kept = await record.metricValue.findMany({ where: { metric: 'NC1' } });
  const digests = kept.map(({ digest }) => digest);
  const { outcomes: read, damaged } = await readMetricValues(record, digests, ['NC1']);
  expect(damaged).toEqual([]);
  await record.metricValue.deleteMany({ where: { digest: { in: digests } } });
  const { outcomes: fresh } = await measuredOutcomes(record, digests, ['NC1']);
  expect(fresh).toEqual(read);
  expect(kept.length).toBeGreaterThan(500);
});

test('a run with large snapshots collapses while it trains, and its measured error is that of its epochs', async () => {
  const [run] = await record.run.findMany({ where: { classes: 10, status: 'COMPLETED', terminalPhaseEpoch: { not: null } }, orderBy: { createdAt: 'asc' } });
  const [curve] = await series(record, { runIds: [run!.id], metrics: ['NC1', 'NC2_EQUIANGULAR_MEANS', 'NC3_DUALITY', 'NC4_MISMATCH', 'ERROR'], split: 'TRAIN', layer: 'last' }, 60_000);
  const valuesOf = (metric: string) => curve!.columns.find((column) => column.metric === metric)!.values as number[];
  for (const metric of ['NC1', 'NC2_EQUIANGULAR_MEANS', 'NC3_DUALITY']) expect(valuesOf(metric).at(-1)!, metric).toBeLessThan(valuesOf(metric)[0]! / 2);
  const epochs = await record.epoch.findMany({ where: { runId: run!.id, epoch: { in: curve!.epochs } }, orderBy: { epoch: 'asc' } });
  expect(valuesOf('ERROR')).toEqual(epochs.map(({ trainError }) => trainError));
});

test('a record that has rows of this seed already refuses them by name', async () => {
  await expect(fillRecord(databases[0]!.url, SMALL)).rejects.toMatchObject({ code: 'CONFLICT' });
});

/** sha256 over all rows of each table in the order of their texts. */
async function hashes(from: PrismaClient): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const table of TABLES) {
    // Postgres numbers events and lines of log itself, in the order they come
    const [{ hash }] = await from.$queryRawUnsafe<[{ hash: string }]>(`SELECT encode(sha256(convert_to(string_agg(t::text, E'\\n' ORDER BY t::text), 'UTF8')), 'hex') AS hash FROM "${table}" t`);
    all[table] = hash;
  }
  return all;
}
