import { expect, test } from 'vitest';
import { distanceToSimplex } from '../../../server/metrics/distance-to-simplex.ts';
import { coreOf } from '../../golden/golden-case.ts';
import { collapsedCore, measuredValue, outcomeOf, planeCore, triangleCore } from './made-cores.ts';

test('two opposite means are a simplex; orthogonal weights of lengths 3 and 4 are at a distance that can be written down', () => {
  const size = Math.sqrt(9 ** 2 + 16 ** 2);
  expect(measuredValue(planeCore(), 'NC2_ETF_MEANS')).toBeCloseTo(0, 15);
  expect(measuredValue(planeCore(), 'NC2_ETF_WEIGHTS')).toBeCloseTo(Math.sqrt((9 / size - 0.5) ** 2 + (16 / size - 0.5) ** 2 + 2 * 0.25), 14);
  expect(measuredValue(planeCore(), 'NC2_ETF_RESIDUAL')).toBe(0);
  expect(measuredValue(planeCore(), 'NC2_KERNEL_MEAN')).toBeCloseTo(-Math.LN2, 15);
});

test.each([
  [10, 0.3204],
  [100, 0.1001],
])('%i orthogonal weights of equal length are %f from a simplex: sqrt(2 - 2 sqrt((C-1)/C))', (C, rounded) => {
  const core = collapsedCore(C, C, 1, 0);
  core.weight = new Float64Array(C * C);
  for (let c = 0; c < C; c++) core.weight[c * C + c] = 5;
  const value = measuredValue(core, 'NC2_ETF_WEIGHTS');
  expect(value).toBeCloseTo(Math.sqrt(2 - 2 * Math.sqrt((C - 1) / C)), 12);
  expect(value).toBeCloseTo(rounded, 4);
});

test('a thousand equal orthogonal vectors look like a simplex: 0.0316', () => {
  const identity = Float64Array.from({ length: 1e6 }, (_, k) => Number(k % 1001 === 0));
  expect(distanceToSimplex(identity, 1000)).toBeCloseTo(Math.sqrt(2 - 2 * Math.sqrt(0.999)), 12);
});

test('a triangle with singular values √6 and √2', () => {
  const core = triangleCore();
  expect(measuredValue(core, 'NC2_ETF_RESIDUAL')).toBeCloseTo(1 / 2 - Math.sqrt(12) / 8, 15);
  const [wide, right] = [-0.5 * Math.log(2 + Math.SQRT2), -0.5 * Math.LN2];
  const centre = (2 * wide + right) / 3;
  expect(measuredValue(core, 'NC2_KERNEL_MEAN')).toBeCloseTo(centre, 15);
  expect(measuredValue(core, 'NC2_KERNEL_STD')).toBeCloseTo(Math.sqrt((2 * (wide - centre) ** 2 + (right - centre) ** 2) / 2), 15);
});

test('means on a line leave half of their size to the second dimension of the simplex', () => {
  const core = coreOf(Float64Array.of(-1, 0, 0, 0, 4, 0), Float64Array.of(0, 1, 2), undefined, undefined, 3, 2);
  expect(measuredValue(core, 'NC2_ETF_RESIDUAL')).toBeCloseTo(0.5, 14);
});

test('with fewer features than C - 1 the missing singular values count as zeros', () => {
  const core = coreOf(Float64Array.of(-3, -1, 1, 3), Float64Array.of(0, 1, 2, 3), undefined, undefined, 4, 1);
  expect(measuredValue(core, 'NC2_ETF_RESIDUAL')).toBeCloseTo(2 / 3, 15);
});

test('directions near each other keep their distance: an angle of 1e-9', () => {
  const core = coreOf(Float64Array.of(1, 0, 1, 1e-9, -2, -1e-9), Float64Array.of(0, 1, 2), undefined, undefined, 3, 2);
  const pairs = [-Math.log(1e-9), -Math.LN2, -Math.LN2];
  // lengths about 1, so the angle is the difference of the second coordinates; the mean's second coordinate is 0
  expect(measuredValue(core, 'NC2_KERNEL_MEAN')).toBeCloseTo(pairs.reduce((sum, x) => sum + x) / 3, 8);
});

test('means in one direction have no kernel, and are named', () => {
  const core = coreOf(Float64Array.of(1, 0, 2, 0, -3, 0), Float64Array.of(0, 1, 2), undefined, undefined, 3, 2);
  for (const id of ['NC2_KERNEL_MEAN', 'NC2_KERNEL_STD'] as const)
    expect(outcomeOf(core, id)).toMatchObject({ value: null, reason: 'COINCIDING_MEANS: classes 0 and 1 have means in one direction.' });
});

test('the kernel of two classes has a mean and no spread', () => {
  expect(outcomeOf(planeCore(), 'NC2_KERNEL_STD').reason).toMatch(/^TOO_FEW_PAIRS: /);
});

test.each(['NC2_ETF_MEANS', 'NC2_ETF_RESIDUAL', 'NC2_KERNEL_MEAN', 'NC2_KERNEL_STD', 'MEANS_EFFECTIVE_RANK'] as const)(
  '%s of equal means is undefined: COINCIDING_MEANS',
  (id) => {
    const core = collapsedCore(3, 3, 1, 0);
    core.means.fill(0.1);
    expect(outcomeOf(core, id)).toMatchObject({ value: null, reason: expect.stringMatching(/^COINCIDING_MEANS: all /) });
  },
);

test('the distance of the classifier to a simplex needs a classifier that is not zero', () => {
  const core = planeCore();
  core.weight!.fill(0);
  expect(outcomeOf(core, 'NC2_ETF_WEIGHTS').reason).toMatch(/^ZERO_WEIGHT: /);
  core.weight = undefined;
  expect(outcomeOf(core, 'NC2_ETF_WEIGHTS').reason).toMatch(/^NO_CLASSIFIER: /);
});
