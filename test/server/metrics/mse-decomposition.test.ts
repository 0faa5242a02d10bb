import { expect, test } from 'vitest';
import { measure } from '../../../server/metrics/measure.ts';
import { coreOf, covarianceOf } from '../../golden/golden-case.ts';
import { collapsedCore, outcomeOf, packed, planeCore } from './made-cores.ts';

const [C, p, N, DECAY] = [3, 4, 18, 0.02];
const lambda = DECAY / 2;
const labels = Float64Array.from({ length: N }, (_, i) => i % C);
const features = Float64Array.from({ length: N * p }, (_, k) => Math.sin(k * k + 1) + 2 * Math.cos(5 * labels[Math.floor(k / p)]! + (k % p)));
const weight = Float64Array.from({ length: C * p }, (_, k) => Math.cos(3 * k + 1) / 2);
const bias = Float64Array.of(0.3, -0.2, 0.1);
const IDS = ['MSE_NC1', 'MSE_NC23', 'MSE_PERP'] as const;

function partsOf(W: Float64Array, b: Float64Array | undefined): number[] {
  const core = coreOf(features, labels, W, b, C, p);
  core.metadata.weightDecay = DECAY;
  core.metadata.loss = 'MSE';
  const outcomes = measure(core, IDS, covarianceOf(features, labels, C, p));
  return IDS.map((id) => outcomes.get(id)!.value!);
}

/** ½ [(1/N) Σ |W h + b - y|² + λ (|W|² + |b|²)], from the features themselves. */
function lossOf(W: Float64Array, b: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < N; i++) {
    for (let c = 0; c < C; c++) {
      let score = b[c]! - (labels[i] === c ? 1 : 0);
      for (let k = 0; k < p; k++) score += W[c * p + k]! * features[i * p + k]!;
      squares += score ** 2;
    }
  }
  const size = [...W, ...b].reduce((sum, x) => sum + x * x, 0);
  return (squares / N + lambda * size) / 2;
}

/** The classifier of the smallest loss, by gradient descent on the features: another way than the formula's. */
function bestByDescent(): { W: Float64Array; b: Float64Array } {
  const W = new Float64Array(C * p);
  const b = new Float64Array(C);
  for (let step = 0; step < 40_000; step++) {
    const [dW, db] = [W.map((w) => lambda * w), b.map((x) => lambda * x)];
    for (let i = 0; i < N; i++) {
      for (let c = 0; c < C; c++) {
        let error = b[c]! - (labels[i] === c ? 1 : 0);
        for (let k = 0; k < p; k++) error += W[c * p + k]! * features[i * p + k]!;
        for (let k = 0; k < p; k++) dW[c * p + k]! += (error * features[i * p + k]!) / N;
        db[c]! += error / N;
      }
    }
    for (let k = 0; k < C * p; k++) W[k]! -= 0.1 * dW[k]!;
    for (let c = 0; c < C; c++) b[c]! -= 0.1 * db[c]!;
  }
  return { W, b };
}
const best = bestByDescent();

test('the three parts of balanced classes add up to half the regularised loss', () => {
  const parts = partsOf(weight, bias);
  expect(parts.reduce((sum, part) => sum + part)).toBeCloseTo(lossOf(weight, bias), 13);
});

test('a classifier without a bias counts as one with a bias of zero', () => {
  expect(partsOf(weight, undefined)).toEqual(partsOf(weight, new Float64Array(C)));
});

test('the distance to the central path is what the loss is above that of the best classifier, and 0 for that one', () => {
  expect(partsOf(weight, bias)[2]).toBeCloseTo(lossOf(weight, bias) - lossOf(best.W, best.b), 12);
  expect(partsOf(best.W, best.b)[2]).toBeLessThan(1e-13);
});

test('the part of NC2 and NC3 is half the mean squared error of the best classifier at the class means', () => {
  const { means } = coreOf(features, labels, undefined, undefined, C, p);
  let squares = 0;
  for (let a = 0; a < C; a++) {
    for (let c = 0; c < C; c++) {
      let score = best.b[c]! - (a === c ? 1 : 0);
      for (let k = 0; k < p; k++) score += best.W[c * p + k]! * means[a * p + k]!;
      squares += score ** 2;
    }
  }
  expect(partsOf(weight, bias)[1]).toBeCloseTo(squares / (2 * C), 11);
});

test('without spread the part of NC1 is what the weight decay costs the best classifier', () => {
  const core = collapsedCore(C, p, 1, 0);
  core.metadata.weightDecay = DECAY;
  const outcome = outcomeOf(core, 'MSE_NC1', packed(p, () => 0));
  // a simplex of size r with μ_G = 0: W_LS = μ / (C (r²/(C-1) + λ)) on its span and b_LS = 1 / (C (1 + λ))
  const size = C / (C * (1 / (C - 1) + lambda)) ** 2;
  expect(outcome.value).toBeCloseTo((lambda * (size + C / (C * (1 + lambda)) ** 2)) / 2, 14);
});

test.each(IDS)('%s needs the covariance, the weight decay, a classifier, and a run that was trained with MSE', (id) => {
  const core = planeCore();
  const covariance = packed(2, (i, j) => (i === j ? 0.5 : 0));
  expect(outcomeOf(core, id, covariance).reason).toMatch(/^NO_WEIGHT_DECAY: /);
  core.metadata.weightDecay = DECAY;
  expect(outcomeOf(core, id).reason).toMatch(/^NO_COVARIANCE: /);
  expect(outcomeOf(core, id, covariance).value).toBeGreaterThan(0);
  core.metadata.loss = 'CROSS_ENTROPY';
  expect(outcomeOf(core, id, covariance).reason).toMatch(/^OTHER_LOSS: /);
  core.metadata.loss = 'MSE';
  core.weight = undefined;
  expect(outcomeOf(core, id, covariance).reason).toMatch(/^NO_CLASSIFIER: /);
});

test('no weight decay and a covariance that cannot be inverted leave no single best classifier: SINGULAR', () => {
  const core = planeCore();
  core.metadata.weightDecay = 0;
  core.means.set([1, 0, -1, 0]);
  expect(outcomeOf(core, 'MSE_NC1', packed(2, (i, j) => (i + j === 0 ? 0.5 : 0))).reason).toMatch(/^SINGULAR: /);
});
