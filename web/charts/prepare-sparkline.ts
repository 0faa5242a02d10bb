import { metric } from '../formats/numbers.ts';
import type { Range } from './model.ts';
import { logScale } from './scales.ts';

export interface SparklineInput {
  epochs: readonly number[];
  values: readonly (number | null)[];
  terminalPhaseEpoch: number | null;
  /** common to a column of sparklines, so that they can be compared */
  domain: Range;
  lastEpoch: number;
  width: number;
  height: number;
}

export interface Sparkline {
  width: number;
  height: number;
  path: string;
  /** x of the terminal phase's rule */
  rule: number | null;
  end: { x: number; y: number } | null;
  label: string;
}

/** Both axes logarithmic. A gap breaks the line; what has no logarithm (zero, epoch 0) stands at the edge. */
export function prepareSparkline(input: SparklineInput): Sparkline {
  const { epochs, values, terminalPhaseEpoch, width, height } = input;
  const x = logScale([1, Math.max(2, input.lastEpoch)], [1, width - 4]);
  const y = logScale(input.domain, [height - 3, 3]);
  const at = (i: number) => ({ x: x(Math.max(1, epochs[i]!))!, y: y(Math.max(input.domain[0], values[i] ?? 0))! });
  const drawn = epochs.map((_, i) => i).filter((i) => values[i] != null);
  const last = drawn.at(-1);
  return {
    width,
    height,
    path: drawn
      .map((i, k) => `${k > 0 && drawn[k - 1] === i - 1 ? 'L' : 'M'}${at(i).x.toFixed(1)},${at(i).y.toFixed(1)}`)
      .join(''),
    rule: terminalPhaseEpoch === null ? null : x(Math.max(1, terminalPhaseEpoch))!,
    end: last === undefined ? null : at(last),
    label: last === undefined ? 'NC1: no value yet' : `NC1 over epochs, last ${metric(values[last])}`,
  };
}

/** One domain for a column of sparklines: all their positive values. */
export function sparklineDomain(columns: readonly (readonly (number | null)[])[]): Range {
  const positive = columns.flatMap((column) => column.filter((value): value is number => value !== null && value > 0));
  if (positive.length === 0) return [0.1, 1];
  const low = Math.min(...positive);
  const high = Math.max(...positive);
  return low === high ? roomAround(low) : [low, high];
}

const roomAround = (value: number): Range => [value / 2, value * 2];
