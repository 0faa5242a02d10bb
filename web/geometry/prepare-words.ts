import { plural } from '../formats/names.ts';
import { count, share } from '../formats/numbers.ts';
import type { Motion } from './motion.ts';

const WORDS = ['', '', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** "All ten classes", "200 of 1 000 classes". */
export function classesText({ classes, classCount }: Pick<Motion, 'classes' | 'classCount'>): string {
  if (classes.length < classCount) return `${count(classes.length)} of ${count(classCount)} classes`;
  return `All ${WORDS[classCount] ?? count(classCount)} classes`;
}

/** What the axes are, and how much of the class means they show. */
export function axesText({ referenceEpoch, axisShares, classes }: Pick<Motion, 'referenceEpoch' | 'axisShares' | 'classes'>): string {
  if (referenceEpoch === null || !axisShares) return `the whole simplex of ${plural(classes.length, 'class').replace('classs', 'classes')}`;
  return `principal directions of the means at epoch ${referenceEpoch}; they hold ${axisShares.map(share).join(', ')} of their variance`;
}

/** What a reader should know of the frames, each once: warnings begin with a code in capitals. */
export function frameNotes({ frames, missing }: Pick<Motion, 'frames' | 'missing'>, epoch: number): string[] {
  const warnings = frames.find((frame) => frame.epoch === epoch)?.warnings ?? [];
  const lost = missing.length === 0 ? [] : [`Not drawn: ${plural(missing.length, 'epoch')} (${missing.map((each) => each.epoch).slice(0, 5).join(', ')}${missing.length > 5 ? ', …' : ''}). ${missing[0]!.reason}`];
  return [...warnings, ...lost].map((text) => text.replace(/^([A-Z0-9_]+):\s*/, ''));
}
