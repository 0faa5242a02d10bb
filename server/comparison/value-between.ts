/** A run's measured epochs: position on the common axis, and the value; null where the metric is undefined or still being computed. */
export interface MeasuredPoints {
  positions: readonly number[];
  values: readonly (number | null)[];
}

/**
 * The value at a position: as measured, or on the straight line between the measured epochs on both sides of it. The line is drawn
 * through the logarithms when `isLog` and both values are above zero.
 *
 * Undefined  outside the measured epochs (nothing is extrapolated), and next to one without a value: null
 */
export function valueBetween({ positions, values }: MeasuredPoints, position: number, isLog: boolean): number | null {
  const after = firstAtOrAfter(positions, position);
  if (positions[after] === position) return values[after] ?? null;
  const [left, right] = [values[after - 1] ?? null, values[after] ?? null];
  if (left === null || right === null) return null;
  const part = (position - positions[after - 1]!) / (positions[after]! - positions[after - 1]!);
  if (isLog && left > 0 && right > 0) return Math.exp((1 - part) * Math.log(left) + part * Math.log(right));
  return (1 - part) * left + part * right;
}

/** Index of the first of the ascending positions that is not below the one given; their number when all are. */
function firstAtOrAfter(positions: readonly number[], position: number): number {
  let [low, high] = [0, positions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (positions[middle]! < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
