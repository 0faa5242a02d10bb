import type { PrismaClient, Run, Split } from '../../prisma/client.ts';
import { decodeDisagreements } from '../../prisma/snapshot/parts.ts';

/** An image of a data set. */
interface Picture {
  dataset: string;
  datasetDigest: string;
  split: Split;
  index: number;
}

/**
 * Which pictures the recorded study keeps: of the images on which classifier and nearest class mean differ in the first epoch of a run's
 * terminal phase or in its last, since a picture is longer than all else that is recorded of an image.
 */
export async function keptPictures(record: PrismaClient, runs: readonly Run[]): Promise<(picture: Picture) => boolean> {
  const kept = new Set<string>();
  for (const { id, dataset, datasetDigest, terminalPhaseEpoch, lastEpoch } of runs) {
    if (datasetDigest === null) continue;
    const parts = await record.snapshotPart.findMany({
      where: { kind: 'DISAGREEMENTS', snapshot: { runId: id, layer: 'last', epoch: { in: [terminalPhaseEpoch ?? lastEpoch, lastEpoch] } } },
      select: { digest: true, data: true, snapshot: { select: { split: true } } },
    });
    for (const { data, digest, snapshot: { split } } of parts) for (const index of decodeDisagreements(data, digest).index) kept.add(keyOf({ dataset, datasetDigest, split, index }));
  }
  return (picture) => kept.has(keyOf(picture));
}

const keyOf = ({ dataset, datasetDigest, split, index }: Picture) => JSON.stringify([dataset, datasetDigest, split, index]);
