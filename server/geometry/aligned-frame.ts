import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import type { Examples } from '../../prisma/snapshot/parts.ts';
import { centreRows } from '../linear-algebra/centre-rows.ts';
import { polarFactor } from '../linear-algebra/polar-factor.ts';
import { product } from '../linear-algebra/product.ts';
import { transpose } from '../linear-algebra/transpose.ts';
import { classVectors, type ClassVectors, type Refusal } from './class-vectors.ts';

/** One epoch as it is drawn: s classes and k examples in d dimensions, row-major. */
export interface Frame {
  /** [s,d] */
  means: Float64Array;
  /** [s,d]; null where there is no classifier, or all of its rows are zero */
  classifiers: Float64Array | null;
  /** [k,d] of the chosen classes; null where none were recorded or asked for */
  examples: Float64Array | null;
  exampleLabels: Uint32Array | null;
  exampleIndices: Uint32Array | null;
  /** share of the chosen means' squared length that lies in what is drawn */
  meansShown: number;
  classifiersShown: number | null;
  warnings: string[];
}

/**
 * Projects the arrows of one epoch onto the axes of a simplex.
 *
 *   D  the chosen rows of M less their own mean;  D = U S Vᵀ,  Q = U Vᵀ [s,p];  F = Bᵀ Q [d,p]
 *   a class mean is drawn at F m_c / avg |m|, a classifier at F w_c / avg |w|, an example at F (h - μ_G) / avg |m|
 *
 * Q is the answer of the orthogonal Procrustes problem: of all frames of the feature space the one that brings the chosen class
 * means nearest to the vertices of the simplex ETF. So each epoch is turned (and, p allowing, reflected) on its own towards one
 * and the same target, frames never spin, and turning the features changes nothing. The means are then drawn at (D Dᵀ)^½ B.
 *
 * Shapes     B [s,d] row-major, columns orthonormal and summing to 0; `classes` the s chosen ones
 * Undefined  directions that the chosen means do not span are left out (RANK_DEFICIENT); a reason where nothing can be drawn
 */
export function alignedFrame(core: SnapshotCore, classes: readonly number[], B: Float64Array, examples: Examples | null): Frame | Refusal {
  const vectors = classVectors(core, classes);
  if (typeof vectors === 'string') return vectors;
  const [s, p, d] = [classes.length, core.features, B.length / classes.length];
  const { Q, rank } = polarFactor(centreRows(vectors.means, s, p), s, p);
  if (rank === 0) return 'COINCIDING_MEANS: the means of the chosen classes are equal.';
  const F = product(transpose(B, s, d), transpose(Q, s, p), d, p, s);
  const means = product(vectors.means, F, s, d, p).map((entry) => entry / vectors.meanLength);
  const hasWeights = vectors.weights !== null && vectors.weightLength! > 0;
  const classifiers = hasWeights ? product(vectors.weights!, F, s, d, p).map((entry) => entry / vectors.weightLength!) : null;
  return {
    means,
    classifiers,
    ...drawnExamples(core, classes, F, examples, vectors),
    meansShown: shareOf(means, vectors.means, vectors.meanLength)!,
    classifiersShown: classifiers && shareOf(classifiers, vectors.weights!, vectors.weightLength!),
    warnings: warningsOf(core, vectors, rank, s),
  };
}

function drawnExamples(core: SnapshotCore, classes: readonly number[], F: Float64Array, examples: Examples | null, { shift, meanLength }: ClassVectors) {
  if (!examples) return { examples: null, exampleLabels: null, exampleIndices: null };
  const p = core.features;
  const kept = [...examples.labels.keys()].filter((i) => classes.includes(examples.labels[i]!));
  const X = new Float64Array(kept.length * p);
  kept.forEach((i, row) => {
    for (let k = 0; k < p; k++) X[row * p + k] = examples.features[i * p + k]! - core.means[k]! - shift[k]!;
  });
  return {
    examples: product(X, F, kept.length, F.length / p, p).map((entry) => entry / meanLength),
    exampleLabels: Uint32Array.from(kept, (i) => examples.labels[i]!),
    exampleIndices: Uint32Array.from(kept, (i) => examples.indices[i]!),
  };
}

/** Null of vectors without length. */
function shareOf(drawn: Float64Array, all: Float64Array, scale: number): number | null {
  const squares = (A: Float64Array, by: number) => A.reduce((sum, entry) => sum + (entry / by) ** 2, 0);
  const whole = squares(all, scale);
  return whole > 0 ? squares(drawn, 1) / whole : null;
}

function warningsOf({ classes: C, features: p }: SnapshotCore, { weightLength }: ClassVectors, rank: number, s: number): string[] {
  return [
    ...(p < C - 1 ? [`NO_SIMPLEX: ${p} features have no room for a simplex ETF of ${C} classes; it is drawn all the same.`] : []),
    ...(rank < Math.min(s - 1, p) ? [`RANK_DEFICIENT: the chosen class means span ${rank} of ${Math.min(s - 1, p)} directions; the others are left out.`] : []),
    ...(weightLength === 0 ? ["ZERO_WEIGHT: all of the classifier's rows are zero, so they are not drawn."] : []),
  ];
}
