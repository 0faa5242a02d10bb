/**
 * What each public implementation's quantity is in terms of ours: the rows of docs/agreement.md.
 *
 *   id         our metric
 *   by, name   the implementation, and the quantity's name there
 *   difference in words; empty where they are the same
 *   predict    its value from ours: (ours, {C, p, N, P, rank}) with P = C(C-1)/2 pairs and `rank` that of all samples'
 *              covariance; ours.unbiased is NC4_MISMATCH of the same features without bias
 *   balanced   the relation holds for equal classes only
 *   tolerance  relative, where the other side computes in float32 or adds a small number; 1e-9 unless given
 *   floor      absolute, what its rounding makes of a value near 0; 1e-15 unless given
 */
const same = (id) => (ours) => ours[id];
const rootOfPairs = ({ P }) => Math.sqrt((P - 1) / P);
const float32 = 'its simplex is float32';

export const relations = [
  { id: 'NC1', by: 'notebook', name: 'Sw_invSb', difference: 'not divided by C: NC1 C', predict: (ours, { C }) => C * ours.NC1 },
  { id: 'NC1', by: 'Zhu', name: 'collapse_metric', difference: '', predict: same('NC1'), balanced: true },
  { id: 'NC1', by: 'Wu', name: 'covariance_pinv', difference: 'Σ_B divided by p instead of C: NC1 p/C', predict: (ours, { C, p }) => (p / C) * ours.NC1 },
  { id: 'NC1', by: 'Wu', name: 'covariance_pinv, svd', difference: 'the same, and not divided by C: NC1 p', predict: (ours, { p }) => p * ours.NC1 },
  {
    id: 'NC1_VCI', by: 'kowalski', name: 'within_class_variability', balanced: true,
    difference: 'all scatter in place of Σ_B: (rank Σ_T - (1 - VCI) min(p, C-1)) / N', predict: (ours, { C, p, N, rank }) => (rank - (1 - ours.NC1_VCI) * Math.min(p, C - 1)) / N,
  },
  { id: 'NC1_QUOTIENT', by: 'Wu', name: 'covariance_ratio', difference: 'Σ_B divided by p instead of C: times p/C', predict: (ours, { C, p }) => (p / C) * ours.NC1_QUOTIENT },
  {
    id: 'NC1_QUOTIENT', by: 'scikit-learn', name: 'calinski_harabasz_score', balanced: true,
    difference: 'its reciprocal times (N-C)/(C-1)', predict: (ours, { C, N }) => (N - C) / (C - 1) / ours.NC1_QUOTIENT,
  },
  { id: 'NC1_CDNV', by: 'Wu', name: 'variability_cdnv', difference: '', predict: same('NC1_CDNV') },
  { id: 'NC1_CDNV', by: 'kowalski', name: 'class_distance_normalized_variance', difference: '', predict: same('NC1_CDNV') },
  { id: 'NC2_EQUINORM_MEANS', by: 'notebook', name: 'norm_M_CoV', difference: '', predict: same('NC2_EQUINORM_MEANS') },
  { id: 'NC2_EQUINORM_WEIGHTS', by: 'notebook', name: 'norm_W_CoV', difference: '', predict: same('NC2_EQUINORM_WEIGHTS') },
  { id: 'NC2_MAX_ANGLE_MEANS', by: 'notebook', name: 'cos_M', difference: '', predict: same('NC2_MAX_ANGLE_MEANS') },
  { id: 'NC2_MAX_ANGLE_WEIGHTS', by: 'notebook', name: 'cos_W', difference: '', predict: same('NC2_MAX_ANGLE_WEIGHTS') },
  { id: 'NC2_ETF_MEANS', by: 'Wu', name: 'simplex_etf_error', difference: '', predict: same('NC2_ETF_MEANS') },
  { id: 'NC2_ETF_WEIGHTS', by: 'Zhu', name: 'ETF_metric', difference: '', predict: same('NC2_ETF_WEIGHTS') },
  { id: 'NC2_ETF_WEIGHTS', by: 'kowalski', name: 'classifier_etf_convergence', difference: float32, predict: same('NC2_ETF_WEIGHTS'), tolerance: 1e-6, floor: 1e-7 },
  { id: 'NC2_KERNEL_MEAN', by: 'Wu', name: 'kernel_stats, log: average', difference: '', predict: same('NC2_KERNEL_MEAN') },
  { id: 'NC2_KERNEL_STD', by: 'Wu', name: 'kernel_stats, log: variance', difference: 'squared, divisor P instead of P-1', predict: (ours, at) => (ours.NC2_KERNEL_STD * rootOfPairs(at)) ** 2 },
  {
    id: 'NC2_KERNEL_STD', by: 'nc-toolbox', name: 'gnc2_hypershperical_uniformity', balanced: true,
    difference: 'divisor P, divided by NC2_KERNEL_MEAN', predict: (ours, at) => (ours.NC2_KERNEL_STD * rootOfPairs(at)) / ours.NC2_KERNEL_MEAN,
  },
  { id: 'NC3_DUALITY', by: 'notebook', name: 'W_M_dist', difference: '', predict: same('NC3_DUALITY') },
  { id: 'NC3_DUALITY', by: 'nc-toolbox', name: 'nc3_self_duality', difference: 'not squared: its root', predict: (ours) => Math.sqrt(ours.NC3_DUALITY), balanced: true },
  { id: 'NC3_ETF', by: 'Zhu', name: 'WH_relation_metric', difference: '', predict: same('NC3_ETF'), balanced: true },
  { id: 'NC3_ETF', by: 'Wu', name: 'self_duality_error', difference: '', predict: same('NC3_ETF') },
  { id: 'NC3_ETF', by: 'kowalski', name: 'self_duality', difference: float32, predict: same('NC3_ETF'), balanced: true, tolerance: 1e-6, floor: 1e-7 },
  { id: 'NC3_ALIGNMENT', by: 'Wu', name: 'similarities, cos: mean', difference: '', predict: same('NC3_ALIGNMENT') },
  { id: 'NC4_MISMATCH', by: 'notebook', name: 'NCC_mismatch', difference: '', predict: same('NC4_MISMATCH') },
  { id: 'NC4_MISMATCH', by: 'nc-toolbox', name: 'nc4_classifier_agreement', difference: 'the agreement: 1 - NC4', predict: (ours) => 1 - ours.NC4_MISMATCH },
  { id: 'NC4_MISMATCH', by: 'Wu', name: 'clf_ncc_agreement', difference: 'the agreement, of scores without bias', predict: (ours) => 1 - ours.unbiased },
  { id: 'NC4_MISMATCH', by: 'scikit-learn', name: 'NearestCentroid, against the choices', difference: '', predict: same('NC4_MISMATCH') },
  { id: 'NCC_ERROR', by: 'scikit-learn', name: 'NearestCentroid, score', difference: 'the share that is right: 1 - NCC_ERROR', predict: (ours) => 1 - ours.NCC_ERROR },
  { id: 'MEANS_EFFECTIVE_RANK', by: 'kowalski', name: 'rankme of Σ_B', difference: 'float32, and 1e-6 added to each share', predict: same('MEANS_EFFECTIVE_RANK'), tolerance: 1e-3 },
  { id: 'WITHIN_EFFECTIVE_RANK', by: 'kowalski', name: 'rankme of Σ_W', difference: 'float32, and 1e-6 added to each share', predict: same('WITHIN_EFFECTIVE_RANK'), tolerance: 1e-3 },
  { id: 'MSE_NC1', by: 'notebook', name: 'LNC1', difference: '', predict: same('MSE_NC1') },
  { id: 'MSE_NC23', by: 'notebook', name: 'LNC23', difference: '', predict: same('MSE_NC23') },
  { id: 'MSE_PERP', by: 'notebook', name: 'Lperp', difference: '', predict: same('MSE_PERP') },
];

