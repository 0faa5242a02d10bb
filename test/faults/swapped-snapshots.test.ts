import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectRecord } from '../../prisma/client.ts';
import { series } from '../../server/measuring/series.ts';
import { addMeasuredRun, addStudy, measureNow, warmUpMeasuring } from '../server/record-builder.ts';
import { type Served, serve } from '../server/served.ts';

let served: Served;
let studyId: string;
let runId: string;
beforeAll(async () => {
  served = await serve();
  studyId = (await addStudy(served.record)).id;
  await warmUpMeasuring(served.record, studyId);
});
afterAll(() => served.end());
beforeEach(async () => {
  runId = (await addMeasuredRun(served.record, studyId, 3, { terminalPhaseEpoch: 1, architecture: 'resnet', dataset: 'MNIST', status: 'COMPLETED' })).run.id;
});

/** Of epochs 1 and 3, in all tables, as a restore gone wrong or a hand at the database leaves them. */
const SWAPS = {
  'bytes and digest': 'SET core = other.core, digest = other.digest',
  'bytes, digest and seal': 'SET core = other.core, digest = other.digest, seal = other.seal',
  'the digest alone': 'SET digest = other.digest',
};
const swap = (what: string) =>
  served.record.$executeRawUnsafe(
    `UPDATE "Snapshot" s ${what} FROM (SELECT * FROM "Snapshot" WHERE "runId" = $1) other WHERE s."runId" = $1 AND s.epoch IN (1, 3) AND other.epoch = 4 - s.epoch`,
    runId,
  );

const corrupt = expect.stringMatching(/DATA_CORRUPT: snapshot of epoch [13]: .*recorded for another run, epoch, split or layer/);
const CURVE = 'query ($id: ID!) { series(runIds: [$id], metrics: [NC1]) { epochs columns { values gaps { index reason } } } }';
const curveOf = async () => (await served.ask(CURVE, { id: runId })).data.series[0];

describe.each(Object.entries(SWAPS))('two snapshots of equal size exchanged: %s', (_, what) => {
  test('values that were measured before are not shown as those of the other epoch', async () => {
    await measureNow(served.record, runId, ['NC1']);
    const before = await curveOf();
    expect(before.columns[0].gaps).toEqual([]);
    await swap(what);
    const after = await curveOf();
    expect(after.columns[0].values).toEqual([null, before.columns[0].values[1], null]);
    expect(after.columns[0].gaps.map(({ reason }: { reason: string }) => reason)).toEqual([corrupt, corrupt]);
    await swap(what);
    expect(await curveOf()).toEqual(before);
  });

  test('nor by a server that starts afterwards', async () => {
    await measureNow(served.record, runId, ['NC1']);
    await swap(what);
    const later = connectRecord(served.databaseUrl);
    const [curve] = await series(later, { runIds: [runId], metrics: ['NC1'], split: 'TRAIN', layer: 'last' });
    await later.$disconnect();
    expect(curve!.columns[0]!.values).toEqual([null, expect.any(Number), null]);
  });
});

test('a list, a verdict and the grid of the paper show the damage and no value', async () => {
  await measureNow(served.record, runId, ['NC1', 'NC2_EQUIANGULAR_MEANS', 'NC3_DUALITY', 'NC4_MISMATCH']);
  const FILTER = 'query ($run: String!) { runs(filter: { metric: { name: NC1, gt: -1 }, text: $run }) { nodes { id } } }';
  const filtered = async () => (await served.ask(FILTER, { run: runId })).data.runs.nodes.map(({ id }: { id: string }) => id);
  await served.record.run.update({ where: { id: runId }, data: { name: runId }, select: { id: true } });
  expect(await filtered()).toEqual([runId]);
  await swap(SWAPS['bytes and digest']);
  const VALUE = 'query ($id: ID!) { run(id: $id) { value(metric: NC1) { value } } }';
  expect((await served.ask(VALUE, { id: runId })).errors?.[0]?.extensions.code).toBe('DATA_CORRUPT');
  const VERDICT = 'query ($id: ID!) { run(id: $id) { suggestedVerdict { verdict } } }';
  expect((await served.ask(VERDICT, { id: runId })).errors?.[0]?.extensions.code).toBe('DATA_CORRUPT');
  const GRID = 'query ($id: ID!) { paperGrid(studyId: $id) { cells { run { id } columns { metric epochs values gaps { reason } } } } }';
  const { data } = await served.ask(GRID, { id: studyId });
  const cell = data.paperGrid.cells.find((each: { run: { id: string } | null }) => each.run !== null);
  const nc1 = cell.columns.find((column: { metric: string }) => column.metric === 'NC1');
  expect(nc1.values.at(-1)).toBeNull();
  expect(nc1.gaps.at(-1).reason).toEqual(corrupt);
  expect(await filtered()).toEqual([]);
});

test('a whole row that names another epoch is noticed too', async () => {
  await measureNow(served.record, runId, ['NC1']);
  const move = (from: number, to: number) => served.record.snapshot.updateMany({ where: { runId, epoch: from }, data: { epoch: to } });
  await served.record.epoch.create({ data: { runId, epoch: 99, attempt: 1 } });
  for (const [from, to] of [[1, 99], [3, 1], [99, 3]] as const) await move(from, to);
  expect((await curveOf()).columns[0].values).toEqual([null, expect.any(Number), null]);
});

test('a program that knows nothing of seals records snapshots that are read', async () => {
  const [row] = await served.record.$queryRawUnsafe<{ seal: string; fits: boolean }[]>(
    'SELECT seal, seal = "snapshotSeal"(digest, "runId", epoch, split, layer) AS fits FROM "Snapshot" WHERE "runId" = $1 LIMIT 1',
    runId,
  );
  expect(row).toEqual({ seal: expect.stringMatching(/^[0-9a-f]{64}$/), fits: true });
});
