import sharp from 'sharp';
import type { PrismaClient } from '../../prisma/client.ts';
import { encodeDisagreements } from '../../prisma/snapshot/parts.ts';
import { coreOf } from '../golden/golden-case.ts';
import { numbers } from '../server/linear-algebra/matrices.ts';
import { simplex } from '../server/metrics/made-cores.ts';
import { addEpoch, addRun, addSnapshot, addStudy } from '../server/record-builder.ts';

export const PARTS = { epochs: [1, 2, 4, 8, 16], phase: 4, names: ['T-shirt', 'Trouser', 'Pullover', 'Dress'], digest: 'e'.repeat(64), disagreements: 30 };

/** A run of four classes with an inner layer, robustness, and disagreements with pictures of the test images after its last epoch. Gives its id. */
export async function addRunWithParts(record: PrismaClient): Promise<string> {
  const { epochs, phase, names, digest, disagreements: k } = PARTS;
  const [C, p, perClass] = [names.length, 6, 10];
  const study = await addStudy(record);
  const { id: runId } = await addRun(record, study.id, {
    ...{ name: 'VGG small, with parts', lastEpoch: 16, plannedEpochs: 16, terminalPhaseEpoch: phase, measuredEpochs: epochs, layers: ['last', 'stage1'], robustnessImages: 20 },
    ...{ classNames: names, status: 'COMPLETED' as const, classes: C, features: p, trainSamples: C * 10, testSamples: C * 10, dataset: 'FashionMNIST', datasetDigest: digest },
  });
  const part = encodeDisagreements({
    index: Uint32Array.from({ length: k }, (_, i) => i),
    label: Uint32Array.from({ length: k }, (_, i) => i % 2),
    choice: new Uint32Array(k),
    nearest: Uint32Array.from({ length: k }, (_, i) => (i < 20 ? 1 : 2)),
    margin: Float64Array.from({ length: k }, (_, i) => 3 - i / 10),
  });
  for (const epoch of epochs) {
    await addEpoch(record, runId, epoch, { testError: 0.2 / epoch, robustness: 0.1 + epoch / 100 });
    for (const [split, layer, spread] of [['TRAIN', 'last', 1], ['TEST', 'last', 1.5], ['TRAIN', 'stage1', 3]] as const) {
      const labels = Float64Array.from({ length: C * perClass }, (_, i) => i % C);
      const noise = numbers(C * perClass * p, epoch + spread);
      const means = simplex(C, p, 1);
      // each class collapses at a pace of its own, the last one slowest
      const features = Float64Array.from({ length: C * perClass * p }, (_, i) => {
        const c = labels[Math.floor(i / p)]!;
        return means[c * p + (i % p)]! + (noise[i]! * spread * (1 + c)) / epoch;
      });
      const core = coreOf(features, labels, layer === 'last' ? simplex(C, p, 2) : undefined, undefined, C, p);
      const hasPart = split === 'TEST' && epoch === 16;
      await addSnapshot(record, { ...core, metadata: { ...core.metadata, run: runId, epoch, split, layer, parts: hasPart ? { DISAGREEMENTS: part.digest } : {} } });
    }
  }
  const { id: snapshotId } = await record.snapshot.findFirstOrThrow({ where: { runId, epoch: 16, split: 'TEST' }, select: { id: true } });
  await record.snapshotPart.create({ data: { snapshotId, kind: 'DISAGREEMENTS', digest: part.digest, bytes: part.bytes.length, data: part.bytes } });
  const picture = Uint8Array.from(await sharp({ create: { width: 28, height: 28, channels: 3, background: '#888' } }).png().toBuffer());
  // the last image has none
  await record.thumbnail.createMany({ data: Array.from({ length: k - 1 }, (_, index) => ({ dataset: 'FashionMNIST', datasetDigest: digest, split: 'TEST' as const, index, width: 28, height: 28, data: picture })) });
  return runId;
}
