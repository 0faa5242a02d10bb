import { expect, test } from 'vitest';
import { coreOf, covarianceOf, goldenCase } from '../../golden/golden-case.ts';
import { collapsedCore, measuredValue, outcomeOf, packed, planeCore } from './made-cores.ts';

const [r, s] = [3, 0.02];
const isotropic = (p: number) => packed(p, (i, j) => (i === j ? s * s : 0));

test.each([
  [3, 3],
  [10, 64],
  [100, 128],
])('the simplex ETF of %i classes with isotropic spread in %i dimensions gives the closed forms', (C, p) => {
  const core = collapsedCore(C, p, r, s);
  expect(measuredValue(core, 'NC1_QUOTIENT') / ((p * s * s) / (r * r))).toBeCloseTo(1, 12);
  expect(measuredValue(core, 'NC1_CDNV') / ((p * s * s * (C - 1)) / (2 * r * r * C))).toBeCloseTo(1, 12);
  // a difference from 1: absolute, a few hundred roundings of 1
  expect(measuredValue(core, 'NC1_VCI', isotropic(p))).toBeCloseTo((s * s) / (s * s + (r * r) / (C - 1)), 13);
});

test('four samples in the plane: spread 1 in both classes, means 2 apart', () => {
  expect(measuredValue(planeCore(), 'NC1_QUOTIENT')).toBeCloseTo(1, 15);
  expect(measuredValue(planeCore(), 'NC1_CDNV')).toBeCloseTo(1 / 4, 15);
  expect(measuredValue(planeCore(), 'NC1_VCI', packed(2, (i, j) => (i === j ? 0.5 : 0)))).toBeCloseTo(1 / 3, 14); // Σ_T = diag(3/2, 1/2)
});

test('the quotient weighs each class by its samples, the pairs of CDNV do not', () => {
  // class 0: three samples with spread 6; class 1: one sample; means 0 and 4
  const core = coreOf(Float64Array.of(-3, 0, 3, 4), Float64Array.of(0, 0, 0, 1), undefined, undefined, 2, 1);
  expect(measuredValue(core, 'NC1_QUOTIENT')).toBeCloseTo(((3 / 4) * 6) / 4, 14);
  expect(measuredValue(core, 'NC1_CDNV')).toBeCloseTo(6 / (2 * 16), 14);
});

test('an invertible linear map leaves the variability collapse index alone, but not NC1', () => {
  const { C, p, labels, features } = drawn();
  const stretched = features.map((h, k) => h * (1 + (k % p)));
  const vci = (given: Float64Array) => measuredValue(coreOf(given, labels, undefined, undefined, C, p), 'NC1_VCI', covarianceOf(given, labels, C, p));
  const nc1 = (given: Float64Array) => measuredValue(coreOf(given, labels, undefined, undefined, C, p), 'NC1');
  expect(vci(stretched)).toBeCloseTo(vci(features), 10);
  expect(Math.abs(nc1(stretched) / nc1(features) - 1)).toBeGreaterThan(0.01);
});

test('features that are always zero leave the variability collapse index alone', () => {
  const { C, p, labels, features } = drawn();
  const wide = new Float64Array(labels.length * (p + 3));
  labels.forEach((_, i) => void wide.set(features.subarray(i * p, (i + 1) * p), i * (p + 3)));
  const value = measuredValue(coreOf(features, labels, undefined, undefined, C, p), 'NC1_VCI', covarianceOf(features, labels, C, p));
  const padded = measuredValue(coreOf(wide, labels, undefined, undefined, C, p + 3), 'NC1_VCI', covarianceOf(wide, labels, C, p + 3));
  expect(padded).toBeCloseTo(value, 12);
});

test('the variability collapse index without a covariance is undefined: NO_COVARIANCE', () => {
  expect(outcomeOf(planeCore(), 'NC1_VCI')).toMatchObject({ value: null, reason: expect.stringMatching(/^NO_COVARIANCE: /) });
});

test.each(['NC1_QUOTIENT', 'NC1_CDNV', 'NC1_VCI'] as const)('%s of equal means is undefined: COINCIDING_MEANS', (id) => {
  const core = coreOf(Float64Array.of(1, 0, 1, 2, 1, 0, 1, 2), Float64Array.of(0, 0, 1, 1), undefined, undefined, 2, 2);
  expect(outcomeOf(core, id, packed(2, (i, j) => (i === 1 && j === 1 ? 1 : 0))).reason).toMatch(/^COINCIDING_MEANS: all /);
});

test('two equal means among others leave CDNV undefined and are named', () => {
  const core = coreOf(Float64Array.of(0, 0, 5, 1, 5, 1, -2, 7), Float64Array.of(0, 1, 2, 3), undefined, undefined, 4, 2);
  expect(outcomeOf(core, 'NC1_CDNV')).toMatchObject({ value: null, reason: 'COINCIDING_MEANS: classes 1 and 2 have the same mean.' });
  expect(measuredValue(core, 'NC1_QUOTIENT')).toBe(0);
});

test.each(['NC1_QUOTIENT', 'NC1_CDNV'] as const)('%s of classes that differ in size warns IMBALANCED', (id) => {
  expect(outcomeOf(goldenCase('imbalanced').core, id).warnings.join()).toMatch(/IMBALANCED: /);
});

/** Three classes of five samples in four dimensions, without any symmetry. */
function drawn() {
  const [C, p] = [3, 4];
  const labels = Float64Array.from({ length: 15 }, (_, i) => i % C);
  const features = Float64Array.from({ length: 15 * p }, (_, k) => Math.sin(k * k + 1) + 2 * Math.cos(5 * labels[Math.floor(k / p)]! + (k % p)));
  return { C, p, labels, features };
}
