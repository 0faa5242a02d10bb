import { beforeAll, expect, test } from 'vitest';
import { newId } from '../../prisma/ids.ts';
import { freshRecord } from '../fresh-record.ts';
import { withClient } from '../postgres.ts';
import { addEpoch, addRun, addStudy } from '../server/record-builder.ts';

const { record, url } = await freshRecord();
let studyId: string;

beforeAll(async () => {
  studyId = (await addStudy(record)).id;
});

async function addRow(runId: string, epoch: number, digest = `${runId}/${epoch}`): Promise<string> {
  await record.epoch.findUnique({ where: { runId_epoch: { runId, epoch } } }).then((row) => row ?? addEpoch(record, runId, epoch));
  await record.snapshot.create({
    data: { id: newId('snapshot'), runId, epoch, split: 'TRAIN', layer: 'last', digest, bytes: 1, classes: 3, features: 5, samples: 30, core: new Uint8Array(1) },
    select: { id: true },
  });
  return digest;
}

const store = (digest: string, value: number | null, version = 1) =>
  record.metricValue.create({ data: { digest, metric: 'NC1', version, value, reason: value === null ? 'X: y.' : null, warnings: [], checksum: '' } });

/** Of what was measured; the epochs' own values have the version 0. */
const extremes = (runId: string) =>
  record.metricExtremes.findMany({ where: { runId, version: { gt: 0 } }, select: { version: true, smallest: true, largest: true }, orderBy: { version: 'asc' } });

test('values that are stored widen the extremes of their run, version by version; a missing value changes none', async () => {
  const [{ id: runId }, { id: other }] = [await addRun(record, studyId), await addRun(record, studyId)];
  const digests = await Promise.all([1, 2, 3, 4].map((epoch) => addRow(runId, epoch)));
  await addRow(other, 1);
  await store(digests[0]!, null);
  expect(await extremes(runId)).toEqual([{ version: 1, smallest: null, largest: null }]);
  await store(digests[1]!, 3);
  await store(digests[2]!, -2);
  await store(digests[3]!, 1);
  await store(digests[3]!, 50, 2);
  expect(await extremes(runId)).toEqual([{ version: 1, smallest: -2, largest: 3 }, { version: 2, smallest: 50, largest: 50 }]);
  expect(await extremes(other)).toEqual([]);
});

test('many values in one statement count as they would one by one', async () => {
  const { id: runId } = await addRun(record, studyId);
  const digests = await Promise.all([1, 2, 3].map((epoch) => addRow(runId, epoch)));
  await record.metricValue.createMany({ data: digests.map((digest, i) => ({ digest, metric: 'NC1', version: 1, value: [5, 9, 7][i]!, warnings: [], checksum: '' })) });
  expect(await extremes(runId)).toEqual([{ version: 1, smallest: 5, largest: 9 }]);
});

test('epochs that are dropped take their values with them, and bring them back when they are recorded again', async () => {
  const { id: runId } = await addRun(record, studyId);
  for (const [epoch, value] of [[1, 9], [2, 4], [3, 1]] as const) await store(await addRow(runId, epoch), value);
  await record.epoch.deleteMany({ where: { runId, epoch: { gt: 1 } } });
  expect(await extremes(runId)).toEqual([{ version: 1, smallest: 9, largest: 9 }]);
  await addRow(runId, 3);
  expect(await extremes(runId)).toEqual([{ version: 1, smallest: 1, largest: 9 }]);
  await record.epoch.deleteMany({ where: { runId } });
  expect(await extremes(runId)).toEqual([]);
});

test('a run that is deleted leaves none, and its values stay', async () => {
  const { id: runId } = await addRun(record, studyId);
  const digest = await addRow(runId, 1);
  await store(digest, 2);
  await record.run.delete({ where: { id: runId } });
  expect(await extremes(runId)).toEqual([]);
  expect(await record.metricValue.count({ where: { digest } })).toBe(1);
});

test('two servers that store values of the same runs at once do not lock each other out', async () => {
  const runs = await Promise.all(Array.from({ length: 6 }, () => addRun(record, studyId)));
  const digests = await Promise.all(runs.flatMap(({ id }) => [1, 2].map((epoch) => addRow(id, epoch, `${id}-${epoch}`))));
  const rows = (digest: string) => ['A', 'B', 'C'].map((metric) => ({ digest, metric, version: 1, value: 1, warnings: [], checksum: '' }));
  const [odd, even] = [digests.filter((_, i) => i % 2), digests.filter((_, i) => i % 2 === 0)];
  await Promise.all([record.metricValue.createMany({ data: odd.flatMap(rows) }), record.metricValue.createMany({ data: even.toReversed().flatMap(rows) })]);
  expect(await record.metricExtremes.count({ where: { runId: { in: runs.map(({ id }) => id) }, version: 1 } })).toBe(18);
});

test('a trainer records while the values are locked: it neither waits nor fails', async () => {
  const { id: runId } = await addRun(record, studyId);
  await withClient(url, async (client) => {
    await client.query('BEGIN');
    await client.query('LOCK TABLE "MetricValue", "MetricExtremes" IN ACCESS EXCLUSIVE MODE');
    await addRow(runId, 1);
    await addRow(runId, 2);
    await record.epoch.deleteMany({ where: { runId, epoch: 2 } });
    await client.query('COMMIT');
  });
  expect(await record.snapshot.count({ where: { runId } })).toBe(1);
});
