import { cholesky } from '../linear-algebra/cholesky.ts';
import { dot } from '../linear-algebra/dot.ts';
import { extremeEigenvalues } from '../linear-algebra/extreme-eigenvalues.ts';
import { forwardSolveRows } from '../linear-algebra/forward-solve-rows.ts';
import { gram } from '../linear-algebra/gram.ts';
import { product } from '../linear-algebra/product.ts';
import { singularBasis } from '../linear-algebra/singular-basis.ts';
import { solveRows } from '../linear-algebra/solve-rows.ts';
import { symmetricEigen } from '../linear-algebra/symmetric-eigen.ts';
import { transpose } from '../linear-algebra/transpose.ts';
import { CONVENTION, defineMetric, PAPER } from './metric.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { Reading } from './reading.ts';
import { flatMeans } from './refusals.ts';
import { fewSamples, floatFloor, imbalanced, noSimplex } from './warnings.ts';

const EPSILON = 2 ** -52;
const ILL_CONDITIONED = 1e8;

/**
 * NC1: within-class spread against between-class spread.
 *
 *   NC1 = tr(Σ_W Σ_B⁺) / C = tr(K⁺ A K⁺)     K = M Mᵀ,  A = M Σ_W Mᵀ
 *
 * With K of rank C-1 its null vector is 1, and A 1 = 0: so K⁺ may be replaced by (K + a 11ᵀ)⁻¹ for any a > 0, which one
 * Cholesky factor gives; for p < C-1 it is taken of MᵀM. Where the means are of lower rank, or nearly so, the pseudo-inverse
 * is taken from the eigenvalues that count.
 *
 * All of that squares the condition of M. Where K is ill-conditioned and Σ_W itself was recorded, the trace is therefore taken
 * in an orthonormal basis of M's rows instead: M = U S Vᵀ by one-sided Jacobi, NC1 = Σ_k v_kᵀ Σ_W v_k / s_k².
 *
 * Shapes     M [C,p] centred class means, row-major; A [C,C]; K [C,C], rank <= min(C-1, p)
 * Units      none (ratio of squared lengths); >= 0; 0 at exact collapse; log axis
 * Needs      `means`, `scatter`; `covariance` where K is ill-conditioned
 * Allocates  a few C x C buffers (p x p where p < C); p x p where the covariance is used, which takes seconds for 1,000 classes
 * Undefined  all means equal: null, COINCIDING_MEANS
 * Accuracy   relative cond(K) 2^-52: above cond(K) = 1e8 the covariance makes it sqrt cond(K) 2^-52, or ILL_CONDITIONED says so; an
 *            eigenvalue of K counts when it is > λ_max max(p, C) 2^-52, and RANK_DEFICIENT says when fewer than min(C-1, p) do
 * Source     Papyan, Han, Donoho 2020, arXiv 2008.08186, Fig. 6; Moore-Penrose inverse as in the authors' notebook
 * Version    1   raise when the value can change
 */
function withinAgainstBetween(reading: Reading): Outcome {
  const warnings = [...imbalanced(reading), ...noSimplex(reading), ...fewSamples(reading), ...floatFloor(reading)];
  const refusal = flatMeans(reading);
  if (refusal) return noValue(refusal, warnings);
  const { trace, warnings: ofRank } = traceOf(reading);
  // A is positive semi-definite; its rounding is not
  return withValue(Math.max(0, trace), [...warnings, ...ofRank]);
}

interface Trace {
  trace: number;
  /** by how much rounding grows: the condition, in the dimensions that count, of K, or of M where the covariance was used */
  condition: number;
  warnings: string[];
}

function traceOf(reading: Reading): Trace {
  const regular = reading.p >= reading.C - 1 ? byCholesky(reading) : byFeatures(reading);
  const found = regular ?? byEigenvalues(reading);
  if (found.condition <= ILL_CONDITIONED) return found;
  if (reading.covariance) return byCovariance(reading);
  return { ...found, warnings: [...found.warnings, conditionWarning(found.condition)] };
}

/** tr((K + a 11ᵀ)⁻¹ A (K + a 11ᵀ)⁻¹); null where the rank of K is in doubt. */
function byCholesky({ core, C, p, K }: Reading): Trace | null {
  // a is chosen so that the added eigenvalue is the mean of the others: the condition number stays that of K
  let trace = 0;
  for (let c = 0; c < C; c++) trace += K[c * C + c]!;
  const a = trace / (C - 1) / C;
  return regularTrace(
    K.map((entry) => entry + a),
    core.scatter,
    C,
    Math.max(p, C),
  );
}

/**
 * The same for p < C-1, where K has rank p at most. With MᵀM = L Lᵀ the columns of Q = M L⁻ᵀ are orthonormal and
 * K = Q (LᵀL) Qᵀ, so that tr(K⁺ A K⁺) = tr((LᵀL)⁻¹ QᵀAQ (LᵀL)⁻¹), all of it p x p. Null where the rank of M is in doubt.
 */
