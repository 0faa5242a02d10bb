import type { MetricId } from '../figures/metric-entry.ts';
import type { Band, GroupBy, Split } from './comparison-documents.ts';

/** What of a metric's curve stands for a run: its value at the terminal phase's first epoch, at the last epoch, or its best. */
export type Moment = 'phase' | 'end' | 'best';

/** A number of a run. */
export interface Quantity {
  metric: MetricId;
  split: Split;
  at: Moment;
}

export type CentreChoice = 'auto' | 'mean' | 'median' | 'geometric-mean';

/** How a comparison is looked at: all of it is in the page's address, so that a link shows what its sender saw. */
export interface CompareView {
  runs: string[];
  metrics: MetricId[];
  groupBy: GroupBy;
  align: 'phase' | 'epoch';
  centre: CentreChoice;
  band: Band | 'NONE';
  y: 'published' | 'log' | 'linear';
  split: Split;
  /** positions that the curves are narrowed to, on the axis that `align` says; null: all */
  zoom: { from: number; to: number } | null;
  /** looks of the groups, in their order, counted from 0; null: as they come */
  slots: number[] | null;
  /** slots of the groups that are hidden */
  hidden: number[];
  /** run in whose group the baseline is; null: the pinned one */
  baseline: string | null;
  scatterX: Quantity;
  scatterY: Quantity;
  /** metric of the small multiples; null: the first chosen one */
  multiples: MetricId | null;
}

export const MOST_RUNS = 40;
export const MOST_METRICS = 8;

export const GROUPINGS: readonly { value: GroupBy; label: string }[] = [
  { value: 'ALL_BUT_SEED', label: 'all but seed' },
  { value: 'NONE', label: 'each run alone' },
  { value: 'ARCHITECTURE', label: 'network' },
  { value: 'DATASET', label: 'data set' },
  { value: 'CELL', label: 'network and data set' },
  { value: 'LOSS', label: 'loss' },
  { value: 'LEARNING_RATE', label: 'learning rate' },
  { value: 'WEIGHT_DECAY', label: 'weight decay' },
  { value: 'BATCH_SIZE', label: 'batch size' },
  { value: 'EPOCHS', label: 'epochs' },
];
export const BANDS: readonly { value: CompareView['band']; label: string }[] = [
  { value: 'MIN_MAX', label: 'range of seeds' },
  { value: 'STD', label: 'one standard deviation' },
  { value: 'CI95', label: '95 % interval of the mean' },
  { value: 'PREDICTION95', label: '95 % interval of a further seed' },
  { value: 'NONE', label: 'none' },
];
export const CENTRES: readonly { value: CentreChoice; label: string }[] = [
  { value: 'auto', label: 'mean, geometric on log axes' },
  { value: 'mean', label: 'mean' },
  { value: 'geometric-mean', label: 'geometric mean' },
  { value: 'median', label: 'median' },
];
export const ALIGNMENTS = [
  { value: 'epoch', label: 'epoch' },
  { value: 'phase', label: 'since terminal phase' },
] as const;
export const Y_AXES = [
  { value: 'published', label: 'as published' },
  { value: 'log', label: 'log' },
  { value: 'linear', label: 'linear' },
] as const;
export const SPLITS: readonly { value: Split; label: string }[] = [
  { value: 'TRAIN', label: 'Train' },
  { value: 'TEST', label: 'Test' },
];

export const PLAIN_VIEW: CompareView = {
  runs: [],
  metrics: ['NC1', 'NC3_DUALITY'],
  groupBy: 'ALL_BUT_SEED',
  align: 'phase',
  centre: 'auto',
  band: 'MIN_MAX',
  y: 'published',
  split: 'TRAIN',
  zoom: null,
  slots: null,
  hidden: [],
  baseline: null,
  scatterX: { metric: 'NC1', split: 'TRAIN', at: 'end' },
  scatterY: { metric: 'ERROR', split: 'TEST', at: 'end' },
  multiples: null,
};

type Address = { get: (name: string) => string | null };
/** Ids and words as the address has them: what looks otherwise was not written by this page. */
const ID = /^[\w-]{1,80}$/;
const METRIC = /^[A-Z][A-Z0-9_]{1,60}$/;

