import type { ChartModel, Line } from '../charts/model.ts';
import { MOST_LOOKS, type RunLook, lookOf } from '../charts/run-looks.ts';
import { linearTicks } from '../charts/ticks.ts';
import { yAxis } from '../charts/y-axis.ts';
import type { ComparedMetric } from '../comparison/comparison-documents.ts';
import { axisFor, idealOf, yTitle } from '../comparison/prepare-group-chart.ts';
import { metricName } from '../comparison/prepare-title.ts';
import { plural } from '../formats/names.ts';
import { metric as metricText, share } from '../formats/numbers.ts';
import { lookOf as lookOfMetric } from '../paper/line-look.ts';
import type { AnsweredCurve, ChartAnswer, ChartQuestion } from './blocks.ts';

export interface BlockChart {
  metric: ComparedMetric;
  chart: ChartModel;
  /** beside the title: how the middle and the band were made */
  note: string;
  /** points that have no value, and why; null where there are none */
  gapNote: { short: string; text: string } | null;
  /** names of the lines where there are several, in their looks; with the last value where the line's end does not tell it */
  legend: { id: string; label: string; look: RunLook | null; last?: string }[];
}

/** Longer names stand in the legend alone. */
const LONGEST_END_LABEL = 18;
const MOST_NAMED = 6;

/** A chart a metric, in the order of the question; nothing for a metric that the catalogue does not have any more. */
export function prepareChartBlock(question: ChartQuestion, answer: ChartAnswer, catalogue: readonly ComparedMetric[]): BlockChart[] {
  return question.metrics.flatMap((id, i) => {
    const metric = catalogue.find((entry) => entry.id === id);
    return metric ? [chartOf(metric, question, answer.curves.filter((curve) => curve.metric === id), i === 0)] : [];
  });
}

/** For a narrow page: names at the ends of lines would take half of its width, so the legend tells names and last values. */
export function narrowed(prepared: BlockChart): BlockChart {
  const { chart, legend } = prepared;
  const lastOf = (id: string) => chart.lines.find((line) => line.id === id)?.points.findLast(({ y }) => y !== null)?.text;
  const named: BlockChart['legend'] = legend.length > 0 ? legend : chart.lines.map(({ id, label }) => ({ id, label, look: null }));
  return { ...prepared, chart: { ...chart, namesLines: false }, legend: named.map((entry) => ({ ...entry, last: lastOf(entry.id) })) };
}

function chartOf(metric: ComparedMetric, question: ChartQuestion, curves: readonly AnsweredCurve[], namesPhase: boolean): BlockChart {
  const lines = curves.map((curve, i) => lineOf(metric, question, curve, i, curves.length));
  const name = metricName(metric);
  const values = lines.flatMap(({ points, band }) => [...points.flatMap(({ y }) => y ?? []), ...(band ?? []).flatMap(({ low, high }) => [low, high].filter((end): end is number => end !== null && end > 0))]);
  const isLegend = lines.length > 1 || question.groupBy !== undefined;
  return {
    metric,
    chart: {
      name,
      x: xAxis(question, curves),
      y: yAxis({ unit: metric.unit === 'share' ? 'share' : 'number', yTitle: yTitle(metric, question), axis: axisFor(metric, 'published'), ideal: idealOf(metric) }, values),
      ...phaseOf(question, curves, namesPhase),
      ideal: idealOf(metric),
      lines,
      namesLines: lines.length <= MOST_NAMED && lines.every(({ label }) => label.length <= LONGEST_END_LABEL),
      summary: summaryOf(name, lines),
    },
    note: noteOf(question, curves),
    gapNote: gapNoteOf(curves),
    legend: isLegend ? curves.map(({ label, runIds }, i) => ({ id: lines[i]!.id, label: question.groupBy ? `${label} (${plural(runIds.length, 'run')})` : label, look: lookFor(i, curves.length) })) : [],
  };
}

const lookFor = (i: number, count: number): RunLook | null => (count > MOST_LOOKS ? null : lookOf(i));

