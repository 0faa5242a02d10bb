import { expect, test } from 'vitest';
import { collapsedCore, measuredValue, outcomeOf, planeCore } from './made-cores.ts';

test.each(['NC4_MISMATCH', 'ERROR', 'NCC_ERROR'] as const)('%s of the exact simplex ETF is 0', (id) => {
  expect(measuredValue(collapsedCore(5, 5, 1, 0), id)).toBe(0);
});

test('four samples in the plane: one is misclassified, and only the classifier does so', () => {
  expect(measuredValue(planeCore(), 'ERROR')).toBe(0.25);
  expect(measuredValue(planeCore(), 'NC4_MISMATCH')).toBe(0.25);
  expect(measuredValue(planeCore(), 'NCC_ERROR')).toBe(0);
});

test('without a classifier the error and the mismatch do not apply, the nearest class mean still does', () => {
  const core = planeCore();
  core.confusion = undefined;
  core.agreement = undefined;
  expect(outcomeOf(core, 'ERROR').reason).toMatch(/^NO_CLASSIFIER: /);
  expect(outcomeOf(core, 'NC4_MISMATCH').reason).toMatch(/^NO_CLASSIFIER: /);
  expect(measuredValue(core, 'NCC_ERROR')).toBe(0);
});
