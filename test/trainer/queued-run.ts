import type { PrismaClient, Run } from '../../prisma/client.ts';
import { appendEvent } from '../../prisma/events.ts';
import { newId } from '../../prisma/ids.ts';

/** Prisma gives a transaction 2 s to begin, which a connection and its first statement may take on a machine that has other work. */
const PATIENT = { maxWait: 60_000, timeout: 60_000 };

/** Queues a run that takes a few seconds: 20 real MNIST images a class, a width-2 VGG, every epoch measured. */
export async function queueRun(record: PrismaClient, changes: Partial<Run> = {}): Promise<string> {
  const studyId = newId('study');
  const runId = newId('run');
  const plannedEpochs = changes.plannedEpochs ?? 12;
  const run = {
    id: runId,
    studyId,
    name: 'a small run',
    architecture: 'vgg',
    depth: 6,
    architectureOptions: { width: 2 },
    dataset: 'MNIST',
    samplesPerClass: 20,
    testSamplesPerClass: 10,
    loss: 'CROSS_ENTROPY',
    lossReduction: 'mean over the batch',
    optimiser: { kind: 'sgd', learningRate: 0.05, momentum: 0.9, weightDecay: 1e-3, batchSize: 50 },
    schedule: { kind: 'steps', steps: [{ afterEpoch: 8, factor: 0.1 }] },
    seed: 1,
    plannedEpochs,
    measuredEpochs: Array.from({ length: plannedEpochs }, (_, i) => i + 1),
    layers: ['last'],
    ...changes,
  };
  await record.$transaction(async (tx) => {
    await tx.study.create({ data: { id: studyId, slug: studyId, name: 'A study' }, select: { id: true } });
    await tx.run.create({ data: run as never, select: { id: true } });
    await appendEvent(tx, { kind: 'run.queued', studyId, runId });
  }, PATIENT);
  return runId;
}
