import type { SnapshotPlace } from '../../prisma/snapshot/codec.ts';
import type { ClassMeasures } from '../metrics/class-measures.ts';

/** A snapshot as it was recorded, on its way to a worker. */
export interface ClassesTask {
  digest: string;
  place: SnapshotPlace;
  core: Uint8Array;
}

/** The classes of one snapshot, and how its images were told apart; matrices are [C,C], row by row. */
export interface ClassesRead extends ClassMeasures {
  nearest: Uint32Array;
  confusion: Uint32Array | null;
  agreement: Uint32Array | null;
}

/** What came of it: the answer, why there is none, or what is damaged. */
export type ClassesAnswer = { answer: ClassesRead } | { reason: string } | { corrupt: { code: string; message: string } };