function lineOf(metric: ComparedMetric, { split, groupBy }: ChartQuestion, curve: AnsweredCurve, i: number, count: number): Line {
  const { label, positions, values, low, high } = curve;
  const isAlone = count === 1 && groupBy === undefined;
  const look = isAlone ? null : lookFor(i, count);
  const text = (value: number | null) => (metric.unit === 'share' ? share(value) : metricText(value));
  return {
    id: `${curve.runIds[0] ?? label} ${i}`,
    label: isAlone ? split.toLowerCase() : label,
    colour: isAlone ? lookOfMetric(metric.id).colour : (look?.colour ?? 'ink-3'),
    isDashed: isAlone && split === 'TEST',
    ...(look && { dash: look.dash, isHollow: look.isHollow }),
    mark: isAlone ? lookOfMetric(metric.id).mark : (look?.mark ?? null),
    markOffset: 9 * i,
    points: positions.map((x, k) => ({ x, y: values[k] ?? null, text: text(values[k] ?? null) })),
    ...(low && high && { band: positions.map((x, k) => ({ x, low: low[k] ?? null, high: high[k] ?? null })) }),
  };
}

function xAxis({ align, from, to }: ChartQuestion, curves: readonly AnsweredCurve[]): ChartModel['x'] {
  const xs = curves.flatMap(({ positions }) => positions);
  const least = align === 'TERMINAL_PHASE' ? xs.reduce((a, b) => Math.min(a, b), 0) : 0;
  const domain = [from ?? least, Math.max((from ?? least) + 1, to ?? xs.reduce((a, b) => Math.max(a, b), 1))] as const;
  return { domain, ticks: linearTicks(domain, 5), title: align === 'TERMINAL_PHASE' ? 'epochs since terminal phase' : 'epoch' };
}

/** Of several runs the phase is ruled where all of them entered it at the same place; of groups only where epochs are counted from it. */
function phaseOf({ align, groupBy }: ChartQuestion, curves: readonly AnsweredCurve[], namesPhase: boolean): Pick<ChartModel, 'phase' | 'phaseNote'> {
  if (align === 'TERMINAL_PHASE') return { phase: { at: 0, label: namesPhase ? 'terminal phase' : null }, phaseNote: null };
  const [first, ...others] = curves.map(({ terminalPhase }) => terminalPhase);
  const isShared = groupBy === undefined && first != null && others.every((each) => each === first);
  if (isShared) return { phase: { at: first, label: namesPhase ? `terminal phase, ${first}` : null }, phaseNote: null };
  return { phase: null, phaseNote: namesPhase && groupBy === undefined && curves.length === 1 ? 'terminal phase not reached' : null };
}

const CENTRES: Record<ChartQuestion['centre'], string> = { MEAN: 'mean', MEDIAN: 'median', GEOMETRIC_MEAN: 'geometric mean' };
const BANDS: Record<ChartQuestion['band'], string> = { MIN_MAX: 'range', STD: 'one standard deviation', CI95: '95 % interval', PREDICTION95: '95 % prediction interval' };

function noteOf({ groupBy, centre, band, layer }: ChartQuestion, curves: readonly AnsweredCurve[]): string {
  const place = layer === 'last' ? '' : `layer ${layer}`;
  const most = Math.max(0, ...curves.map(({ runIds }) => runIds.length));
  const middle = groupBy === undefined ? '' : most > 1 ? `${CENTRES[centre]} and ${BANDS[band]} of up to ${plural(most, 'run')}` : 'one run a group, no band';
  return [middle, place].filter(Boolean).join(', ');
}

function gapNoteOf(curves: readonly AnsweredCurve[]): BlockChart['gapNote'] {
  const gaps = curves.flatMap((curve) => curve.gaps);
  const empty = curves.filter(({ positions }) => positions.length === 0);
  if (gaps.length === 0 && empty.length === 0) return null;
  const sentences = [...new Set(gaps.map(({ reason }) => reason.replace(/^[A-Z_]+: /, ''))), ...(empty.length > 0 ? [`No point of ${empty.map(({ label }) => label).join(', ')}.`] : [])];
  return { short: gaps.length > 0 ? `${plural(gaps.length, 'point')} missing` : `${plural(empty.length, 'run')} not in it`, text: sentences.join(' ') };
}

function summaryOf(name: string, lines: readonly Line[]): string {
  const curves = lines.map(({ label, points }) => {
    const drawn = points.filter(({ y }) => y !== null);
    return drawn.length === 0 ? `${label}: no value` : `${label}: ${drawn[0]!.text} to ${drawn.at(-1)!.text} in ${plural(drawn.length, 'point')}`;
  });
  return `${name}. ${curves.join('; ')}.`;
}
