/** A column as it is recorded: null where there is no finite value. */
export type Values = readonly (number | null)[];

/** Points that thinning keeps whatever else goes: first, last, one landmark, and the smallest and largest value of each metric. */
export const pointsAlwaysKept = (metricCount: number): number => 3 + 2 * metricCount;

/**
 * The indices of a curve that are kept when it may have at most `maxPoints`, ascending: all of them when it has no more.
 *
 * The same inputs give the same indices. First and last index, the landmark and the first smallest and first largest value of
 * each column are always kept. The rest are the last indices of equally many neighbours, so that all columns share one set.
 * `maxPoints` is at least pointsAlwaysKept of the columns.
 *
 * @param length   number of epochs; every column has as many values
 * @param landmark an index that must not be lost, e.g. of the terminal phase's first epoch; -1: none
 */
export function keptIndices(length: number, columns: readonly Values[], maxPoints: number, landmark = -1): number[] {
  if (length <= maxPoints) return Array.from({ length }, (_, i) => i);
  const kept = new Set([0, length - 1, ...columns.flatMap(extremeIndices)]);
  if (landmark >= 0) kept.add(landmark);
  const bucketCount = maxPoints - kept.size;
  for (let bucket = 1; bucket <= bucketCount; bucket++) kept.add(Math.floor((bucket * length) / bucketCount) - 1);
  return [...kept].sort((a, b) => a - b);
}

/** Where a column is smallest and largest; the first place where several are. Empty when no value is finite. */
function extremeIndices(values: Values): number[] {
  let [least, most] = [-1, -1];
  values.forEach((value, i) => {
    if (value === null) return;
    if (least < 0 || value < values[least]!) least = i;
    if (most < 0 || value > values[most]!) most = i;
  });
  return least < 0 ? [] : [least, most];
}

/**
 * The smallest and largest value that each kept index stands for: of the indices behind the kept one before it, up to
 * itself. Null where none of them has a finite value. Together the buckets hold every value once.
 */
export function bucketExtremes(values: Values, kept: readonly number[]): { min: (number | null)[]; max: (number | null)[] } {
  const buckets = kept.map((index, k) => values.slice(k === 0 ? 0 : kept[k - 1]! + 1, index + 1).filter((value) => value !== null));
  const over = (pick: (...numbers: number[]) => number) => buckets.map((bucket) => (bucket.length === 0 ? null : bucket.reduce((a, b) => pick(a, b))));
  return { min: over(Math.min), max: over(Math.max) };
}
