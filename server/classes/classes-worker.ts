// The program of a worker thread: a snapshot in, its classes out. A core of a thousand classes is tens of megabytes to verify.
import { CollapsarError } from '../../prisma/errors.ts';
import { decodeSnapshot } from '../../prisma/snapshot/codec.ts';
import { classMeasures } from '../metrics/class-measures.ts';
import type { ClassesAnswer, ClassesTask } from './classes-task.ts';

/** Verifies one snapshot and measures its classes. */
export function readClasses({ core: bytes, digest, place }: ClassesTask): ClassesAnswer {
  try {
    const core = decodeSnapshot(bytes, digest, place);
    const measures = classMeasures(core);
    if (typeof measures === 'string') return { reason: measures };
    return { answer: { ...measures, nearest: core.nearest, confusion: core.confusion ?? null, agreement: core.agreement ?? null } };
  } catch (error) {
    if (error instanceof CollapsarError) return { corrupt: { code: error.code, message: error.message } };
    throw error;
  }
}
