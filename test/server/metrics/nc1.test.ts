import { describe, expect, test } from 'vitest';
import type { SnapshotCore } from '../../../prisma/snapshot/snapshot.ts';
import { product } from '../../../server/linear-algebra/product.ts';
import { Reading } from '../../../server/metrics/reading.ts';
import { coreOf, goldenCase } from '../../golden/golden-case.ts';
import { collapsedCore, measuredValue, outcomeOf, planeCore, warningCodes } from './made-cores.ts';

test('the exact simplex ETF without spread gives 0', () => {
  expect(measuredValue(collapsedCore(5, 8, 3, 0), 'NC1')).toBe(0);
});

test.each([
  [3, 3],
  [10, 64],
  [100, 128],
])('the simplex ETF of %i classes with isotropic spread gives s² (C-1)² / (r² C)', (C, p) => {
  const [r, s] = [3, 0.02];
  const expected = (s * s * (C - 1) ** 2) / (r * r * C);
  expect(measuredValue(collapsedCore(C, p, r, s), 'NC1') / expected).toBeCloseTo(1, 11); // a few hundred roundings
});

test('four samples in the plane give tr(I/2 diag(1,0)) / 2 = 1/4', () => {
  expect(measuredValue(planeCore(), 'NC1')).toBeCloseTo(0.25, 14);
});

test('means on a line in a space with room for a simplex warn RANK_DEFICIENT and keep their value', () => {
  // means -1, 0, 4 on the first axis, M = (-2, -1, 3): Σ_B = 14/3; Σ_W = 1 on that axis
  const features = Float64Array.of(-2, 0, 0, 0, -1, 0, 1, 0, 3, 0, 5, 0);
  const outcome = outcomeOf(coreOf(features, Float64Array.of(0, 0, 1, 1, 2, 2), undefined, undefined, 3, 2), 'NC1');
  expect(warningCodes(outcome)).toContain('RANK_DEFICIENT');
  expect(outcome.value).toBeCloseTo(3 / 14 / 3, 14);
});

test('nearly dependent means warn ILL_CONDITIONED', () => {
  const outcome = outcomeOf(goldenCase('two-means-nearly-equal').core, 'NC1');
  expect(warningCodes(outcome)).toContain('ILL_CONDITIONED');
});

test('well-conditioned balanced classes give no warning', () => {
  expect(outcomeOf(goldenCase('gaussian-10x64').core, 'NC1').warnings).toEqual([]);
});

test('a held-out reading with fewer samples than directions warns FEW_SAMPLES, a train reading does not', () => {
  const core = collapsedCore(4, 8, 1, 0.1);
  expect(warningCodes(outcomeOf(core, 'NC1'))).toEqual([]);
  core.metadata.split = 'TEST';
  expect(warningCodes(outcomeOf(core, 'NC1'))).toEqual(['FEW_SAMPLES']);
});

test.each([['float32', 1e-8], ['float16', 1e-4], ['bfloat16', 1e-3]])('a spread at the rounding of %s features warns FLOAT_FLOOR, of float64 features it does not', (type, spread) => {
  const core = collapsedCore(4, 8, 1, spread);
  core.metadata.largestFeature = 1;
  expect(warningCodes(outcomeOf(core, 'NC1'))).toEqual([]);
  core.metadata.featureType = type;
  expect(warningCodes(outcomeOf(core, 'NC1'))).toEqual(['FLOAT_FLOOR']);
});

test('all means equal give null with COINCIDING_MEANS', () => {
  const core = coreOf(Float64Array.of(1, 0, 1, 2, 1, 0, 1, 2), Float64Array.of(0, 0, 1, 1), undefined, undefined, 2, 2);
  expect(outcomeOf(core, 'NC1')).toMatchObject({ value: null, reason: expect.stringMatching(/^COINCIDING_MEANS: /) });
});

describe('nearly dependent means with a covariance', () => {
  test.each([2 ** -14, 2 ** -20])('the value is right to 1e-9 where the second dimension is %d of the first', (delta) => {
    const { core, covariance, expected } = almostFlat(delta);
    const outcome = outcomeOf(core, 'NC1', covariance);
    expect(outcome.value! / expected).toBeCloseTo(1, 9); // cond(M) 2^-52 = 2e-10 at most
    expect(outcome.warnings).toEqual([]);
  });

  test('without the covariance the same snapshot warns ILL_CONDITIONED', () => {
    const { core, expected } = almostFlat(2 ** -16);
    const outcome = outcomeOf(core, 'NC1');
    expect(warningCodes(outcome)).toEqual(['ILL_CONDITIONED']);
    expect(outcome.value! / expected).toBeCloseTo(1, 5); // cond(K) 2^-52 = 1e-6
  });

  test('a dimension below the rank rule does not count, with a covariance as without', () => {
    const { core, covariance } = almostFlat(2 ** -30);
    const [with_, without] = [outcomeOf(core, 'NC1', covariance), outcomeOf(core, 'NC1')];
    expect(warningCodes(with_)).toEqual(['RANK_DEFICIENT']);
    expect(warningCodes(without)).toEqual(['RANK_DEFICIENT']);
    expect(with_.value! / without.value!).toBeCloseTo(1, 12);
  });

  test('fewer features than classes', () => {
    const { core, covariance, expected } = almostFlat(2 ** -18, 3);
    expect(outcomeOf(core, 'NC1', covariance).value! / expected).toBeCloseTo(1, 9);
  });
});

