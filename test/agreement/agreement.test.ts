import { describe, expect, test } from 'vitest';
import { collapsar, type Features, goldenFeatures, thinned, trainedFeatures } from './features.ts';
import { kowalski } from './kowalski.ts';
import * as m from './matrices.ts';
import { ncToolbox } from './nc-toolbox.ts';
import { notebook } from './papyan-han-donoho.ts';
import { centred, classMeans, sampleMean, withinClass } from './statistics.ts';
import { linguisticCollapse } from './wu-papyan.ts';
import { geometricAnalysis } from './zhu.ts';

const trained = trainedFeatures(40);
/** Every kind of case that all of them are made for: more features than classes, more than two classes. */
const cases: [string, Features][] = [
  ['a network after 3 epochs', trainedFeatures(3)],
  ['a network after 40 epochs', trained],
  ['a network after 3 epochs, unequal classes', thinned(trainedFeatures(3), 50, 4)],
  ...['gaussian-10x64', 'near-collapse-1e-5', 'near-collapse-1e-7', 'far-from-origin', 'two-means-nearly-equal', 'imbalanced', 'no-bias'].map(
    (name): [string, Features] => [name, goldenFeatures(name)],
  ),
];
const isBalanced = ({ labels, weight }: Features) => weight.every((_, c) => labels.filter((label) => label === c).length === labels.length / weight.length);

/** What inverts Σ_B is limited by the inputs' own rounding in these two (test/golden/README.md). */
const relativeOf = (name: string) => (name === 'two-means-nearly-equal' || name === 'near-collapse-1e-7' ? 1e-6 : 1e-9);

function expectSame(theirs: number, predicted: number, what: string, relative = 1e-9) {
  expect(Number.isFinite(theirs), what).toBe(true);
  expect(Math.abs(theirs - predicted), `${what}: ${theirs} against ${predicted}`).toBeLessThanOrEqual(relative * Math.max(Math.abs(theirs), Math.abs(predicted)) + 1e-13);
}

