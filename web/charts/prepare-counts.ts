import { count, share } from '../formats/numbers.ts';
import type { HeatMapModel } from './heat-map-model.ts';

export interface CountsInput {
  name: string;
  names: readonly string[];
  /** s x s, row by row */
  counts: readonly (number | null)[];
  /** what a row is and what a column, in a sentence about one cell: "true", "chosen" */
  row: string;
  column: string;
}

const STEPS = 7;

/** Counts off the diagonal on a logarithmic scale; the diagonal, where both agree, is struck out and told in words. */
export function prepareCounts({ name, names, counts, row, column }: CountsInput): HeatMapModel {
  const s = names.length;
  const isOwn = (i: number) => Math.floor(i / s) === i % s;
  const off = counts.filter((_, i) => !isOwn(i)).map((value) => value ?? 0);
  const largest = Math.max(0, ...off);
  const [all, apart] = [counts.reduce<number>((sum, value) => sum + (value ?? 0), 0), off.reduce((sum, value) => sum + value, 0)];
  return {
    name,
    names,
    shortNames: names.map((_, c) => String(c)),
    values: counts,
    scale: 'sequential',
    steps: counts.map((value) => (value === null ? null : countStep(value, largest))),
    isDiagonalStruck: true,
    ends: { low: '0', middle: '', high: largest > 1 ? `${count(largest)}, log` : count(largest) },
    text: count,
    rowsAre: `${row} \\ ${column}`,
    hint: `${count(apart)} of ${count(all)} images (${share(all === 0 ? null : apart / all)}) lie off the diagonal. Point at a cell.`,
    told: (a, b) => {
      const images = `${count(counts[a * s + b])} of ${count(all)} images`;
      return a === b ? `${names[a]}, ${row} and ${column}: ${images}` : `${row} ${names[a]}, ${column} ${names[b]}: ${images}`;
    },
    summary: `${name}: ${count(apart)} of ${count(all)} images lie off the diagonal, at most ${count(largest)} in one cell. Arrow keys go from cell to cell.`,
  };
}

/** 0 has the palest step alone; from 1 on the steps are equally long on a logarithmic scale. */
export function countStep(value: number, largest: number): number {
  if (value <= 0) return 0;
  if (largest <= 1) return STEPS - 1;
  return Math.min(STEPS - 1, 1 + Math.floor((Math.log(value) / Math.log(largest)) * (STEPS - 1)));
}
