import type { Range } from './model.ts';
import { niceStep } from './ticks.ts';

/** Where a log axis without a single positive value stands: two decades, so that it looks like one. */
const EMPTY_LOG: Range = [0.01, 1];

/**
 * Domain of a log axis: the positive values, widened to 1, 2 or 5 times a power of ten, so that a new live value
 * seldom moves it; `top`, where there is one (a share ends at 1), is never passed. Zeros are not part of it, they have the rail. Values are never clamped.
 */
export function logDomain(values: readonly number[], top?: number): Range {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0) return top ? [top / 100, top] : EMPTY_LOG;
  const low = below(Math.min(...positive));
  const high = Math.max(top ?? 0, above(Math.max(...positive)));
  if (high / low >= 5) return [low, high];
  return top === undefined ? [low / 2, high * 2] : [low / 10, high];
}

function below(value: number): number {
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  const digit = [5, 2, 1].find((each) => Number(`${each}e${exponent}`) <= value * (1 + 1e-9));
  return Number(`${digit}e${exponent}`);
}

function above(value: number): number {
  const exponent = Math.floor(Math.log10(value) - 1e-9);
  const digit = [1, 2, 5, 10].find((each) => Number(`${each}e${exponent}`) >= value * (1 - 1e-9));
  return Number(`${digit}e${exponent}`);
}

/** Domain of a linear axis: from 0 (or below, where there are negative values) to the next whole tick, but not past `top`, unless a value is. */
export function linearDomain(values: readonly number[], top = Number.POSITIVE_INFINITY): Range {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  if (low === high) return [0, 1];
  const step = niceStep(high - low, 4);
  const end = Number((Math.ceil(high / step - 1e-9) * step).toPrecision(12));
  return [Math.floor(low / step + 1e-9) * step, Math.max(high, Math.min(end, top))];
}

/** Parts of the planned epochs at which the axis of a run in training ends: it grows in steps, not with every point. */
const PARTS = [1 / 64, 1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 3 / 4, 1];

/** Where the epoch axis ends: at the last epoch of an ended run, at a part of the planned epochs of one in training. */
export function lastEpochOnAxis(lastEpoch: number, plannedEpochs: number, isEnded: boolean): number {
  if (isEnded) return Math.max(lastEpoch, 1);
  const parts = PARTS.map((part) => Math.ceil(plannedEpochs * part)).filter((end) => end >= 4);
  return parts.find((end) => end >= lastEpoch) ?? Math.max(lastEpoch, plannedEpochs, 1);
}
