import { expect, test } from 'vitest';
import { collapsedCore, measuredValue, outcomeOf, planeCore, triangleCore } from './made-cores.ts';

test('four samples in the plane: one classifier along its mean, one across it', () => {
  const core = planeCore();
  expect(measuredValue(core, 'NC3_ETF')).toBeCloseTo(Math.sqrt(2 * (Math.SQRT1_2 - 0.5) ** 2 + 2 * 0.25), 15); // W Mᵀ = [[3, -3], [0, 0]]
  expect(measuredValue(core, 'NC3_ALIGNMENT')).toBeCloseTo(0.5, 15);
  expect(measuredValue(core, 'NC3_UNIFORMITY')).toBeCloseTo(Math.SQRT1_2, 15); // sample std of 1 and 0
});

test('a triangle: one classifier along its mean, two at 45 degrees', () => {
  const [mean, spread] = [(1 + 2 * Math.SQRT1_2) / 3, 1 - Math.SQRT1_2];
  expect(measuredValue(triangleCore(), 'NC3_ALIGNMENT')).toBeCloseTo(mean, 15);
  expect(measuredValue(triangleCore(), 'NC3_UNIFORMITY')).toBeCloseTo(spread / Math.sqrt(3), 15); // std of 1, a, a is (1-a)/√3
});

test('the opposite classifier is as far from the simplex of scores as can be, and points away from the means', () => {
  const core = collapsedCore(6, 6, 3, 0.1);
  core.weight = core.weight!.map((w) => -w);
  expect(measuredValue(core, 'NC3_ETF')).toBeCloseTo(2, 13);
  expect(measuredValue(core, 'NC3_ALIGNMENT')).toBeCloseTo(-1, 14);
});

test('a classifier across all means has scores of zero and no distance: ORTHOGONAL', () => {
  const core = planeCore();
  core.weight!.set([0, 1, 0, 2]);
  expect(outcomeOf(core, 'NC3_ETF')).toMatchObject({ value: null, reason: expect.stringMatching(/^ORTHOGONAL: /) });
});

test.each(['NC3_ETF', 'NC3_ALIGNMENT', 'NC3_UNIFORMITY'] as const)('%s needs a classifier', (id) => {
  const core = planeCore();
  core.weight!.fill(0);
  expect(outcomeOf(core, id).reason).toMatch(/^ZERO_WEIGHT: /);
  core.weight = undefined;
  expect(outcomeOf(core, id).reason).toMatch(/^NO_CLASSIFIER: /);
});

test('a class mean at the global mean has no angle to its classifier: ZERO_MEAN', () => {
  const core = triangleCore();
  core.means.set([2, 1, 0, 0, -2, -1]);
  expect(outcomeOf(core, 'NC3_ALIGNMENT').reason).toMatch(/^ZERO_MEAN: the mean of class 1 /);
});
