import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import { centreRows } from '../linear-algebra/centre-rows.ts';
import { mean } from '../linear-algebra/mean.ts';
import { rowNorms } from '../linear-algebra/row-norms.ts';

/** The arrows of one epoch: C classes, of which s are chosen, in p features. */
export interface ClassVectors {
  /** [s,p] chosen rows of M, μ_c - μ_G with μ_G the mean of all C class means */
  means: Float64Array;
  /** [s,p] chosen rows of W, not centred; null where there is no classifier */
  weights: Float64Array | null;
  /** mean length of all C rows of M, and of W: what a picture is scaled by */
  meanLength: number;
  weightLength: number | null;
  /** [p] μ_G - μ_0: with the mean of class 0 it takes a feature's place without rounding at the features' size */
  shift: Float64Array;
}

/** Why nothing can be drawn, beginning with a code. */
export type Refusal = string;

/** The arrows of a snapshot, or why there are none. */
export function classVectors(core: SnapshotCore, classes: readonly number[]): ClassVectors | Refusal {
  const { classes: C, features: p, counts } = core;
  const empty = counts.findIndex((count) => !(count > 0));
  if (empty >= 0) return `EMPTY_CLASS: no samples of class ${empty}.`;
  const M = centreRows(core.means, C, p);
  const W = core.weight ? Float64Array.from(core.weight) : null;
  const meanLength = mean(rowNorms(M, C, p));
  const weightLength = W && mean(rowNorms(W, C, p));
  if (meanLength === 0) return 'COINCIDING_MEANS: all class means are equal.';
  if (!Number.isFinite(meanLength + (weightLength ?? 0))) return 'NOT_FINITE: the snapshot holds numbers that are too large, or not finite.';
  const shift = M.subarray(0, p).map((entry) => -entry);
  return { means: rowsOf(M, classes, p), weights: W && rowsOf(W, classes, p), meanLength, weightLength, shift };
}

function rowsOf(A: Float64Array, rows: readonly number[], p: number): Float64Array {
  const chosen = new Float64Array(rows.length * p);
  rows.forEach((row, k) => {
    chosen.set(A.subarray(row * p, (row + 1) * p), k * p);
  });
  return chosen;
}
