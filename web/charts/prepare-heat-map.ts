import { MINUS, metric, plain } from '../formats/numbers.ts';
import type { Cell, HeatMapModel } from './heat-map-model.ts';

export interface CosinesInput {
  name: string;
  names: readonly string[];
  /** short names below the columns: the classes' numbers */
  shortNames: readonly string[];
  /** s x s, row by row */
  cosines: readonly (number | null)[];
  /** number of classes C of the whole run */
  classCount: number;
  /** how far from the ideal the colours reach, to either side */
  reach: number;
}

const STEPS = 9;

/** Cosines against the ideal -1/(C-1): too alike is brown, too opposed petrol, on the target the paler the nearer. */
export function prepareCosines({ name, names, shortNames, cosines, classCount, reach }: CosinesInput): HeatMapModel {
  const ideal = -1 / (classCount - 1);
  const s = names.length;
  const off = cosines.filter((_, i) => Math.floor(i / s) !== i % s);
  const beyond = { low: off.some((value) => value !== null && value < ideal - reach), high: off.some((value) => value !== null && value > ideal + reach) };
  return {
    name,
    names,
    shortNames,
    values: cosines,
    steps: cosines.map((value) => (value === null ? null : stepOf(value, ideal, reach))),
    isDiagonalStruck: true,
    ends: {
      low: `${beyond.low ? '≤ ' : ''}${two(ideal - reach)}`,
      middle: idealText(classCount),
      high: `${beyond.high ? '≥ ' : ''}${two(ideal + reach)}`,
    },
    told: (row, column) => told(names, cosines, { row, column }, classCount),
    summary: summaryOf(name, off, classCount),
  };
}

/** d0 is the most alike, d4 the target, d8 the most opposed. */
export function stepOf(value: number, ideal: number, reach: number): number {
  const place = (ideal + reach - value) / (2 * reach);
  return Math.max(0, Math.min(STEPS - 1, Math.floor(place * STEPS)));
}

const two = (value: number) => (Object.is(Number(value.toFixed(2)), -0) ? '0' : plain(Number(value.toFixed(2))));
export const idealText = (classCount: number) => (classCount === 2 ? `${MINUS}1` : `${MINUS}1/${classCount - 1}`);

function told(names: readonly string[], cosines: readonly (number | null)[], { row, column }: Cell, classCount: number): string {
  if (row === column) return `${names[row]} and itself`;
  const value = cosines[row * names.length + column] ?? null;
  const pair = `${names[row]} and ${names[column]}`;
  if (value === null) return `${pair}: no cosine, one of them has no length`;
  const away = value + 1 / (classCount - 1);
  const side = away > 0 ? 'above' : 'below';
  return `${pair}: ${metric(value)}, ${away === 0 ? 'on' : `${metric(Math.abs(away))} ${side}`} ${idealText(classCount)}`;
}

function summaryOf(name: string, off: readonly (number | null)[], classCount: number): string {
  const known = off.filter((value): value is number => value !== null);
  if (known.length === 0) return `${name}: none.`;
  const extreme = (best: (a: number, b: number) => number) => metric(known.reduce(best));
  return `${name} from ${extreme((a, b) => Math.min(a, b))} to ${extreme((a, b) => Math.max(a, b))}; the target is ${idealText(classCount)}. Arrow keys go from pair to pair.`;
}
