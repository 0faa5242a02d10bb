import { CollapsarError } from '../../prisma/errors.ts';
import type { Labels } from './data-set.ts';
import { seededDraw } from './seeded-draw.ts';

/** Part of the draw's key: the same seed must not pick related positions in both splits. Never change a value: old runs depend on it. */
const STREAM = { train: 1, test: 2 } as const;

export interface SubsetRequest {
  dataSet: string;
  split: keyof typeof STREAM;
  classes: number;
  /** null: all images */
  perClass: number | null;
  seed: number;
}

/**
 * Which images of a split are kept: `perClass` of each class, drawn without replacement, as ascending positions in the split.
 * The draw depends on seed, split and class alone.
 * Errors: BAD_USER_INPUT for a count that is no whole number from 1 on; DATA_SET_TOO_SMALL where a class has fewer, or none at all.
 */
export function balancedSubset(labels: Labels, request: SubsetRequest): Int32Array {
  const { perClass, seed, split } = request;
  checkRequest(request);
  const members = membersOfClasses(labels, request.classes);
  checkSizes(members, request);
  if (perClass === null) return Int32Array.from({ length: labels.length }, (_, index) => index);
  const kept = new Int32Array(perClass * members.length);
  members.forEach((member, label) => {
    kept.set(seededDraw(member, perClass, [seed, STREAM[split], label]), label * perClass);
  });
  return kept.sort();
}

function checkRequest({ dataSet, split, perClass, seed }: SubsetRequest): void {
  if (perClass !== null && !(Number.isSafeInteger(perClass) && perClass >= 1)) {
    throw new CollapsarError(
      'BAD_USER_INPUT',
      `${dataSet}: ${perClass} ${split} images per class were asked for; give a whole number from 1 on, or leave it out for all.`,
    );
  }
  if (!Number.isSafeInteger(seed)) {
    throw new CollapsarError('BAD_USER_INPUT', `${dataSet}: the seed is ${seed}; give a whole number.`);
  }
}

function membersOfClasses(labels: Labels, classes: number): Int32Array[] {
  const counts = new Int32Array(classes);
  for (const label of labels) counts[label]!++;
  const members = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index]!;
    members[label]![counts[label]!++] = index;
  }
  return members;
}

function checkSizes(members: Int32Array[], { dataSet, split, perClass }: SubsetRequest): void {
  const smallest = members.reduce(
    (least, member, label) => (member.length < members[least]!.length ? label : least),
    0,
  );
  const size = members[smallest]!.length;
  if (size === 0) {
    throw new CollapsarError(
      'DATA_SET_TOO_SMALL',
      `${dataSet}: no ${split} image has the label ${smallest}; each of the ${members.length} classes needs at least one, so use other files.`,
    );
  }
  if (perClass !== null && perClass > size) {
    throw new CollapsarError(
      'DATA_SET_TOO_SMALL',
      `${dataSet}: ${perClass} ${split} images per class were asked for, but label ${smallest} has only ${size}; ask for at most ${size}.`,
    );
  }
}