function byFeatures({ core, C, p, means }: Reading): Trace | null {
  const L = cholesky(gram(transpose(means.rows, C, p), p, C), p);
  if (!L) return null;
  const Q = Float64Array.from(means.rows);
  forwardSolveRows(L, p, Q, C);
  const Qt = transpose(Q, C, p);
  const QtA = product(Qt, core.scatter, p, C, C); // A is symmetric: its rows are its columns
  return regularTrace(gram(transpose(L, p, p), p, p), product(QtA, Qt, p, p, C), p, Math.max(p, C));
}

/** tr(B⁻¹ A B⁻¹) for B [n,n] positive definite; null where an eigenvalue of B is near the limit of those that count. */
function regularTrace(B: Float64Array, A: Float64Array, n: number, size: number): Trace | null {
  const L = cholesky(B, n);
  if (!L) return null;
  const { largest, smallest } = extremeEigenvalues(B, L, n);
  // ten times the rank rule: near its limit the exact eigenvalues decide
  if (!(smallest > 10 * largest * size * EPSILON)) return null;
  return { trace: sandwichTrace(L, A, n), condition: largest / smallest, warnings: [] };
}

/** tr(B⁻¹ A B⁻¹) with B = L Lᵀ: solves for the columns of A, then the rows of what came out. */
function sandwichTrace(L: Float64Array, A: Float64Array, n: number): number {
  const X = Float64Array.from(A);
  solveRows(L, n, X, n);
  const Y = transpose(X, n, n);
  solveRows(L, n, Y, n);
  let trace = 0;
  for (let c = 0; c < n; c++) trace += Y[c * n + c]!;
  return trace;
}

/** Σ_k u_kᵀ A u_k / λ_k² over the eigenvalues λ_k of K that count, u_k their unit eigenvectors; from the smaller of K and MᵀM. */
function byEigenvalues({ core, C, p, K, means }: Reading): Trace {
  const n = Math.min(C, p);
  const { values, vectors } = symmetricEigen(p < C ? gram(transpose(means.rows, C, p), p, C) : K, n);
  const rank = rankOf(values, C, p);
  const counting = vectors.subarray(0, rank * n);
  // an eigenvector v of MᵀM gives that of K as M v / sqrt λ
  const U = p < C ? product(counting, means.rows, rank, C, p) : counting;
  if (p < C) for (let k = 0; k < rank * C; k++) U[k]! /= Math.sqrt(values[Math.floor(k / C)]!);
  return weightedTrace(U, core.scatter, C, values, rank, rankWarning(rank, C, p));
}

/** Σ_k v_kᵀ Σ_W v_k / s_k² over the singular values s_k of M that count. */
function byCovariance({ C, p, means, covarianceMatrix }: Reading): Trace {
  const { values, vectors } = singularBasis(means.rows, C, p);
  const rank = rankOf(values.map((value) => value ** 2), C, p);
  return weightedTrace(vectors, covarianceMatrix, p, values, rank, rankWarning(rank, C, p));
}

/** Σ_k x_kᵀ A x_k / weight_k² over the first `rank` rows x_k of X, A [n,n] symmetric. Rank 0: K overflowed, as not all means are equal. */
function weightedTrace(X: Float64Array, A: Float64Array, n: number, weights: Float64Array, rank: number, warnings: string[]): Trace {
  if (rank === 0) return { trace: Number.NaN, condition: 1, warnings };
  const XA = product(X.subarray(0, rank * n), A, rank, n, n);
  let trace = 0;
  for (let k = 0; k < rank; k++) trace += dot(X, k * n, XA, k * n, n) / weights[k]! ** 2;
  return { trace, condition: weights[0]! / weights[rank - 1]!, warnings };
}

/** How many of K's eigenvalues, largest first, count. */
function rankOf(eigenvalues: Float64Array, C: number, p: number): number {
  return eigenvalues.subarray(0, Math.min(C - 1, p)).filter((value) => value > eigenvalues[0]! * Math.max(p, C) * EPSILON).length;
}

function rankWarning(rank: number, C: number, p: number): string[] {
  const possible = Math.min(C - 1, p);
  return rank < possible ? [`RANK_DEFICIENT: the class means span ${rank} of ${possible} possible dimensions.`] : [];
}

function conditionWarning(condition: number): string {
  const error = (condition * EPSILON).toExponential(0);
  return `ILL_CONDITIONED: the class means are nearly dependent (condition ${condition.toExponential(0)}); estimated relative error ${error}.`;
}

export const nc1 = defineMetric({
  id: 'NC1',
  symbol: 'NC1',
  title: 'Within-class spread',
  meaning: 'How large the spread within the classes is beside that between them, in the directions that tell the classes apart.',
  formula: 'Tr(Σ_{W} Σ_{B}^{+}) / C',
  axis: 'LOG',
  needs: ['means', 'scatter'],
  source: PAPER,
  conventions: [
    CONVENTION.dividedByC,
    'Covariances divide by N and by C; an eigenvalue of Σ_{B} counts above λ_{max} max(p, C) 2^{-52}.',
    CONVENTION.globalMean,
    CONVENTION.rawFeatures,
  ],
  figure: 'Fig. 6',
  measure: withinAgainstBetween,
});
