import { expect, test } from 'vitest';
import { effectiveRank } from '../../../server/metrics/effective-rank.ts';
import { collapsedCore, measuredValue, outcomeOf, packed, planeCore, triangleCore } from './made-cores.ts';

test('equal entries give their number, zeros do not count', () => {
  expect(effectiveRank(Float64Array.of(3, 3, 3, 3, 0))).toBeCloseTo(4, 14);
});

test('shares of 3/4 and 1/4 give exp of their entropy', () => {
  const expected = Math.exp(-(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)));
  expect(effectiveRank(Float64Array.of(6, 2))).toBeCloseTo(expected, 14);
  expect(measuredValue(triangleCore(), 'MEANS_EFFECTIVE_RANK')).toBeCloseTo(expected, 14); // squared singular values 6 and 2
  expect(measuredValue(planeCore(), 'WITHIN_EFFECTIVE_RANK', packed(2, (i, j) => (i === j ? 6 - 4 * i : 0)))).toBeCloseTo(expected, 14);
});

test('isotropic spread fills every dimension', () => {
  expect(measuredValue(collapsedCore(4, 9, 1, 0.1), 'WITHIN_EFFECTIVE_RANK', packed(9, (i, j) => (i === j ? 0.01 : 0)))).toBeCloseTo(9, 13);
});

test('no spread has no directions: NO_SPREAD', () => {
  expect(outcomeOf(planeCore(), 'WITHIN_EFFECTIVE_RANK', new Float64Array(3)).reason).toMatch(/^NO_SPREAD: /);
});

test('without a covariance the spread has no known directions: NO_COVARIANCE', () => {
  expect(outcomeOf(planeCore(), 'WITHIN_EFFECTIVE_RANK').reason).toMatch(/^NO_COVARIANCE: /);
});