/** The view in an address; what it does not name, or names wrongly, is as usual. */
export function compareViewOf(address: Address): CompareView {
  const metrics = unique(words(address, 'metrics').filter((word) => METRIC.test(word))).slice(0, MOST_METRICS) as MetricId[];
  const [from, to] = [wholeIn(address.get('from')), wholeIn(address.get('to'))];
  const choice = <T extends string>(name: string, choices: readonly { value: T }[], usual: T): T => choices.find(({ value }) => slug(value) === address.get(name))?.value ?? usual;
  const plain = PLAIN_VIEW;
  const centre = choice('centre', CENTRES, plain.centre);
  return {
    runs: unique(words(address, 'runs').filter((word) => ID.test(word))).slice(0, MOST_RUNS),
    metrics: metrics.length > 0 ? metrics : plain.metrics,
    groupBy: choice('group', GROUPINGS, plain.groupBy),
    align: choice('align', ALIGNMENTS, plain.align),
    centre,
    // a deviation or an interval belongs to a mean: around a median only the range says something
    band: bandFor(centre, choice('band', BANDS, plain.band)),
    y: choice('y', Y_AXES, plain.y),
    split: choice('split', SPLITS, plain.split),
    zoom: from !== null && to !== null && to > from ? { from, to } : null,
    slots: address.get('looks') === null ? null : slotsIn(address, 'looks'),
    hidden: slotsIn(address, 'hidden'),
    baseline: idIn(address.get('baseline')),
    scatterX: quantityIn(address.get('across')) ?? plain.scatterX,
    scatterY: quantityIn(address.get('up')) ?? plain.scatterY,
    multiples: METRIC.test(address.get('each') ?? '') ? (address.get('each') as MetricId) : null,
  };
}

export const bandFor = (centre: CentreChoice, band: CompareView['band']): CompareView['band'] => (centre === 'median' && band !== 'NONE' ? 'MIN_MAX' : band);

/** What the address says of some parts of a view; null takes a name away, since what is as usual is not written. */
export function compareAddress(parts: Partial<CompareView>): Record<string, string | null> {
  const texts: Record<keyof CompareView, (view: CompareView) => [string, string | null]> = {
    runs: ({ runs }) => ['runs', runs.join(',') || null],
    metrics: ({ metrics }) => ['metrics', metrics.join(',') || null],
    groupBy: ({ groupBy }) => ['group', slug(groupBy)],
    align: ({ align }) => ['align', align],
    centre: ({ centre }) => ['centre', centre],
    band: ({ band }) => ['band', slug(band)],
    y: ({ y }) => ['y', y],
    split: ({ split }) => ['split', slug(split)],
    zoom: () => ['from', null],
    slots: ({ slots }) => ['looks', slots?.map((slot) => slot + 1).join(',') ?? null],
    hidden: ({ hidden }) => ['hidden', hidden.map((slot) => slot + 1).join(',') || null],
    baseline: ({ baseline }) => ['baseline', baseline],
    scatterX: ({ scatterX }) => ['across', quantityText(scatterX)],
    scatterY: ({ scatterY }) => ['up', quantityText(scatterY)],
    multiples: ({ multiples }) => ['each', multiples],
  };
  const given = Object.keys(parts) as (keyof CompareView)[];
  const whole = { ...PLAIN_VIEW, ...parts };
  const changes = Object.fromEntries(
    given.map((key) => {
      const [name, text] = texts[key](whole);
      return [name, text === texts[key](PLAIN_VIEW)[1] ? null : text];
    }),
  );
  return parts.zoom === undefined ? changes : { ...changes, from: parts.zoom && String(parts.zoom.from), to: parts.zoom && String(parts.zoom.to) };
}

const slug = (word: string) => word.toLowerCase().replaceAll('_', '-');
const words = (address: Address, name: string) => (address.get(name) ?? '').split(',').filter((word) => word !== '');
const unique = (list: readonly string[]) => [...new Set(list)];
const idIn = (text: string | null) => (text !== null && ID.test(text) ? text : null);

function wholeIn(text: string | null): number | null {
  return text !== null && /^-?\d{1,7}$/.test(text) ? Number(text) : null;
}

const slotsIn = (address: Address, name: string): number[] =>
  unique(words(address, name))
    .map((word) => wholeIn(word))
    .filter((slot): slot is number => slot !== null && slot >= 1 && slot <= MOST_RUNS)
    .map((slot) => slot - 1);

export const quantityText = ({ metric, split, at }: Quantity) => `${metric}.${slug(split)}.${at}`;

export function quantityIn(text: string | null): Quantity | null {
  const [metric = '', split, at] = (text ?? '').split('.');
  const found = SPLITS.find(({ value }) => slug(value) === split);
  if (!METRIC.test(metric) || !found || !(at === 'phase' || at === 'end' || at === 'best')) return null;
  return { metric: metric as MetricId, split: found.value, at };
}