/**
 * Beside each relation: our value, theirs, and how far theirs is from what the relation says, relative. Relations whose quantity is missing in
 * this case (no weight decay known) are left out.
 * @param ours values by metric; @param theirs shape, and values by implementation and name
 */
export function comparisons(ours, theirs) {
  const at = { ...theirs.shape, P: (theirs.shape.C * (theirs.shape.C - 1)) / 2 };
  return relations.filter(({ by, name }) => name in theirs[by]).map((relation) => {
    const [value, predicted] = [theirs[relation.by][relation.name], relation.predict(ours, at)];
    const size = Math.max(Math.abs(value), Math.abs(predicted));
    return { ...relation, ours: ours[relation.id], value, predicted, off: size === 0 ? 0 : Math.abs(value - predicted) / size };
  });
}

/** The tables of docs/agreement.md, of `ours` and `theirs` by case: early, late, unequal. */
export function tables(ours, theirs) {
  const [early, late, unequal] = ['early', 'late', 'unequal'].map((name) => comparisons(ours[name], theirs[name]));
  const both = early.map((row, k) => [row.id, `${row.by}: \`${row.name}\``, ...values(row), ...values(late[k]), row.difference || 'the same', leftOver(Math.max(row.off, late[k].off))]);
  const changed = unequal.filter(({ balanced }) => balanced).map((row) => [row.id, `${row.by}: \`${row.name}\``, ...values(row), leftOver(row.off)]);
  return [
    table(['metric', 'there', 'ours, epoch 3', 'theirs', 'ours, epoch 40', 'theirs', 'difference', 'left over'], both),
    table(['metric', 'there', 'ours, unequal classes', 'theirs', 'left over'], changed),
  ].join('\n\n');
}

const table = (header, rows) => [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const values = ({ ours, value }) => [ours, value].map((number) => String(Number(number.toPrecision(6))));
const leftOver = (off) => (off < 1e-9 ? '' : off.toExponential(0));
