import path from 'node:path';
import type { FileMeasures, SplitMeasures } from './measure.ts';

/** A file's measures with what the lists of several files order and show them by. */
export interface Answer extends FileMeasures {
  file: string;
}

/** As --json prints them: one object for one file, else an array. */
export function toJson(answers: Answer[]): string {
  const objects = answers.map(toObject);
  if (objects.length > 1) return JSON.stringify(objects, null, 2);
  const { epoch, ...only } = objects[0]!;
  return JSON.stringify(epoch === null ? only : objects[0], null, 2);
}

function toObject({ file, epoch, classes, features, test, ...train }: Answer) {
  return { file, epoch, classes, features, ...splitObject(train), ...(test && { test: splitObject(test) }) };
}

function splitObject({ samples, metrics, warnings }: SplitMeasures): object {
  return { samples, metrics: Object.fromEntries(metrics), warnings };
}

/** By epoch, those without one last; by name where epochs are equal. */
export function inOrder(answers: Answer[]): Answer[] {
  const rank = ({ epoch }: Answer) => epoch ?? Number.POSITIVE_INFINITY;
  return [...answers].sort((a, b) => (rank(a) === rank(b) ? (a.file < b.file ? -1 : 1) : rank(a) - rank(b)));
}

/**
 * The epoch in a file's name: the number behind the word epoch, else its last number where there are several files to order; null when there
 * is none.
 */
export function epochInName(file: string, oneOfSeveral: boolean): number | null {
  const name = path.basename(file).replace(/\.[^.]*$/, '');
  const behindTheWord = /epoch[-_ =.]*(\d+)/i.exec(name)?.[1];
  const found = behindTheWord ?? (oneOfSeveral ? name.match(/\d+/g)?.at(-1) : undefined);
  return found === undefined || found.length > 15 ? null : Number(found);
}
