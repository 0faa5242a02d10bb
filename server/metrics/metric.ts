import type { Outcome } from './outcome.ts';
import type { Reading } from './reading.ts';

/** What a formula reads: tensors of the snapshot, the weight decay of its metadata, or a column of the epoch's own row. */
export type Need =
  | 'counts'
  | 'means'
  | 'within'
  | 'scatter'
  | 'nearest'
  | 'weight'
  | 'bias'
  | 'confusion'
  | 'agreement'
  | 'covariance'
  | 'weightDecay'
  | 'epochRow';

/**
 * What may be done to features and classifier without changing the value.
 *
 *   rotation     h -> Q h, w -> Q w with Q orthogonal
 *   translation  h -> h + t (the bias goes with it where the classifier's choice matters)
 *   scale        h -> a h, a > 0
 *   weightScale  W -> a W, b -> a b, a > 0
 */
export type Invariance = 'rotation' | 'translation' | 'scale' | 'weightScale';

/** A formula, and all that a reader must know to compare its numbers with somebody else's. */
export interface Metric<Id extends string = string> {
  /** never changes its meaning: another convention is another id or another version */
  id: Id;
  /** shown before the title */
  symbol: string;
  title: string;
  /** what it says, in a sentence for people */
  meaning: string;
  /** plain text with _{} and ^{} */
  formula: string;
  /** value at exact collapse onto a simplex ETF, as text; empty where there is none */
  atCollapse: string;
  /** the same as a number for C classes; null where there is none */
  valueAtCollapse: ((C: number) => number) | null;
  /** which way it goes on the way to collapse */
  direction: 'FALLS' | 'RISES' | null;
  axis: 'LOG' | 'LINEAR';
  unit: string;
  needs: readonly Need[];
  /** raised when the value can change; values of older versions stay readable under theirs */
  version: number;
  source: string;
  /** the choices in which implementations differ */
  conventions: readonly string[];
  invariances: readonly Invariance[];
  /** of the paper */
  figure: string | null;
  /** computed from a snapshot; null for what the trainer records in the epoch's row */
  measure: ((reading: Reading) => Outcome) | null;
}

/** An entry of the catalogue; what most of them share may be left out. Keeps the id as a literal type. */
export function defineMetric<const Id extends string>(
  entry: Pick<Metric<Id>, 'id' | 'symbol' | 'title' | 'meaning' | 'formula' | 'needs' | 'source' | 'conventions' | 'measure'> &
    Partial<Metric<Id>>,
): Metric<Id> {
  return { ...COMMON, ...entry };
}

const COMMON = {
  atCollapse: '0',
  valueAtCollapse: () => 0,
  direction: 'FALLS' as const,
  axis: 'LINEAR' as const,
  unit: '',
  version: 1,
  invariances: ['rotation', 'translation', 'scale', 'weightScale'] as const,
  figure: null,
};

export const PAPER = 'Papyan, Han, Donoho 2020, arXiv 2008.08186';

/** The nine choices in which published implementations differ, in words; each entry names those that concern it. */
export const CONVENTION = {
  dividedByC: 'Divided by C.',
  notDividedByC: 'Not divided by C.',
  stdOfClasses: 'Sample standard deviation over the classes (divisor C-1).',
  stdOfPairs: 'Sample standard deviation over unordered pairs (divisor pairs - 1).',
  squared: 'Squared.',
  notSquared: 'Not squared.',
  weightNotCentred: 'The rows of W are not centred; the bias is left out.',
  withBias: 'The classifier decides with its bias.',
  trainMeans: 'Class means of the train images, also for test images.',
  globalMean: 'The global mean is the mean of the class means, not weighted by class size.',
  rawFeatures: 'Features are taken as they are, not normalised.',
} as const;
