import { expect, test } from 'vitest';
import type { MetricId } from '../../../server/metrics/catalogue.ts';
import { coreOf, goldenCase } from '../../golden/golden-case.ts';
import { collapsedCore, measuredValue, outcomeOf, planeCore, warningCodes } from './made-cores.ts';

const OF_MEANS: MetricId[] = ['NC2_EQUINORM_MEANS', 'NC2_EQUIANGULAR_MEANS', 'NC2_MAX_ANGLE_MEANS'];
const OF_WEIGHTS: MetricId[] = ['NC2_EQUINORM_WEIGHTS', 'NC2_EQUIANGULAR_WEIGHTS', 'NC2_MAX_ANGLE_WEIGHTS'];

test.each([...OF_MEANS, ...OF_WEIGHTS])('%s of the exact simplex ETF is 0', (id) => {
  expect(measuredValue(collapsedCore(7, 9, 3, 0.1), id)).toBeLessThan(1e-15);
});

test('four samples in the plane: two opposite means of equal length, two orthogonal weights of lengths 3 and 4', () => {
  const core = planeCore();
  expect(measuredValue(core, 'NC2_EQUINORM_MEANS')).toBe(0);
  expect(measuredValue(core, 'NC2_MAX_ANGLE_MEANS')).toBeCloseTo(0, 15);
  expect(measuredValue(core, 'NC2_EQUINORM_WEIGHTS')).toBeCloseTo(Math.SQRT1_2 / 3.5, 15); // sample std of 3 and 4
  expect(measuredValue(core, 'NC2_MAX_ANGLE_WEIGHTS')).toBe(1);
});

test.each([4, 10])('%i orthogonal weights of equal length are 1/(C-1) from the maximal angle', (C) => {
  const core = collapsedCore(C, C, 1, 0);
  core.weight = new Float64Array(C * C);
  for (let c = 0; c < C; c++) core.weight[c * C + c] = 5;
  expect(measuredValue(core, 'NC2_MAX_ANGLE_WEIGHTS')).toBeCloseTo(1 / (C - 1), 15);
});

test.each(['NC2_EQUIANGULAR_MEANS', 'NC2_EQUIANGULAR_WEIGHTS'] as const)('%s of two classes is undefined: TOO_FEW_PAIRS', (id) => {
  expect(outcomeOf(planeCore(), id)).toMatchObject({ value: null, reason: expect.stringMatching(/^TOO_FEW_PAIRS: /) });
});

test.each(OF_MEANS)('%s of equal means is undefined: COINCIDING_MEANS', (id) => {
  const core = collapsedCore(3, 3, 1, 0);
  core.means.fill(0.1);
  expect(outcomeOf(core, id)).toMatchObject({ value: null, reason: expect.stringMatching(/^COINCIDING_MEANS: /) });
});

test('a class mean that is the global mean has no angle: ZERO_MEAN names the class', () => {
  const core = coreOf(Float64Array.of(-1, 0, 1), Float64Array.of(0, 1, 2), undefined, undefined, 3, 1);
  expect(outcomeOf(core, 'NC2_EQUIANGULAR_MEANS').reason).toMatch(/^ZERO_MEAN: the mean of class 1 /);
});

test('a zero row of the classifier has no angle, but the norms still have a spread', () => {
  const core = planeCore();
  core.weight!.fill(0, 2, 4);
  expect(outcomeOf(core, 'NC2_MAX_ANGLE_WEIGHTS')).toMatchObject({ value: null, reason: expect.stringMatching(/^ZERO_WEIGHT: .* class 1 /) });
  expect(measuredValue(core, 'NC2_EQUINORM_WEIGHTS')).toBeCloseTo(Math.SQRT2, 15);
});

test.each(OF_WEIGHTS)('%s without a classifier is not applicable: NO_CLASSIFIER', (id) => {
  const core = planeCore();
  core.weight = undefined;
  expect(outcomeOf(core, id)).toMatchObject({ value: null, reason: expect.stringMatching(/^NO_CLASSIFIER: /) });
});

test('fewer features than C - 1 warn NO_SIMPLEX and keep the value', () => {
  const outcome = outcomeOf(goldenCase('fewer-features-than-classes').core, 'NC2_EQUIANGULAR_MEANS');
  expect(warningCodes(outcome)).toContain('NO_SIMPLEX');
  expect(outcome.value).toBeGreaterThan(0);
});

test('classes that differ in size by more than a tenth warn IMBALANCED', () => {
  expect(warningCodes(outcomeOf(goldenCase('imbalanced').core, 'NC2_EQUINORM_MEANS'))).toEqual(['IMBALANCED']);
});
