import type { AxisKind, ChartModel } from '../charts/model.ts';
import { prepareChart } from '../charts/prepare-chart.ts';
import { metric as metricText } from '../formats/numbers.ts';
import { FIGURES, type Figure } from './catalogue.ts';
import type { FigureData } from './figure-data.ts';
import type { MetricEntry, MetricId } from './metric-entry.ts';
import { commonTitle } from './metric-title.ts';
import { curvesOf } from './prepare-curves.ts';
import { referencesOf } from './prepare-references.ts';
import type { RandomLabels } from './random-documents.ts';
import { PLAIN_VIEW, type View } from './view.ts';

export interface PreparedFigure {
  id: string;
  /** whose help stands behind the title */
  metric: MetricId | null;
  symbol: string | null;
  title: string;
  /** of the paper */
  number: string | null;
  chart: ChartModel;
  /** stands in the chart's place when there is nothing to draw */
  absence: { title: string; text: string } | null;
  /** values that do not exist, and why */
  gapNote: { short: string; text: string } | null;
}

/** `random`: what random labels would give; null where it is not wanted, or not there yet. */
export const prepareFigures = (data: FigureData, metrics: readonly MetricEntry[], view: View, random: RandomLabels | null = null): PreparedFigure[] =>
  FIGURES.map((figure) => prepareFigure(figure, data, metrics, view, random));

function prepareFigure(figure: Figure, data: FigureData, metrics: readonly MetricEntry[], view: View, random: RandomLabels | null): PreparedFigure {
  const entry = metrics.find(({ id }) => id === figure.metric) ?? null;
  const title = titleOf(figure, metrics);
  const curves = curvesOf(figure, data, view);
  const chart = prepareChart({
    name: title,
    unit: entry?.unit === 'share' ? 'share' : 'number',
    yTitle: entry ? (entry.unit === 'share' ? 'share of images' : withMinus(entry.formula)) : lossTitle(data.loss),
    axis: axisOf(entry, view),
    ideal: idealOf(figure, entry),
    references: referencesOf(figure, random, view, entry?.unit === 'share'),
    curves,
    terminalPhaseEpoch: data.terminalPhaseEpoch,
    isPhaseProvisional: data.isPhaseProvisional,
    namesPhase: figure.namesPhase ?? false,
    countsFromPhase: view.x === 'phase' && data.terminalPhaseEpoch !== null,
    lastEpoch: data.lastEpoch,
    plannedEpochs: data.plannedEpochs,
    isEnded: data.isEnded,
    zoom: view.zoom,
  });
  const isEmpty = curves.every((curve) => curve.values.every((value) => value === null));
  return {
    id: figure.id,
    metric: figure.metric,
    symbol: entry?.figure ? entry.symbol : null,
    title,
    number: entry?.figure ?? null,
    chart,
    absence: isEmpty ? absenceOf(figure, data) : null,
    gapNote: isEmpty ? null : gapNoteOf(figure, data, view),
  };
}

const metricsOf = (figure: Figure) =>
  figure.sources.flatMap((source) => (source.kind === 'metric' ? [source.metric] : []));

function titleOf(figure: Figure, metrics: readonly MetricEntry[]): string {
  if (figure.metric === null) return 'Loss';
  const ids = [figure.metric, ...metricsOf(figure)];
  return commonTitle(metrics.filter(({ id }) => ids.includes(id)).map(({ title }) => title));
}

const lossTitle = (loss: FigureData['loss']) => (loss === 'MSE' ? 'squared error' : 'cross-entropy, nats');
const withMinus = (formula: string) => formula.replace(/-/g, '−');

/** As published, losses and errors stand on a log axis too, whatever the catalogue's kind for the error is. */
function axisOf(entry: MetricEntry | null, view: View): AxisKind {
  if (view.y !== 'published') return view.y;
  return entry === null || entry.unit === 'share' || entry.axis === 'LOG' ? 'log' : 'linear';
}

/** The error's target holds for the train images only, and that the terminal phase already says. */
function idealOf(figure: Figure, entry: MetricEntry | null) {
  if (!entry || entry.valueAtCollapse === null || figure.metric === 'ERROR') return null;
  const word = entry.symbol === 'NC2' || entry.symbol === 'NC3' ? 'ETF' : 'collapse';
  return { at: entry.valueAtCollapse, label: `${word} ${metricText(entry.valueAtCollapse)}` };
}

function gapsOf(figure: Figure, data: FigureData, view: View) {
  const ids: readonly string[] = metricsOf(figure);
  const splits = view.split === 'both' ? (['train', 'test'] as const) : ([view.split] as const);
  return splits.flatMap((split) =>
    data[split].gaps.filter((gap) => ids.includes(gap.metric)).map((gap) => ({ ...gap, split })),
  );
}

function absenceOf(figure: Figure, data: FigureData): PreparedFigure['absence'] {
  const gaps = gapsOf(figure, data, PLAIN_VIEW);
  const inapplicable =
    gaps.find((gap) => gap.kind === 'NOT_APPLICABLE') ?? gaps.find((gap) => gap.kind === 'UNDEFINED');
  if (inapplicable)
    return {
      title: inapplicable.kind === 'NOT_APPLICABLE' ? 'Not applicable' : 'Not defined',
      text: inapplicable.reason,
    };
  if (gaps.some((gap) => gap.kind === 'PENDING'))
    return { title: 'Being computed', text: 'The values come as soon as they are there.' };
  if (data.isEnded) return { title: 'No value', text: 'This run ended before the first was recorded.' };
  return { title: 'No epoch measured yet', text: 'The first point appears after the first epoch.' };
}

function gapNoteOf(figure: Figure, data: FigureData, view: View): PreparedFigure['gapNote'] {
  const gaps = gapsOf(figure, data, view);
  if (gaps.length === 0) return null;
  const isPending = gaps.every((gap) => gap.kind === 'PENDING');
  if (isPending) return { short: `${gaps.length} being computed`, text: 'The values come as soon as they are there.' };
  const reasons = [...new Set(gaps.filter((gap) => gap.kind !== 'PENDING').map((gap) => gap.reason))];
  return { short: `${gaps.length} without value`, text: reasons.join(' ') };
}
