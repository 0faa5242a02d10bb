import type { SnapshotPlace } from '../../prisma/snapshot/codec.ts';

/** The snapshot of an epoch as it was recorded, and the classes to look at. */
export interface EpochTask {
  digest: string;
  place: SnapshotPlace;
  core: Uint8Array;
  classes: number[];
}

export interface FrameTask extends EpochTask {
  /** [s,d] see `alignedFrame` */
  axes: Float64Array;
  /** the part EXAMPLES, where it was recorded; absent when not asked for */
  examples?: { bytes: Uint8Array | null };
}

export interface AxesTask extends EpochTask {
  dimensions: number;
}

/** What came of an epoch: the answer, why there is none (true for ever), or what is damaged (true today). */
export type Answer<T> = { answer: T; isLasting: boolean } | { reason: string } | { corrupt: { code: string; message: string } };