describe.each(cases)('%s', (name, given) => {
  const ours = collapsar(given);
  const [C, p, N] = [given.weight.length, given.weight[0]!.length, given.labels.length];
  const P = (C * (C - 1)) / 2;
  const theirsOfThePaper = notebook(given);
  const meanOfMeans = m.meanRow(classMeans(given));
  const inverting = relativeOf(name);

  test('the notebook of the paper: NC1 times C, everything else as it is', () => {
    const theirs = theirsOfThePaper;
    expectSame(theirs.Sw_invSb, C * ours.NC1, 'NC1', inverting);
    expectSame(theirs.norm_M_CoV, ours.NC2_EQUINORM_MEANS, 'equal norms of the means');
    expectSame(theirs.norm_W_CoV, ours.NC2_EQUINORM_WEIGHTS, 'equal norms of the classifier');
    expectSame(theirs.cos_M, ours.NC2_MAX_ANGLE_MEANS, 'maximal angle of the means');
    expectSame(theirs.cos_W, ours.NC2_MAX_ANGLE_WEIGHTS, 'maximal angle of the classifier');
    expectSame(theirs.W_M_dist, ours.NC3_DUALITY, 'NC3');
    expectSame(theirs.NCC_mismatch, ours.NC4_MISMATCH, 'NC4');
    expectSame(theirs.error, ours.ERROR, 'error');
  });

  test('the notebook of the paper: the parts of the MSE loss', () => {
    const theirs = theirsOfThePaper;
    expectSame(theirs.LNC1, ours.MSE_NC1, 'NC1 part');
    expectSame(theirs.LNC23, ours.MSE_NC23, 'NC2 and NC3 part');
    expectSame(theirs.Lperp, ours.MSE_PERP, 'rest');
  });

  test('Zhu et al.: the same about the mean of the class means', () => {
    const theirs = geometricAnalysis(given, meanOfMeans);
    expectSame(theirs.collapse_metric, ours.NC1, 'NC1', inverting);
    expectSame(theirs.ETF_metric, ours.NC2_ETF_WEIGHTS, 'simplex of the classifier');
    expectSame(theirs.WH_relation_metric, ours.NC3_ETF, 'simplex of the scores');
  });

  test('Zhu et al. take the mean of all samples: NC1 differs by a term of rank one', () => {
    const M = centred(classMeans(given), meanOfMeans);
    const inverse = m.pseudoInverse(m.scaled(m.scatterOf(M), 1 / C), C - 1);
    const shift = m.minus(sampleMean(given), meanOfMeans);
    const turned = m.product(inverse, m.transpose([shift])).flat();
    const lost = m.dot(turned, m.product(withinClass(given), m.transpose([turned])).flat()) / (1 + m.dot(shift, turned));
    const theirs = geometricAnalysis(given);
    expectSame(theirs.collapse_metric, ours.NC1 - lost / C, 'NC1', inverting);
    expect(lost / C > 1e-3 * ours.NC1).toBe(!isBalanced(given));
  });

  test('Wu and Papyan: NC1 times p/C or p, a variance instead of a standard deviation, no bias in NC4', () => {
    const theirs = linguisticCollapse(given);
    expectSame(theirs.covariance_pinv, (p / C) * ours.NC1, 'NC1', inverting);
    expectSame(theirs.covariance_pinv_svd, p * ours.NC1, 'NC1 by svd', inverting);
    expectSame(theirs.covariance_ratio, (p / C) * ours.NC1_QUOTIENT, 'quotient of traces');
    expectSame(theirs.variability_cdnv, ours.NC1_CDNV, 'CDNV');
    expectSame(theirs.simplex_etf_error, ours.NC2_ETF_MEANS, 'simplex of the means');
    expectSame(theirs.self_duality_error, ours.NC3_ETF, 'simplex of the scores');
    expectSame(theirs.log_kernel_mean, ours.NC2_KERNEL_MEAN, 'kernel, mean');
    expectSame(theirs.log_kernel_variance, (ours.NC2_KERNEL_STD ** 2 * (P - 1)) / P, 'kernel, variance');
    expectSame(theirs.similarities_mean, ours.NC3_ALIGNMENT, 'cosines');
    expectSame(theirs.similarities_std, ours.NC3_UNIFORMITY, 'cosines, spread');
    const unbiased = collapsar({ ...given, bias: given.bias.map(() => 0) });
    expectSame(theirs.clf_ncc_agreement, 1 - unbiased.NC4_MISMATCH, 'NC4');
  });

  test('nc-toolbox: the root of NC3, the agreement of NC4, the quotient of the kernel', () => {
    const theirs = ncToolbox(given, meanOfMeans);
    expectSame(theirs.gnc2_hypershperical_uniformity, (ours.NC2_KERNEL_STD * Math.sqrt((P - 1) / P)) / ours.NC2_KERNEL_MEAN, 'kernel');
    expectSame(theirs.nc3_self_duality, Math.sqrt(ours.NC3_DUALITY), 'NC3');
    expectSame(theirs.nc4_classifier_agreement, 1 - ours.NC4_MISMATCH, 'NC4');
    if (isBalanced(given)) expectSame(ncToolbox(given).nc3_self_duality, Math.sqrt(ours.NC3_DUALITY), 'NC3 about the mean of all samples');
    else expect(Math.abs(ncToolbox(given).nc3_self_duality - Math.sqrt(ours.NC3_DUALITY))).toBeGreaterThan(1e-4);
  });

  test('kowalski: CDNV and the two simplices as they are', () => {
    const theirs = kowalski(given, meanOfMeans);
    expectSame(theirs.class_distance_normalized_variance, ours.NC1_CDNV, 'CDNV');
    expectSame(theirs.classifier_etf_convergence, ours.NC2_ETF_WEIGHTS, 'simplex of the classifier');
    expectSame(theirs.self_duality, ours.NC3_ETF, 'simplex of the scores');
  });

  if (isBalanced(given)) test('kowalski divides by the scatter of all samples: that is NC1_VCI in other words', () => {
    const total = m.scaled(m.scatterOf(centred(given.features, sampleMean(given))), 1 / N);
    const { rank, condition } = m.conditionOf(total);
    const predicted = (rank - (1 - ours.NC1_VCI) * Math.min(p, C - 1)) / N;
    // near collapse an explicit inverse of all scatter loses what its condition number takes
    expectSame(kowalski(given).within_class_variability, predicted, 'within-class variability', 1e-9 + 4 * 2 ** -52 * condition);
  });
});

test('conventions matter: the factors between the implementations are not 1', () => {
  const ours = collapsar(trained);
  expect(ours.ERROR).toBe(0);
  expect(notebook(trained).Sw_invSb / ours.NC1).toBeCloseTo(10, 8);
  expect(linguisticCollapse(trained).covariance_pinv / ours.NC1).toBeCloseTo(3.2, 8);
  expect(linguisticCollapse(trained).simplex_etf_error_uncentred).toBeGreaterThan(1.5 * ours.NC2_ETF_MEANS);
});
