import { encodeExamples } from '../../prisma/snapshot/parts.ts';
import type { PrismaClient } from '../../prisma/client.ts';
import { coreOf } from '../golden/golden-case.ts';
import { numbers } from '../server/linear-algebra/matrices.ts';
import { simplex } from '../server/metrics/made-cores.ts';
import { addEpoch, addRun, addSnapshot, addStudy } from '../server/record-builder.ts';

export const COLLAPSING = { epochs: [1, 2, 4, 8, 16, 32, 64, 100], phase: 16, names: ['T-shirt', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Boot'] };

/** A run whose ten classes go from random places to a simplex ETF, with five fixed examples of each recorded. Gives its id. */
export async function addCollapsingRun(record: PrismaClient, { names, epochs, phase } = COLLAPSING): Promise<string> {
  const [C, p, perClass] = [names.length, 2 * names.length + 4, 5];
  const study = await addStudy(record);
  const { id } = await addRun(record, study.id, {
    ...{ name: 'VGG small, collapsing', lastEpoch: 100, plannedEpochs: 100, terminalPhaseEpoch: phase, measuredEpochs: epochs },
    ...{ classNames: names, status: 'COMPLETED' as const, classes: C, features: p },
  });
  for (const epoch of epochs) {
    await addEpoch(record, id, epoch);
    const left = 1 / epoch;
    const rough = (count: number, seed: number, size: number) => numbers(count, seed).map((x) => x * size * left);
    const means = simplex(C, p, 1).map((x, k) => x + rough(C * p, 3, 0.8)[k]!);
    const labels = Float64Array.from({ length: C * perClass }, (_, i) => i % C);
    const noise = rough(C * perClass * p, 5, 1);
    const features = Float64Array.from({ length: C * perClass * p }, (_, k) => means[labels[Math.floor(k / p)]! * p + (k % p)]! + noise[k]!);
    const weight = simplex(C, p, 2).map((x, k) => x + rough(C * p, 7, 1)[k]!);
    const examples = { features: Float32Array.from(features), labels: Uint32Array.from(labels), indices: Uint32Array.from(labels, (_, i) => i) };
    const part = encodeExamples(examples, p);
    const core = coreOf(features, labels, weight, new Float64Array(C), C, p);
    await addSnapshot(record, { ...core, metadata: { ...core.metadata, run: id, epoch, split: 'TRAIN', parts: { EXAMPLES: part.digest } } });
    const { id: snapshotId } = await record.snapshot.findFirstOrThrow({ where: { runId: id, epoch }, select: { id: true } });
    await record.snapshotPart.create({ data: { snapshotId, kind: 'EXAMPLES', digest: part.digest, bytes: part.bytes.length, data: part.bytes } });
  }
  return id;
}
