import type { SnapshotCore, SnapshotMetadata } from '../../prisma/snapshot/snapshot.ts';
import type { Split, SplitSums } from './class-sums.ts';

/** The snapshot of a split, from its sums; `metadata` says where it belongs. */
export function coreOf(sums: SplitSums, { features, classes, classifier }: Split, metadata: Omit<SnapshotMetadata, 'featureType' | 'largestFeature'>): SnapshotCore {
  const { samples, counts, means, within, scatter, nearest, confusion, agreement, largest } = sums;
  return {
    ...{ classes, features: features.shape[1]!, samples, counts, means, within, scatter, nearest, confusion, agreement },
    weight: classifier?.weight,
    bias: classifier?.bias,
    metadata: { ...metadata, featureType: features.type, largestFeature: largest },
  };
}
