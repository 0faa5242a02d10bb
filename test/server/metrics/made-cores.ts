import type { SnapshotCore } from '../../../prisma/snapshot/snapshot.ts';
import type { MetricId } from '../../../server/metrics/catalogue.ts';
import { measure } from '../../../server/metrics/measure.ts';
import type { Outcome } from '../../../server/metrics/outcome.ts';
import { coreOf } from '../../golden/golden-case.ts';

/** The rows of the simplex ETF of C vectors in p >= C dimensions, each of length r: sqrt(C/(C-1)) (I - 11ᵀ/C) r, then zeros. */
export function simplex(C: number, p: number, r: number): Float64Array {
  const rows = new Float64Array(C * p);
  for (let c = 0; c < C; c++) {
    for (let k = 0; k < C; k++) rows[c * p + k] = r * Math.sqrt(C / (C - 1)) * ((c === k ? 1 : 0) - 1 / C);
  }
  return rows;
}

/**
 * Means on a triangle in the plane, (2,0), (-1,1), (-1,-1), one sample each, with weights (4,0), (0,3), (0,-3).
 * MᵀM = diag(6, 2), so the singular values are √6 and √2; two pairs of means are at 135 degrees, one at 90.
 */
export function triangleCore(): SnapshotCore {
  const means = Float64Array.of(2, 0, -1, 1, -1, -1);
  return coreOf(means, Float64Array.of(0, 1, 2), Float64Array.of(4, 0, 0, 3, 0, -3), undefined, 3, 2);
}

/** Exact collapse onto a simplex of size r, with isotropic noise of variance s² in each dimension put on top as statistics. */
export function collapsedCore(C: number, p: number, r: number, s: number): SnapshotCore {
  const means = simplex(C, p, r);
  const labels = Float64Array.from({ length: C }, (_, c) => c);
  const core = coreOf(means, labels, simplex(C, p, 2 * r), undefined, C, p);
  core.within.fill(p * s * s);
  for (let a = 0; a < C; a++) {
    for (let b = 0; b < C; b++) {
      let dot = 0;
      for (let k = 0; k < p; k++) dot += means[a * p + k]! * means[b * p + k]!;
      core.scatter[a * C + b] = s * s * dot;
    }
  }
  return core;
}

/**
 * Four samples in the plane: class 0 at (0,0), (2,0), class 1 at (-1,1), (-1,-1), and W = [[3,0],[0,4]].
 * So M = [[1,0],[-1,0]], Σ_W = I/2, Σ_B = diag(1,0). The classifier takes (-1,-1) for class 0; (0,0) ties and goes to 0.
 */
export function planeCore(): SnapshotCore {
  const features = Float64Array.of(0, 0, 2, 0, -1, 1, -1, -1);
  return coreOf(features, Float64Array.of(0, 0, 1, 1), Float64Array.of(3, 0, 0, 4), undefined, 2, 2);
}

/** The packed upper triangle of a p x p matrix, given entry by entry. */
export function packed(p: number, entry: (i: number, j: number) => number): Float64Array {
  const triangle = new Float64Array((p * (p + 1)) / 2);
  for (let i = 0, k = 0; i < p; i++) for (let j = i; j < p; j++) triangle[k++] = entry(i, j);
  return triangle;
}

export function outcomeOf(core: SnapshotCore, id: MetricId, covariance?: Float64Array): Outcome {
  return measure(core, [id], covariance).get(id)!;
}

export function measuredValue(core: SnapshotCore, id: MetricId, covariance?: Float64Array): number {
  const { value, reason } = outcomeOf(core, id, covariance);
  if (value === null) throw new TypeError(`${id} has no value: ${reason}`);
  return value;
}

/** The codes of an outcome's warnings. */
export function warningCodes(outcome: Outcome): string[] {
  return outcome.warnings.map((warning) => warning.split(':', 1)[0]!);
}
