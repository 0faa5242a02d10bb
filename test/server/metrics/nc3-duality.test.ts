import { expect, test } from 'vitest';
import { collapsedCore, measuredValue, outcomeOf, planeCore } from './made-cores.ts';

test('a classifier proportional to the simplex of means gives 0', () => {
  expect(measuredValue(collapsedCore(6, 6, 3, 0.1), 'NC3_DUALITY')).toBeLessThan(1e-30);
});

test('four samples in the plane give 2 - 2·3/(5√2)', () => {
  expect(measuredValue(planeCore(), 'NC3_DUALITY')).toBeCloseTo(2 - 6 / (5 * Math.SQRT2), 14);
});

test('the opposite classifier gives 4, the largest value', () => {
  const core = collapsedCore(6, 6, 3, 0.1);
  core.weight = core.weight!.map((w) => -w);
  expect(measuredValue(core, 'NC3_DUALITY')).toBeCloseTo(4, 13);
});

test('a zero classifier is undefined: ZERO_WEIGHT', () => {
  const core = planeCore();
  core.weight!.fill(0);
  expect(outcomeOf(core, 'NC3_DUALITY')).toMatchObject({ value: null, reason: expect.stringMatching(/^ZERO_WEIGHT: /) });
});

test('without a classifier it is not applicable: NO_CLASSIFIER', () => {
  const core = planeCore();
  core.weight = undefined;
  expect(outcomeOf(core, 'NC3_DUALITY').reason).toMatch(/^NO_CLASSIFIER: /);
});
