import { expect, test } from 'vitest';
import { connectRecord, RunStatus } from '../../prisma/client.ts';
import { newId } from '../../prisma/ids.ts';
import { freshRecord } from '../fresh-record.ts';
import { withClient } from '../postgres.ts';

const { record, url } = await freshRecord();

async function addRun(): Promise<string> {
  const id = newId('run');
  await record.run.create({
    data: {
      id,
      name: 'a run',
      study: { create: { id: newId('study'), slug: id, name: 'a study' } },
      architecture: 'vgg',
      depth: 11,
      dataset: 'mnist',
      loss: 'CROSS_ENTROPY',
      lossReduction: 'mean over the batch',
      optimiser: { kind: 'sgd' },
      schedule: { kind: 'steps', steps: [] },
      seed: 1,
      plannedEpochs: 1,
      measuredEpochs: [1],
      layers: ['last'],
    },
    select: { id: true },
  });
  return id;
}

test('a run is queued when it is made', async () => {
  const id = await addRun();
  expect(await record.run.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: RunStatus.QUEUED,
    attempt: 0,
    lastEpoch: 0,
  });
});

test('the bytes of a snapshot come back as they were, every value of a byte', async () => {
  const runId = await addRun();
  const core = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);
  await record.epoch.create({
    data: {
      runId,
      epoch: 1,
      attempt: 1,
      learningRate: 0.1,
      runningLoss: 1,
      runningError: 0.5,
      imagesPerSecond: 100,
      durationMs: 10,
    },
  });
  const id = newId('snapshot');
  const row = {
    id,
    runId,
    epoch: 1,
    split: 'TRAIN',
    layer: 'last',
    digest: 'x',
    bytes: core.length,
    classes: 2,
    features: 3,
    samples: 4,
  } as const;
  await record.snapshot.create({ data: { ...row, core }, select: { id: true } });
  expect((await record.snapshot.findUniqueOrThrow({ where: { id }, select: { core: true } })).core).toEqual(core);
});

test('after its connections were cut the client works on', async () => {
  await record.study.count();
  await withClient(url, (client) =>
    client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    ),
  );
  // at most the statement in flight may be lost
  await record.study.count().catch(() => {});
  expect(await record.study.count()).toBeGreaterThanOrEqual(0);
});

test('an address that cannot be read is refused before anything connects', () => {
  expect(() => connectRecord('localhost')).toThrow(expect.objectContaining({ code: 'DATABASE_URL_MALFORMED' }));
});
