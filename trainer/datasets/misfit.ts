import { CollapsarError } from '../../prisma/errors.ts';

/** A file that is whole, and yet cannot be one of this data set. `what` names it, what it has and what it should have. */
export function misfit(what: string): CollapsarError {
  return new CollapsarError(
    'DATA_SET_DAMAGED',
    `${what}; replace the file, or delete it so that the official one is fetched.`,
  );
}

export interface LabelRule {
  dataSet: string;
  /** named in the message */
  path: string;
  /** as the file writes them */
  lowest: number;
  highest: number;
}

/** Errors: DATA_SET_DAMAGED naming the first label outside the rule and its position. */
export function checkLabels(labels: ArrayLike<number>, { dataSet, path, lowest, highest }: LabelRule): void {
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (label >= lowest && label <= highest) continue;
    throw misfit(
      `${path} has the label ${label} at position ${i}, and those of ${dataSet} are ${lowest} to ${highest}`,
    );
  }
}

/** Errors: DATA_SET_DAMAGED where images and their labels are not equally many. */
export function checkCounts(images: { path: string; count: number }, labels: { path: string; count: number }): void {
  if (images.count === labels.count) return;
  throw misfit(`${labels.path} holds ${labels.count} labels, and ${images.path} holds ${images.count} images`);
}
