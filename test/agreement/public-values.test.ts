import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { collapsar, type Features, goldenFeatures, thinned, trainedFeatures } from './features.ts';
import { kowalski } from './kowalski.ts';
import { ncToolbox } from './nc-toolbox.ts';
import { notebook } from './papyan-han-donoho.ts';
import { comparisons, relations, tables } from './relations.mjs';
import { linguisticCollapse } from './wu-papyan.ts';
import { geometricAnalysis } from './zhu.ts';

/** What the packages and the numpy formulas gave when public-packages.mjs was last run. */
const recorded = JSON.parse(readFileSync(new URL('public-values.json', import.meta.url), 'utf8'));
const manual = readFileSync(new URL('../../docs/agreement.md', import.meta.url), 'utf8');

const early = trainedFeatures(3);
const features: Record<string, Features> = {
  early, late: trainedFeatures(40), unequal: thinned(early, 50, 4), near: goldenFeatures('near-collapse-1e-5'),
};
const names = Object.keys(features);
const ours = Object.fromEntries(names.map((name) => [name, withoutBiasToo(features[name]!)]));

function withoutBiasToo(given: Features): Record<string, number> {
  return { ...collapsar(given), unbiased: collapsar({ ...given, bias: given.bias.map(() => 0) }).NC4_MISMATCH };
}

test('docs/agreement.md shows these values, versions and day', () => {
  expect(manual).toContain(tables(ours, recorded.cases));
  for (const [name, version] of Object.entries(recorded.versions)) expect(manual).toContain(`${name} ${version}`);
  expect(manual).toContain(recorded.date);
});

test.each(['early', 'late', 'near'])('what the packages gave is what our values say, %s', (name) => {
  const rows = comparisons(ours[name]!, recorded.cases[name]);
  expect(rows.length).toBeGreaterThanOrEqual(relations.length - 3);
  for (const { by, name: quantity, predicted, value, tolerance = 1e-9, floor = 1e-15 } of rows) {
    // near collapse: an inverse of all scatter, of condition 1e10, and shares far below the 1e-6 that rankme adds to each
    const limit = name === 'near' && /^(within_class_variability|rankme)/.test(quantity) ? 2e-3 : tolerance;
    expect(Math.abs(value - predicted), `${by} ${quantity}: ${value} against ${predicted}`).toBeLessThanOrEqual(limit * Math.max(Math.abs(value), Math.abs(predicted)) + floor);
  }
});

test('with unequal classes only what takes the mean of all samples goes other ways', () => {
  for (const { by, name, off, balanced, tolerance = 1e-9 } of comparisons(ours.unequal!, recorded.cases.unequal)) {
    if (balanced) expect(off, `${by} ${name}`).toBeGreaterThan(1e-4);
    else expect(off, `${by} ${name}`).toBeLessThanOrEqual(tolerance);
  }
});

/** Near collapse numpy's SVD of explicit p x p matrices has its own rounding. */
test.each(['early', 'late', 'unequal'])('numpy and plain loops give the same of formulas that were written twice, %s', (name) => {
  const given = features[name]!;
  const theirs = recorded.cases[name];
  const wu = linguisticCollapse(given);
  const twice: [Record<string, number>, Record<string, number>, number][] = [
    [notebook(given), theirs.notebook, 1e-9],
    [geometricAnalysis(given), theirs.Zhu, 1e-9],
    [ncToolbox(given), theirs['nc-toolbox'], 1e-9],
    [kowalski(given), theirs.kowalski, 1e-6],
    [{ ...wu, 'covariance_pinv, svd': wu.covariance_pinv_svd, 'kernel_stats, log: variance': wu.log_kernel_variance }, theirs.Wu, 1e-9],
  ];
  for (const [loops, numpy, relative] of twice) {
    const common = Object.keys(loops).filter((quantity) => quantity in numpy);
    expect(common.length).toBeGreaterThanOrEqual(3);
    for (const quantity of common) expect(Math.abs(loops[quantity]! / numpy[quantity]! - 1) <= relative || loops[quantity] === numpy[quantity], `${quantity}: ${loops[quantity]} against ${numpy[quantity]}`).toBe(true);
  }
});

test('near collapse the quotient by all scatter does not go to 0 but to (p - C + 1) / N', () => {
  const { kowalski: value, shape: { C, p, N } } = recorded.cases.near;
  expect(value.within_class_variability).toBeCloseTo((p - C + 1) / N, 3);
  expect(ours.near!.NC1).toBeLessThan(1e-9);
});
