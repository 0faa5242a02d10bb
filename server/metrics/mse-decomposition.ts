import { cholesky } from '../linear-algebra/cholesky.ts';
import { choleskySolve } from '../linear-algebra/cholesky-solve.ts';
import { dot } from '../linear-algebra/dot.ts';
import { CONVENTION, defineMetric } from './metric.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { Reading } from './reading.ts';
import { noCovariance, noMseLoss, NO_CLASSIFIER } from './refusals.ts';
import { imbalanced } from './warnings.ts';

/** The three parts, which add up to half the regularised loss where the classes are balanced. */
export interface MseParts {
  nc1: number;
  nc23: number;
  perp: number;
}

/**
 * The decomposition of the MSE loss: what the spread within the classes costs, what the class means cost, and what the
 * classifier loses by not being the best one for its features (the distance to the central path).
 *
 *   ½ [ (1/N) Σ |W h + b - y|² + λ (|W|²_F + |b|²) ] = NC1 + NC23 + PERP     y one-hot, balanced classes
 *   W_LS = (1/C) (μ - 1 μ_Gᵀ/(1+λ)) (Σ_T + λ/(1+λ) μ_G μ_Gᵀ + λ I)⁻¹,  b_LS = (1/C - W_LS μ_G) / (1+λ)
 *   NC1  = ½ [ Tr(W_LS (Σ_W + λ I) W_LSᵀ) + λ |b_LS|² ]
 *   NC23 = 1/(2C) | W_LS μᵀ + b_LS 1ᵀ - I |²_F
 *   PERP = ½ Tr(D A Dᵀ),  D = [W - W_LS, b - b_LS],  A = [[Σ_T + μ_G μ_Gᵀ + λ I, μ_G], [μ_Gᵀ, 1 + λ]]
 *
 * Shapes     μ [C,p] the class means as they are, μ_G their mean; Σ_W, Σ_T = Σ_W + Σ_B [p,p]; W [C,p], b [C] (0 where there is none)
 * Units      those of the loss; >= 0; λ is half of the optimiser's weight decay, as in the authors' notebook
 * Needs      `means`, `covariance`, `weight`, `bias`, the weight decay
 * Allocates  two p x p matrices and a few of C x p
 * Undefined  no covariance: NO_COVARIANCE; no weight decay known: NO_WEIGHT_DECAY; a run with another loss: OTHER_LOSS;
 *            a weight decay too small to make the matrix invertible: SINGULAR
 * Accuracy   relative 2^-52 times the condition of Σ_T + λ I
 * Source     Han, Papyan, Donoho 2022, arXiv 2106.02073, section 3
 * Version    1   raise when the value can change
 */
export function mseParts(reading: Reading): MseParts | null {
  const known = partsOf.get(reading);
  if (known !== undefined) return known;
  const parts = decompose(reading);
  partsOf.set(reading, parts);
  return parts;
}

/** All three come from one factorisation, which is made once for a reading. */
const partsOf = new WeakMap<Reading, MseParts | null>();

function decompose(reading: Reading): MseParts | null {
  const { C, core } = reading;
  const lambda = core.metadata.weightDecay! / 2;
  const best = bestClassifier(reading, lambda);
  if (!best) return null;
  const W = reading.weights!.rows;
  const D = { rows: W.map((w, k) => w - best.rows[k]!), bias: best.bias.map((b, c) => (core.bias?.[c] ?? 0) - b) };
  const withinPart = quadratic(reading, best, lambda, reading.covarianceMatrix);
  return {
    nc1: 0.5 * (withinPart + lambda * dot(best.bias, 0, best.bias, 0, C)),
    nc23: meansPart(reading, best) / (2 * C),
    perp: 0.5 * perpendicular(reading, D, lambda),
  };
}

interface Classifier {
  /** [C,p] */
  rows: Float64Array;
  /** [C] */
  bias: Float64Array;
}