test('where K is well-conditioned the covariance changes nothing', () => {
  const { core } = goldenCase('gaussian-10x64');
  // were this covariance looked at, the value would be another
  expect(outcomeOf(core, 'NC1', new Float64Array((64 * 65) / 2))).toEqual(outcomeOf(core, 'NC1'));
});

test.each([
  ['as many features', 400],
  ['fewer features', 150],
])('300 classes of lower rank, with %s, take the same value from the eigenvalues as their definition gives', (_, p) => {
  const { core, expected, rank } = lowRank(300, p, 40);
  const outcome = outcomeOf(core, 'NC1');
  expect(outcome.warnings.find((warning) => warning.startsWith('RANK_DEFICIENT'))).toContain(`span ${rank} of`);
  expect(outcome.value! / expected).toBeCloseTo(1, 10);
});

/**
 * Four classes whose means are 1, δ and δ along three axes of a Hadamard basis, and a spread that is known in the same basis:
 * M = H diag(1, δ, δ) / 2 times rows of H_p; Σ_W has 1, 2, 3, 0, ... along them. All entries are exact.
 */
function almostFlat(delta: number, p = 8) {
  const signs = [1, 1, 1, 1, -1, -1, -1, 1, -1, -1, -1, 1];
  const sizes = [1, delta, delta];
  // p = 3 has no Hadamard basis: there the axes themselves
  const axis = (k: number, j: number) => (p === 3 ? Number(k === j) : (-1) ** bits((k + 1) & j));
  const sum = (term: (k: number) => number) => [0, 1, 2].reduce((total, k) => total + term(k), 0);
  const means = Float64Array.from({ length: 4 * p }, (_, i) => sum((k) => signs[3 * Math.floor(i / p) + k]! * sizes[k]! * axis(k, i % p)));
  const sigma = Float64Array.from({ length: p * p }, (_, i) => sum((k) => (k + 1) * axis(k, Math.floor(i / p)) * axis(k, i % p)));
  const covariance = Float64Array.from(Array.from({ length: p }, (_, i) => [...sigma.subarray(i * p + i, (i + 1) * p)]).flat());
  // |axis|² = a: s_k² = 4 size² a and v_kᵀ Σ_W v_k = (k + 1) a
  return { core: withScatter(means, 4, p, sigma), covariance, expected: sum((k) => (k + 1) / (4 * sizes[k]! ** 2)) };
}

function bits(x: number): number {
  return x === 0 ? 0 : (x & 1) + bits(x >> 1);
}

/** C classes that lie in `rank` + 1 groups of equal means, group g at 4 e_g, with Σ_W = I: Σ_k 1 / s_k² over M's singular values. */
function lowRank(C: number, p: number, rank: number) {
  const groups = rank + 1;
  const means = new Float64Array(C * p);
  for (let c = 0; c < C; c++) means[c * p + (c % groups)] = 4;
  // the groups of n_g classes: M's Gram matrix of the axes is 16 (diag n - n nᵀ / C), whose pseudo-inverse has a trace in closed form
  const n = Array.from({ length: groups }, (_, g) => Math.floor((C - 1 - g) / groups) + 1);
  const inverse = n.map((count) => 1 / count);
  const sum = inverse.reduce((a, b) => a + b, 0);
  const expected = (sum * (1 - 1 / groups)) / 16;
  const identity = Float64Array.from({ length: p * p }, (_, k) => Number(k % (p + 1) === 0));
  return { core: withScatter(means, C, p, identity), expected, rank };
}

/** A core of one sample a class at these means, with A = M Σ_W Mᵀ put on top. */
function withScatter(means: Float64Array, C: number, p: number, sigma: Float64Array): SnapshotCore {
  const core = coreOf(means, Float64Array.from({ length: C }, (_, c) => c), undefined, undefined, C, p);
  const M = new Reading(core).means.rows;
  return { ...core, scatter: product(product(M, sigma, C, p, p), M, C, C, p) };
}
