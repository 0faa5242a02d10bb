// The program of a worker thread that draws: snapshots in, frames and matrices out.
import { CollapsarError } from '../../prisma/errors.ts';
import { decodeSnapshot } from '../../prisma/snapshot/codec.ts';
import { decodeExamples, type Examples } from '../../prisma/snapshot/parts.ts';
import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import { centreRows } from '../linear-algebra/centre-rows.ts';
import { alignedFrame, type Frame } from './aligned-frame.ts';
import { type ClassRelations, classRelations } from './class-relations.ts';
import { classVectors, type Refusal } from './class-vectors.ts';
import type { Answer, AxesTask, EpochTask, FrameTask } from './geometry-task.ts';
import { type PrincipalAxes, principalAxes } from './principal-axes.ts';

/** Draws a group of epochs, one after the other. */
export function drawFrames(tasks: FrameTask[]): Answer<Frame>[] {
  return tasks.map((task) =>
    answerFrom(task, (core) => {
      const examples = examplesOf(core, task.examples);
      const isDamaged = examples instanceof CollapsarError;
      const frame = alignedFrame(core, task.classes, task.axes, isDamaged ? null : examples);
      if (!isDamaged || typeof frame === 'string') return frame;
      return { answer: { ...frame, warnings: [...frame.warnings, `${examples.code}: ${examples.message}`] }, isLasting: false };
    }),
  );
}

/** The principal directions of one epoch's class means. */
export function findAxes(task: AxesTask): Answer<PrincipalAxes> {
  return answerFrom(task, (core) => {
    const vectors = classVectors(core, task.classes);
    if (typeof vectors === 'string') return vectors;
    const s = task.classes.length;
    return principalAxes(centreRows(vectors.means, s, core.features), s, core.features, task.dimensions);
  });
}

/** How the classes of one epoch stand to one another. */
export function relateClasses(task: EpochTask): Answer<ClassRelations> {
  return answerFrom(task, (core) => classRelations(core, task.classes));
}

function answerFrom<T extends object>(task: EpochTask, work: (core: SnapshotCore) => T | Refusal | { answer: T; isLasting: boolean }): Answer<T> {
  try {
    const found = work(decodeSnapshot(task.core, task.digest, task.place));
    if (typeof found === 'string') return { reason: found };
    return 'isLasting' in found ? found : { answer: found, isLasting: true };
  } catch (error) {
    if (error instanceof CollapsarError) return { corrupt: { code: error.code, message: error.message } };
    throw error;
  }
}

/** Null where none were recorded or asked for; an error where what the core names is damaged or gone. */
function examplesOf({ metadata, features }: SnapshotCore, part: FrameTask['examples']): Examples | null | CollapsarError {
  const digest = metadata.parts.EXAMPLES;
  if (!part || !digest) return null;
  if (!part.bytes) return new CollapsarError('DATA_CORRUPT', 'Recorded data is damaged: the examples that the snapshot names are gone; restore them from a backup.');
  try {
    return decodeExamples(part.bytes, digest, features);
  } catch (error) {
    if (error instanceof CollapsarError) return error;
    throw error;
  }
}
