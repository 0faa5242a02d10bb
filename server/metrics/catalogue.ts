import { error } from './error.ts';
import { MetricId } from './metric-id.ts';
import { nc1 } from './nc1.ts';
import { equiangularMeans, equiangularWeights } from './nc2-equiangular.ts';
import { equinormMeans, equinormWeights } from './nc2-equinorm.ts';
import { maxAngleMeans, maxAngleWeights } from './nc2-max-angle.ts';
import { duality } from './nc3-duality.ts';
import { mismatch } from './nc4-mismatch.ts';
import { nccError } from './ncc-error.ts';
import type { Outcome } from './outcome.ts';
import type { Reading } from './reading.ts';

export { MetricId } from './metric-id.ts';

/** A formula, and all that a reader must know to compare its numbers with somebody else's. */
export interface Metric {
  id: MetricId;
  /** shown before the title */
  symbol: string;
  title: string;
  /** plain text with _{} and ^{} */
  formula: string;
  valueAtCollapse: number | null;
  axis: 'LOG' | 'LINEAR';
  unit: string;
  /** raised when the value can change; values of older versions stay readable under theirs */
  version: number;
  source: string;
  /** the choices in which implementations differ */
  convention: string;
  /** of the paper */
  figure: string | null;
  measure: (reading: Reading) => Outcome;
}

const PAPER = 'Papyan, Han, Donoho 2020, arXiv 2008.08186';
const COMMON = { version: 1, valueAtCollapse: 0, axis: 'LINEAR' as const, unit: '', source: PAPER };
const GLOBAL_MEAN = 'The global mean is the mean of the class means, not weighted by class size.';
const RAW_FEATURES = 'Features are taken as they are, not normalised.';

/** In the order of the paper's figures. */
export const catalogue: readonly Metric[] = [
  {
    ...COMMON,
    id: MetricId.NC2_EQUINORM_MEANS,
    symbol: 'NC2',
    title: 'Equal norms of the class means',
    formula: 'std_{c} |m_{c}| / mean_{c} |m_{c}|',
    convention: `Sample standard deviation (divisor C-1). ${GLOBAL_MEAN} ${RAW_FEATURES}`,
    figure: 'Fig. 2',
    measure: equinormMeans,
  },
  {
    ...COMMON,
    id: MetricId.NC2_EQUINORM_WEIGHTS,
    symbol: 'NC2',
    title: 'Equal norms of the classifier',
    formula: 'std_{c} |w_{c}| / mean_{c} |w_{c}|',
    convention: 'Sample standard deviation (divisor C-1). The rows of W are not centred; the bias is left out.',
    figure: 'Fig. 2',
    measure: equinormWeights,
  },
  {
    ...COMMON,
    id: MetricId.NC2_EQUIANGULAR_MEANS,
    symbol: 'NC2',
    title: 'Equal angles of the class means',
    formula: "std_{c<c'} cos(m_{c}, m_{c'})",
    convention: `Sample standard deviation over unordered pairs (divisor pairs - 1). ${GLOBAL_MEAN} ${RAW_FEATURES}`,
    figure: 'Fig. 3',
    measure: equiangularMeans,
  },
  {
    ...COMMON,
    id: MetricId.NC2_EQUIANGULAR_WEIGHTS,
    symbol: 'NC2',
    title: 'Equal angles of the classifier',
    formula: "std_{c<c'} cos(w_{c}, w_{c'})",
    convention: 'Sample standard deviation over unordered pairs (divisor pairs - 1). The rows of W are not centred; the bias is left out.',
    figure: 'Fig. 3',
    measure: equiangularWeights,
  },
  {
    ...COMMON,
    id: MetricId.NC2_MAX_ANGLE_MEANS,
    symbol: 'NC2',
    title: 'Maximal angle of the class means',
    formula: "mean_{c<c'} |cos(m_{c}, m_{c'}) + 1/(C-1)|",
    convention: `Mean of absolute values. ${GLOBAL_MEAN} ${RAW_FEATURES}`,
    figure: 'Fig. 4',
    measure: maxAngleMeans,
  },
  {
    ...COMMON,
    id: MetricId.NC2_MAX_ANGLE_WEIGHTS,
    symbol: 'NC2',
    title: 'Maximal angle of the classifier',
    formula: "mean_{c<c'} |cos(w_{c}, w_{c'}) + 1/(C-1)|",
    convention: 'Mean of absolute values. The rows of W are not centred; the bias is left out.',
    figure: 'Fig. 4',
    measure: maxAngleWeights,
  },
  {
    ...COMMON,
    id: MetricId.NC3_DUALITY,
    symbol: 'NC3',
    title: 'Self-duality',
    formula: '|W/|W|_{F} - M/|M|_{F}|_{F}^{2}',
    convention: `Squared. The rows of W are not centred; the bias is left out. ${GLOBAL_MEAN} ${RAW_FEATURES}`,
    figure: 'Fig. 5',
    measure: duality,
  },
  {
    ...COMMON,
    id: MetricId.NC1,
    symbol: 'NC1',
    title: 'Within-class spread',
    formula: 'Tr(Σ_{W} Σ_{B}^{+}) / C',
    axis: 'LOG',
    convention: `Divided by C. Covariances divide by N and by C; an eigenvalue of Σ_{B} counts above λ_{max} max(p, C) 2^{-52}. ${GLOBAL_MEAN} ${RAW_FEATURES}`,
    figure: 'Fig. 6',
    measure: nc1,
  },
  {
    ...COMMON,
    id: MetricId.NC4_MISMATCH,
    symbol: 'NC4',
    title: 'Nearest-mean mismatch',
    formula: 'share of h: argmax_{c} (w_{c}·h + b_{c}) ≠ argmin_{c} |h - μ_{c}|',
    unit: 'share',
    convention: 'With the bias. Class means of the train images, also for test images; the paper shows test images.',
    figure: 'Fig. 7',
    measure: mismatch,
  },
  {
    ...COMMON,
    id: MetricId.ERROR,
    symbol: 'Err',
    title: 'Error',
    formula: 'share of h: argmax_{c} (w_{c}·h + b_{c}) ≠ y',
    unit: 'share',
    source: 'the definition',
    convention: 'With the bias; network in eval mode. At collapse it is 0 on the train images only.',
    figure: null,
    measure: error,
  },
  {
    ...COMMON,
    id: MetricId.NCC_ERROR,
    symbol: 'NCC',
    title: 'Error of the nearest class mean',
    formula: 'share of h: argmin_{c} |h - μ_{c}| ≠ y',
    unit: 'share',
    source: 'Rangamani et al. 2023',
    convention: 'Class means of the train images, also for test images. At collapse it is 0 on the train images only.',
    figure: null,
    measure: nccError,
  },
];

const byId = new Map(catalogue.map((metric) => [metric.id, metric]));

/** The catalogue's entry of an id; every id has one. */
export function metricOf(id: MetricId): Metric {
  return byId.get(id)!;
}