/** W_LS and b_LS; null where the matrix is not positive definite. */
function bestClassifier({ C, p, core, globalMean, totalCovariance }: Reading, lambda: number): Classifier | null {
  const matrix = Float64Array.from(totalCovariance);
  const share = lambda / (1 + lambda);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) matrix[i * p + j]! += share * globalMean[i]! * globalMean[j]!;
    matrix[i * p + i]! += lambda;
  }
  const L = cholesky(matrix, p);
  if (!L) return null;
  const rows = Float64Array.from(core.means, (mean, k) => (mean - globalMean[k % p]! / (1 + lambda)) / C);
  for (let c = 0; c < C; c++) choleskySolve(L, p, rows.subarray(c * p, (c + 1) * p));
  const bias = Float64Array.from({ length: C }, (_, c) => (1 / C - dot(rows, c * p, globalMean, 0, p)) / (1 + lambda));
  return { rows, bias };
}

/** Tr(X (S + λ I) Xᵀ) of the rows of X. */
function quadratic({ C, p }: Reading, { rows }: Classifier, lambda: number, S: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < C; c++) {
    for (let i = 0; i < p; i++) {
      const x = rows[c * p + i]!;
      sum += x * (dot(S, i * p, rows, c * p, p) + lambda * x);
    }
  }
  return sum;
}

/** | W_LS μᵀ + b_LS 1ᵀ - I |²_F, entry (a, b) being the score of class a at the mean of class b. */
function meansPart({ C, p, core }: Reading, { rows, bias }: Classifier): number {
  let sum = 0;
  for (let a = 0; a < C; a++) {
    for (let b = 0; b < C; b++) sum += (dot(rows, a * p, core.means, b * p, p) + bias[a]! - (a === b ? 1 : 0)) ** 2;
  }
  return sum;
}

/** Tr(D A Dᵀ): the rows' form, and with each row's score of the global mean what the bias adds. */
function perpendicular(reading: Reading, D: Classifier, lambda: number): number {
  const { C, p, globalMean, totalCovariance } = reading;
  let sum = quadratic(reading, D, lambda, totalCovariance);
  for (let c = 0; c < C; c++) {
    const score = dot(D.rows, c * p, globalMean, 0, p);
    sum += (score + D.bias[c]!) ** 2 + lambda * D.bias[c]! ** 2;
  }
  return sum;
}

function partOf(part: keyof MseParts): (reading: Reading) => Outcome {
  return (reading) => {
    const warnings = imbalanced(reading);
    const refusal = (reading.weights ? null : NO_CLASSIFIER) ?? noMseLoss(reading) ?? noCovariance(reading);
    if (refusal) return noValue(refusal, warnings);
    const parts = mseParts(reading);
    if (!parts) return noValue('SINGULAR: with this weight decay the best classifier for these features is not unique.', warnings);
    return withValue(parts[part], warnings);
  };
}

const COMMON = {
  symbol: 'MSE',
  axis: 'LOG',
  atCollapse: '',
  valueAtCollapse: null,
  needs: ['means', 'covariance', 'weight', 'bias', 'weightDecay'],
  source: 'Han, Papyan, Donoho 2022, arXiv 2106.02073',
  conventions: [
    'λ is half of the weight decay; targets are one-hot, the squared error is divided by N, not by N C.',
    'Adds up to half the regularised loss where the classes are balanced.',
    CONVENTION.rawFeatures,
  ],
  invariances: ['rotation'],
} as const;

export const mseNc1 = defineMetric({
  ...COMMON,
  id: 'MSE_NC1',
  title: 'MSE loss: part of NC1',
  meaning: 'The part of the loss that the spread within the classes costs the best classifier.',
  formula: '½ [Tr(W_{LS} (Σ_{W} + λI) W_{LS}^{T}) + λ |b_{LS}|^{2}]',
  measure: partOf('nc1'),
});

export const mseNc23 = defineMetric({
  ...COMMON,
  id: 'MSE_NC23',
  title: 'MSE loss: part of NC2 and NC3',
  meaning: 'The part of the loss that remains because the best classifier cannot score the class means one-hot.',
  formula: '1/(2C) |W_{LS} μ^{T} + b_{LS} 1^{T} - I|_{F}^{2}',
  measure: partOf('nc23'),
});

export const msePerp = defineMetric({
  ...COMMON,
  id: 'MSE_PERP',
  title: 'MSE loss: distance to the central path',
  meaning: 'The part of the loss by which the classifier is worse than the best one for its features.',
  formula: '½ Tr((W′ - W′_{LS}) A (W′ - W′_{LS})^{T})',
  atCollapse: '0',
  valueAtCollapse: () => 0,
  measure: partOf('perp'),
});
