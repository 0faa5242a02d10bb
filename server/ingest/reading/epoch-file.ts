import type { EncodedBlob } from '../../../prisma/snapshot/codec.ts';
import type { Role } from '../find-arrays.ts';

/** A file of one epoch that is to become snapshots. Travels to a worker thread. */
export interface EpochFile {
  /** where its bytes lie */
  file: string;
  /** the names its arrays have, where they are others than those looked for */
  arrays: Partial<Record<Role, string>>;
  run: string;
  epoch: number;
  /** which split `features` are of; `test_features` beside those of TRAIN are recorded too */
  split: 'TRAIN' | 'TEST';
  layer: string;
  /** null: as the file says */
  weightDecay: number | null;
  lossReduction: string | null;
  loss?: string;
  /** whether samples with features that are not finite are left out */
  allowNonFinite: boolean;
  /** [C,p] of the TRAIN snapshot of the epoch, for a file of the split TEST alone */
  trainMeans?: Float64Array;
}

/** A snapshot ready for its rows. */
export interface ReadSnapshot {
  split: 'TRAIN' | 'TEST';
  layer: string;
  classes: number;
  features: number;
  samples: number;
  core: EncodedBlob;
  parts: (EncodedBlob & { kind: 'COVARIANCE' | 'EXAMPLES' | 'DISAGREEMENTS' })[];
  /** share of samples that the classifier takes for another class; null where there is no classifier */
  error: number | null;
  /** how many numbers were not finite, where samples were left out for that; null where none was */
  leftOut: string | null;
}

/** Why a file was refused: errors lose their class on the way between threads. */
export interface Refused {
  rule: string;
  message: string;
  /** the array that it is about */
  member: string | null;
}

export type EpochFileResult = { snapshots: ReadSnapshot[] } | { refused: Refused };
