import type { Prisma, PrismaClient } from '../prisma/client.ts';
import { appendEvent } from '../prisma/events.ts';
import { newId } from '../prisma/ids.ts';
import { measuredEpochs } from '../prisma/measured-epochs.ts';
import { recordedStudy } from '../prisma/recorded-study.ts';

const EPOCHS = 150;
/**
 * Chosen by trial: how fast the spread within the classes falls depends on rate times weight decay, so the decay is stronger than
 * the paper's 5e-4, and the rate falls late and little, so that the terminal phase still learns.
 */
const OPTIMISER = { kind: 'sgd', learningRate: 0.015, momentum: 0.9, weightDecay: 0.015, batchSize: 100 };
const SCHEDULE = { kind: 'steps', steps: [{ afterEpoch: 50, factor: 0.6 }, { afterEpoch: 100, factor: 0.5 }] };

/**
 * Queues the study that greets a new record: a small VGG on 2,000 MNIST images, long enough that the terminal phase is
 * several times the way to it. Does nothing when there is any study already but the recorded one, or a study was deleted; two daemons
 * starting at once make one.
 */
export async function queueFirstStudy(record: PrismaClient): Promise<boolean> {
  return record.$transaction(async (tx) => {
    // a lock rather than a unique name: somebody may have made, renamed or removed studies on purpose
    await tx.$executeRaw`LOCK TABLE "Study" IN SHARE ROW EXCLUSIVE MODE`;
    if (await isInUse(tx)) return false;
    const studyId = newId('study');
    await tx.study.create({ data: { id: studyId, slug: 'first-steps', name: 'First steps', description: DESCRIPTION } });
    await appendEvent(tx, { kind: 'study.created', studyId });
    const run = await tx.run.create({ data: firstRun(studyId), select: { id: true } });
    await appendEvent(tx, { kind: 'run.queued', studyId, runId: run.id });
    return true;
  });
}

async function isInUse(tx: Prisma.TransactionClient): Promise<boolean> {
  const recorded = recordedStudy()?.studyId ?? '';
  if (await tx.study.findFirst({ where: { id: { not: recorded } }, select: { id: true } })) return true;
  return (await tx.event.findFirst({ where: { kind: 'study.deleted' }, select: { id: true } })) !== null;
}

const DESCRIPTION = 'A small VGG on 2,000 images of MNIST, trained far beyond zero train error: neural collapse within minutes.';

const firstRun = (studyId: string) => ({
  id: newId('run'),
  studyId,
  name: 'VGG small, seed 1',
  architecture: 'vgg',
  depth: 6,
  architectureOptions: { width: 8 },
  dataset: 'MNIST',
  samplesPerClass: 200,
  testSamplesPerClass: 100,
  loss: 'CROSS_ENTROPY' as const,
  lossReduction: 'mean over the batch',
  optimiser: OPTIMISER,
  schedule: SCHEDULE,
  seed: 1,
  plannedEpochs: EPOCHS,
  measuredEpochs: measuredEpochs(EPOCHS),
  layers: ['last'],
  // fewer than the paper's 100, so that the first minutes go into training
  robustnessImages: 20,
});
