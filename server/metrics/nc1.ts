import { cholesky } from '../linear-algebra/cholesky.ts';
import { choleskySolve } from '../linear-algebra/cholesky-solve.ts';
import { dot } from '../linear-algebra/dot.ts';
import { extremeEigenvalues } from '../linear-algebra/extreme-eigenvalues.ts';
import { gram } from '../linear-algebra/gram.ts';
import { symmetricEigen } from '../linear-algebra/symmetric-eigen.ts';
import { transpose } from '../linear-algebra/transpose.ts';
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
 * Cholesky factor gives. Where K is of lower rank, or nearly so, the pseudo-inverse is taken from the eigenvalues that count.
 *
 * Shapes     M [C,p] centred class means, row-major; A [C,C]; K [C,C], rank <= min(C-1, p)
 * Units      none (ratio of squared lengths); >= 0; 0 at exact collapse; log axis
 * Needs      `means`, `scatter`
 * Allocates  a few C x C buffers (p x p where p < C)
 * Undefined  all means equal: null, COINCIDING_MEANS
 * Accuracy   relative cond(K) 2^-52: ILL_CONDITIONED says so above cond(K) = 1e8; an eigenvalue of K counts when it is
 *            > λ_max max(p, C) 2^-52, and RANK_DEFICIENT says when fewer than min(C-1, p) do
 * Source     Papyan, Han, Donoho 2020, arXiv 2008.08186, Fig. 6; Moore-Penrose inverse as in the authors' notebook
 * Version    1   raise when the value can change
 */
export function nc1(reading: Reading): Outcome {
  const warnings = [...imbalanced(reading), ...noSimplex(reading), ...fewSamples(reading), ...floatFloor(reading)];
  const refusal = flatMeans(reading);
  if (refusal) return noValue(refusal, warnings);
  const regular = reading.p >= reading.C - 1 ? byCholesky(reading) : null;
  const { trace, warning } = regular ?? byEigenvalues(reading);
  // A is positive semi-definite; its rounding is not
  return withValue(Math.max(0, trace), warning ? [...warnings, warning] : warnings);
}

interface Trace {
  trace: number;
  warning?: string;
}

/** tr((K + a 11ᵀ)⁻¹ A (K + a 11ᵀ)⁻¹); null where the rank of K is in doubt. */
function byCholesky({ core, C, p, K }: Reading): Trace | null {
  // a is chosen so that the added eigenvalue is the mean of the others: the condition number stays that of K
  let trace = 0;
  for (let c = 0; c < C; c++) trace += K[c * C + c]!;
  const a = trace / (C - 1) / C;
  const filled = K.map((entry) => entry + a);
  const L = cholesky(filled, C);
  if (!L) return null;
  const { largest, smallest } = extremeEigenvalues(filled, L, C);
  // ten times the rank rule: near its limit the exact eigenvalues decide
  if (!(smallest > 10 * largest * Math.max(p, C) * EPSILON)) return null;
  return { trace: sandwichTrace(L, core.scatter, C), warning: conditionWarning(largest / smallest) };
}

/** tr(B⁻¹ A B⁻¹) with B = L Lᵀ: solves for the columns of A, then the rows of what came out. */
function sandwichTrace(L: Float64Array, A: Float64Array, C: number): number {
  const X = Float64Array.from(A);
  for (let c = 0; c < C; c++) choleskySolve(L, C, X.subarray(c * C, (c + 1) * C));
  const Y = transpose(X, C, C);
  let trace = 0;
  for (let c = 0; c < C; c++) {
    const row = Y.subarray(c * C, (c + 1) * C);
    choleskySolve(L, C, row);
    trace += row[c]!;
  }
  return trace;
}

/** Σ_k u_kᵀ A u_k / λ_k² over the eigenvalues λ_k of K that count, u_k their unit eigenvectors; from the smaller of K and MᵀM. */
function byEigenvalues({ core, C, p, K, means }: Reading): Trace {
  const n = Math.min(C, p);
  const Mt = transpose(means.rows, C, p);
  const { values, vectors } = symmetricEigen(p < C ? gram(Mt, p, C) : K, n);
  const possible = Math.min(C - 1, p);
  const rank = values.subarray(0, possible).filter((value) => value > values[0]! * Math.max(p, C) * EPSILON).length;
  let trace = 0;
  const u = new Float64Array(C);
  for (let k = 0; k < rank; k++) {
    const v = vectors.subarray(k * n, (k + 1) * n);
    // an eigenvector v of MᵀM gives that of K as M v / sqrt λ
    if (p < C) for (let c = 0; c < C; c++) u[c] = dot(means.rows, c * p, v, 0, p) / Math.sqrt(values[k]!);
    else u.set(v);
    trace += quadraticForm(core.scatter, u, C) / values[k]! ** 2;
  }
  const warning = rank < possible ? `RANK_DEFICIENT: the class means span ${rank} of ${possible} possible dimensions.` : null;
  return { trace, warning: warning ?? conditionWarning(values[0]! / values[rank - 1]!) };
}

function quadraticForm(A: Float64Array, u: Float64Array, C: number): number {
  let sum = 0;
  for (let c = 0; c < C; c++) sum += u[c]! * dot(A, c * C, u, 0, C);
  return sum;
}

function conditionWarning(condition: number): string | undefined {
  if (condition <= ILL_CONDITIONED) return undefined;
  const error = (condition * EPSILON).toExponential(0);
  return `ILL_CONDITIONED: the class means are nearly dependent (condition ${condition.toExponential(0)}); estimated relative error ${error}.`;
}
