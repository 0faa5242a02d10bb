import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import type { Outcome } from './outcome.ts';
import { nc1Quotient } from './nc1-quotient.ts';
import { Reading } from './reading.ts';
import { flatMeans, refusalOf } from './refusals.ts';

/** What is to be said of each class; every array has C entries, NaN where a class has no value. */
export interface ClassMeasures {
  counts: Float64Array;
  spreads: Float64Array;
  meanNorms: Float64Array;
  classifierNorms: Float64Array | null;
  alignments: Float64Array | null;
  accuracies: Float64Array | null;
  nearestMeanAccuracies: Float64Array;
  quotient: Outcome;
}

/**
 * Collapse by class: which classes have drawn together, and which have not.
 *
 *   spread_c = v_c / Tr Σ_B      v_c mean squared distance of the class's samples to its mean, Tr Σ_B = (1/C) Σ_c |m_c|²
 *   Σ_c (n_c/N) spread_c = Tr Σ_W / Tr Σ_B = NC1_QUOTIENT: with equal classes that metric is the mean of the spreads
 *   Tr Σ_B is the mean squared distance of the class means to their centre; the mean squared distance between the class means,
 *   over pairs c < c', is 2C/(C-1) times it
 *   alignment_c = cos(w_c, m_c);  accuracy_c = confusion_cc / n_c;  nearest-mean accuracy_c = nearest_cc / n_c
 *
 * Shapes     v, n [C]; M [C,p] centred class means; W [C,p]; `confusion`, `nearest` [C,C] with the true label as row
 * Units      spreads, alignments and accuracies none; norms those of the features and of the weights. Spread >= 0, 0 at collapse
 * Needs      `counts`, `means`, `within`, `nearest`; `weight` and `confusion` where there is a classifier
 * Allocates  six arrays of C
 * Undefined  NaN for the spreads where all class means are equal, and for the alignment of a vector without length. A string in place
 *            of the answer where nothing can be measured: one class, or an empty one
 * Accuracy   relative 1e-15 times C: no inverse; accuracies exact
 * Source     METRICS.md, per-class companions; Tirer, Huang, Niles-Weed 2023 for their mean
 * Version    1   raise when a value can change
 */
export function classMeasures(core: SnapshotCore): ClassMeasures | string {
  const reading = new Reading(core);
  const refusal = refusalOf(reading);
  if (refusal) return refusal;
  const { C, p, means, weights } = reading;
  const between = flatMeans(reading) ? Number.NaN : reading.betweenTrace;
  return {
    counts: core.counts,
    spreads: core.within.map((square) => square / between),
    meanNorms: means.norms,
    classifierNorms: weights?.norms ?? null,
    alignments: weights && means.norms.map((norm, c) => rowProduct(weights.rows, means.rows, c, p) / (norm * weights.norms[c]!)),
    accuracies: core.confusion ? diagonalShares(core.confusion, core.counts, C) : null,
    nearestMeanAccuracies: diagonalShares(core.nearest, core.counts, C),
    quotient: nc1Quotient.measure!(reading),
  };
}

function rowProduct(A: Float64Array, B: Float64Array, c: number, p: number): number {
  let sum = 0;
  for (let k = c * p; k < (c + 1) * p; k++) sum += A[k]! * B[k]!;
  return sum;
}

const diagonalShares = (matrix: Uint32Array, counts: Float64Array, C: number) => counts.map((count, c) => matrix[c * C + c]! / count);
