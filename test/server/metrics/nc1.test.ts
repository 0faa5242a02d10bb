import { expect, test } from 'vitest';
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

test('a spread at the rounding of float32 features warns FLOAT_FLOOR, of float64 features it does not', () => {
  const core = collapsedCore(4, 8, 1, 1e-8);
  core.metadata.largestFeature = 1;
  expect(warningCodes(outcomeOf(core, 'NC1'))).toEqual([]);
  core.metadata.featureType = 'float32';
  expect(warningCodes(outcomeOf(core, 'NC1'))).toEqual(['FLOAT_FLOOR']);
});

test('all means equal give null with COINCIDING_MEANS', () => {
  const core = coreOf(Float64Array.of(1, 0, 1, 2, 1, 0, 1, 2), Float64Array.of(0, 0, 1, 1), undefined, undefined, 2, 2);
  expect(outcomeOf(core, 'NC1')).toMatchObject({ value: null, reason: expect.stringMatching(/^COINCIDING_MEANS: /) });
});
