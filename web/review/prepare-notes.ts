import type { Pin } from '../charts/pins.ts';
import { metric as metricText, share } from '../formats/numbers.ts';
import type { Figure } from '../figures/catalogue.ts';
import type { MetricEntry, MetricId } from '../figures/metric-entry.ts';
import type { View } from '../figures/view.ts';
import type { Thread } from './review-documents.ts';

/** A place that a new note is about. */
export interface Place {
  metric: MetricId;
  split: 'TRAIN' | 'TEST';
  layer: string;
  fromEpoch: number;
  toEpoch: number;
}

/** The anchor of a note in words, in parts: what is measured, and where. */
export interface AnchorWords {
  what: string;
  of: string;
  where: string;
  value: string | null;
  /** that it is no longer what the note was written on; null where it is */
  change: string | null;
}

/** What a note is about, as "NC1, train, last layer, epoch 70: 0.190". Null: the run as a whole. */
export function anchorWords({ anchor }: Pick<Thread, 'anchor'>, metrics: readonly MetricEntry[]): AnchorWords | null {
  if (!anchor) return null;
  const entry = metrics.find(({ id }) => id === anchor.metric);
  const written = anchor.value === null ? null : valueText(anchor.value, entry);
  const isPoint = anchor.fromEpoch === anchor.toEpoch;
  return {
    what: entry ? nameOf(entry) : anchor.metric,
    of: `${anchor.split.toLowerCase()}, ${anchor.layer === 'last' ? 'last layer' : anchor.layer}`,
    where: epochsText(anchor.fromEpoch, anchor.toEpoch),
    value: isPoint ? written : null,
    change: anchor.isOutdated ? changeText(written, anchor.valueNow === null ? null : valueText(anchor.valueNow, entry)) : null,
  };
}

const nameOf = ({ symbol, title, figure }: MetricEntry) => (figure && symbol !== 'NC2' ? symbol : title);
const valueText = (value: number, entry: MetricEntry | undefined) => (entry?.unit === 'share' ? share(value) : metricText(value));

export function epochsText(from: number | null, to: number | null): string {
  if (from === null) return 'all epochs';
  return to === null || to === from ? `epoch ${from}` : `epochs ${from} to ${to}`;
}

function changeText(then: string | null, now: string | null): string {
  if (then === null || now === null || then === now) return 'The data or the formula changed since this was written.';
  return `It was ${then} when this was written and is ${now} now.`;
}

/** "3 open, 1 resolved" */
export function countsText(threads: readonly Thread[]): string {
  const resolved = threads.filter(({ resolvedAt }) => resolvedAt !== null).length;
  const open = threads.length - resolved;
  return resolved === 0 ? `${open} open` : `${open} open, ${resolved} resolved`;
}

/** The metrics that a figure draws. */
export const metricsOfFigure = ({ metric, sources }: Figure): MetricId[] => [
  ...new Set(sources.flatMap((source): MetricId[] => (source.kind === 'metric' ? [source.metric] : [metric ?? 'LOSS']))),
];

/** The pins of a figure: notes on its metrics, of the layer and of a split that is shown. */
export function pinsOfFigure(figure: Figure, threads: readonly Thread[], { view, layer, origin, activeId }: { view: View; layer: string; origin: number; activeId: string | null }): Pin[] {
  const metrics = metricsOfFigure(figure);
  return threads.flatMap((thread): Pin[] => {
    const { anchor } = thread;
    if (!anchor || !metrics.includes(anchor.metric) || anchor.layer !== layer) return [];
    if (view.split !== 'both' && view.split !== anchor.split.toLowerCase()) return [];
    const pin = pinOf(thread, { lineId: lineIdOf(figure, anchor.metric, anchor.split), origin, activeId });
    return pin ? [pin] : [];
  });
}

/** A note as the pin of a chart whose x begins at `origin`; null for one that is on no epoch. `on`: which of several runs it is on. */
export function pinOf({ id, number, anchor, resolvedAt }: Thread, { lineId, origin, activeId, on = '' }: { lineId: string | null; origin: number; activeId: string | null; on?: string }): Pin | null {
  if (!anchor || anchor.fromEpoch === null) return null;
  const to = anchor.toEpoch ?? anchor.fromEpoch;
  const name = [`Note ${number}${on && ` on ${on}`}`, resolvedAt === null ? 'open' : 'resolved', epochsText(anchor.fromEpoch, to)].join(', ');
  return { id, number, from: anchor.fromEpoch - origin, to: to - origin, lineId, isResolved: resolvedAt !== null, isActive: id === activeId, name };
}

/** As `prepare-curves` names the lines of a figure. */
function lineIdOf({ sources }: Figure, metric: MetricId, split: 'TRAIN' | 'TEST'): string {
  return sources.some((source) => source.kind === 'history') ? split.toLowerCase() : `${metric} ${split.toLowerCase()}`;
}

/** What a new note is about, from the line under the pointer; the figure's first line where there is none. */
export function placeOn(figure: Figure, { x, lineId }: { x: number; lineId: string | null }, { view, layer, origin }: { view: View; layer: string; origin: number }): Place {
  const epoch = x + origin;
  const [named, split] = lineId?.includes(' ') ? (lineId.split(' ') as [MetricId, string]) : [null, lineId ?? (view.split === 'test' ? 'test' : 'train')];
  return { metric: named ?? metricsOfFigure(figure)[0]!, split: split === 'test' ? 'TEST' : 'TRAIN', layer, fromEpoch: epoch, toEpoch: epoch };
}
