import type { FramesAnswer } from './geometry-documents.ts';

/** One measured epoch: flat coordinates, d numbers a vector. */
export interface Frame {
  epoch: number;
  means: readonly number[];
  classifiers: readonly number[] | null;
  examples: readonly number[] | null;
  exampleLabels: readonly number[];
  exampleIndices: readonly number[];
  meansShown: number | null;
  warnings: readonly string[];
}

/** What moves: the frames of some classes in order, and the target that stands still. */
export interface Motion {
  frames: Frame[];
  classes: number[];
  /** of all classes of the run */
  names: string[];
  classCount: number;
  dimensions: number;
  target: readonly number[];
  referenceEpoch: number | null;
  axisShares: readonly number[] | null;
  idealCosine: number;
  measuredEpochs: number[];
  conventions: readonly string[];
  /** epochs of which nothing can be drawn, and why */
  missing: { epoch: number; reason: string }[];
}

/** What is drawn at a moment; `isMeasured` where no interpolation took part. */
export interface Moment extends Omit<Frame, 'warnings' | 'meansShown'> {
  isMeasured: boolean;
}

const numbers = (column: readonly (number | null)[]) => column as readonly number[];

/** The frames of an answer; null when the target itself could not be read. */
export function motionOf(answer: FramesAnswer): Motion | null {
  if (!answer.target || !answer.frames) return null;
  const drawn = answer.frames.filter((frame) => frame.means !== null);
  return {
    frames: drawn.map(frameOf),
    classes: answer.classes.map(Number),
    names: namesOf(answer.run.classNames, answer.classCount),
    classCount: answer.classCount,
    dimensions: answer.dimensions,
    target: numbers(answer.target),
    referenceEpoch: answer.referenceEpoch,
    axisShares: answer.axisShares && numbers(answer.axisShares),
    idealCosine: answer.idealCosine,
    measuredEpochs: answer.measuredEpochs.map(Number),
    conventions: answer.conventions,
    missing: answer.frames.flatMap(({ epoch, means, reason }) => (means ? [] : [{ epoch, reason: reason ?? 'No reason was given.' }])),
  };
}

/** An imported run may have no names of its classes: they are then their numbers. */
export const namesOf = (known: readonly string[], classCount: number): string[] =>
  Array.from({ length: classCount }, (_, c) => known[c] ?? String(c));

function frameOf(frame: NonNullable<FramesAnswer['frames']>[number]): Frame {
  return {
    epoch: frame.epoch,
    means: numbers(frame.means ?? []),
    classifiers: frame.classifiers && numbers(frame.classifiers),
    examples: frame.examples && numbers(frame.examples),
    exampleLabels: numbers(frame.exampleLabels ?? []),
    exampleIndices: numbers(frame.exampleIndices ?? []),
    meansShown: frame.meansShown,
    warnings: frame.warnings,
  };
}

/**
 * The vectors at an epoch, whole or not: straight lines between the two measured epochs around it, in the logarithm of the epoch as
 * the time line has it. Before the first and after the last it is these. What only one of the two has is not drawn in between.
 */
export function momentAt(frames: readonly Frame[], epoch: number, place: (epoch: number) => number): Moment | null {
  const next = frames.findIndex((frame) => frame.epoch >= epoch);
  const after = frames[next === -1 ? frames.length - 1 : next];
  if (!after) return null;
  const before = frames[next - 1];
  if (after.epoch <= epoch || !before) return { ...after, isMeasured: true };
  const share = (place(epoch) - place(before.epoch)) / (place(after.epoch) - place(before.epoch));
  const isSameImages = before.exampleIndices.every((image, i) => image === after.exampleIndices[i]);
  return {
    epoch,
    means: between(before.means, after.means, share)!,
    classifiers: between(before.classifiers, after.classifiers, share),
    examples: isSameImages ? between(before.examples, after.examples, share) : null,
    exampleLabels: after.exampleLabels,
    exampleIndices: after.exampleIndices,
    isMeasured: false,
  };
}

function between(a: readonly number[] | null, b: readonly number[] | null, share: number): readonly number[] | null {
  if (!a || !b || a.length !== b.length) return null;
  return a.map((entry, i) => entry + share * (b[i]! - entry));
}
