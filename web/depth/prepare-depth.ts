import type { HeatMapModel } from '../charts/heat-map-model.ts';
import type { MetricId } from '../figures/metric-entry.ts';
import { metric as metricText, share } from '../formats/numbers.ts';
import type { LayerSeries } from './depth-documents.ts';

/** What can be followed through the layers: metrics that need no classifier. */
export const DEPTH_METRICS = [
  'NC1', 'NC1_QUOTIENT', 'NC1_CDNV', 'NC2_EQUINORM_MEANS', 'NC2_EQUIANGULAR_MEANS', 'NC2_MAX_ANGLE_MEANS', 'NC2_ETF_MEANS', 'NCC_ERROR', 'MEANS_EFFECTIVE_RANK',
] as const satisfies readonly MetricId[];

export interface DepthView {
  metric: (typeof DEPTH_METRICS)[number];
  split: 'train' | 'test';
}

/** Under what the page's notes know the map of a view. */
export const depthNotes = ({ metric, split }: DepthView) => `depth ${metric} ${split}`;

type Address = { get: (name: string) => string | null };

export const depthViewOf = (address: Address): DepthView => ({
  metric: DEPTH_METRICS.find((id) => id === address.get('metric')) ?? 'NC1',
  split: address.get('split') === 'test' ? 'test' : 'train',
});

const STEPS = 7;

/** Layers from the image to the classifier: the inner ones as they were named, "last" at the end. */
export const byDepth = (layers: readonly string[]): string[] => [...layers.filter((layer) => layer !== 'last'), ...layers.filter((layer) => layer === 'last')];

/** A row a layer, a column an epoch; small is pale, so a collapsed layer falls silent. Null where nothing has a value. */
export function prepareDepth(series: readonly LayerSeries[], { title, isShare }: { title: string; isShare: boolean }): HeatMapModel | null {
  const epochs = [...new Set(series.flatMap((each) => each.epochs.map(Number)))].sort((a, b) => a - b);
  const values = series.flatMap((each) => valuesAt(each, epochs));
  const known = values.filter((value): value is number => value !== null);
  if (known.length === 0) return null;
  const scale = scaleOf(known);
  const text = isShare ? share : metricText;
  const names = series.map(({ layer }) => layer);
  const cell = (row: number, column: number) => values[row * epochs.length + column] ?? null;
  const reason = (row: number, column: number) => reasonAt(series[row]!, epochs[column]!);
  return {
    name: `${title} through depth`,
    names,
    columnNames: epochs.map((epoch) => `epoch ${epoch}`),
    columnEpochs: epochs,
    shortNames: epochs.map(String),
    rowsAre: 'layer',
    values,
    scale: 'sequential',
    steps: values.map((value) => (value === null ? null : scale.step(value))),
    isDiagonalStruck: false,
    ends: { low: text(scale.low), middle: '', high: `${text(scale.high)}${scale.isLog ? ', log' : ''}` },
    text,
    hint: 'Point at a layer and an epoch.',
    told: (row, column) => {
      const value = cell(row, column);
      return `${names[row]}, epoch ${epochs[column]}: ${value === null ? (reason(row, column) ?? 'not measured') : text(value)}`;
    },
    summary: summaryOf(title, names, epochs.length, (row) => cell(row, epochs.length - 1), text),
  };
}

function valuesAt({ epochs, columns }: LayerSeries, all: readonly number[]): (number | null)[] {
  const found = new Map(epochs.map((epoch, i) => [Number(epoch), columns[0]?.values[i] ?? null]));
  return all.map((epoch) => found.get(epoch) ?? null);
}

function reasonAt({ epochs, columns }: LayerSeries, epoch: number): string | null {
  const index = epochs.map(Number).indexOf(epoch);
  return columns[0]?.gaps.find((gap) => gap.index === index)?.reason ?? null;
}

/** Logarithmic over what is positive, with exact zeros on the palest step; linear where a value is negative. */
function scaleOf(known: readonly number[]): { low: number; high: number; isLog: boolean; step: (value: number) => number } {
  const isLog = known.every((value) => value >= 0) && known.some((value) => value > 0);
  const shown = isLog ? known.filter((value) => value > 0) : known;
  const [low, high] = [shown.reduce((a, b) => Math.min(a, b)), shown.reduce((a, b) => Math.max(a, b))];
  const place = (value: number) => (isLog ? Math.log(value) : value);
  const length = place(high) - place(low);
  const step = (value: number) => (isLog && value <= 0 ? 0 : length === 0 ? STEPS - 1 : Math.min(STEPS - 1, Math.floor(((place(value) - place(low)) / length) * STEPS)));
  return { low, high, isLog, step };
}

function summaryOf(title: string, names: readonly string[], epochs: number, last: (row: number) => number | null, text: (value: number | null) => string): string {
  const ends = names.map((name, row) => `${name} ${text(last(row))}`).join(', ');
  return `${title} of ${names.length} layers in ${epochs} epochs; in the last one: ${ends}. Arrow keys go from cell to cell.`;
}
