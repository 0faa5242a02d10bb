import type { AxisKind, BandPoint, ChartModel, Line, Point, Range, Trace } from '../charts/model.ts';
import { linearTicks } from '../charts/ticks.ts';
import { yAxis } from '../charts/y-axis.ts';
import type { TableText } from '../export/table-text.ts';
import { metric as metricText, share } from '../formats/numbers.ts';
import { plural } from '../formats/names.ts';
import type { Centre, ComparedMetric, GroupCurvesAnswer } from './comparison-documents.ts';
import { curvesText } from './curves-text.ts';
import type { Group } from './prepare-groups.ts';
import { metricName } from './prepare-title.ts';
import type { CompareView } from './view.ts';

/** More names at the line ends than this would be a heap: then the list of groups names the lines. */
const MOST_NAMED = 6;

export interface GroupChart {
  chart: ChartModel;
  /** kind of the middle and the band, and how many runs stand behind them */
  note: string;
  /** runs and groups that are not in the picture, and why */
  gapNote: { short: string; text: string } | null;
  /** stands in the chart's place when there is nothing to draw */
  absence: { title: string; text: string } | null;
  isPending: boolean;
  /** every point of every group, a row each */
  numbers: TableText;
}

type Curves = Pick<GroupCurvesAnswer, 'groups' | 'traces'>;
type GroupCurve = NonNullable<Curves['groups']>[number]['curves'][number];

/** As published, shares stand on a log axis as well, whatever the catalogue's kind for them is. */
export function axisFor({ axis, unit }: Pick<ComparedMetric, 'axis' | 'unit'>, y: CompareView['y']): AxisKind {
  if (y !== 'published') return y;
  return axis === 'LOG' || unit === 'share' ? 'log' : 'linear';
}

/** The middle that a metric's groups are drawn by. A share can be zero, of which there is no geometric mean. */
export function centreFor(metric: Pick<ComparedMetric, 'axis' | 'unit'>, { centre, y, groupBy }: Pick<CompareView, 'centre' | 'y' | 'groupBy'>): Centre {
  // each run is its own middle: the answer must not depend on the axis, or a switch of the axis would ask anew
  if (groupBy === 'NONE') return 'MEAN';
  if (centre === 'mean') return 'MEAN';
  if (centre === 'median') return 'MEDIAN';
  if (centre === 'geometric-mean') return 'GEOMETRIC_MEAN';
  return axisFor(metric, y) === 'log' && metric.unit !== 'share' && metric.axis === 'LOG' ? 'GEOMETRIC_MEAN' : 'MEAN';
}

/** Decides everything that the chart of one metric over groups of runs shows. */
export function prepareGroupChart(metric: ComparedMetric, answer: Curves, groups: readonly Group[], view: CompareView, namesPhase: boolean): GroupChart {
  const shown = groups.filter(({ isHidden }) => !isHidden);
  const found = shown.flatMap((group) => {
    const curve = answer.groups?.find(({ runs }) => runs.some(({ id }) => id === group.key))?.curves[0];
    return curve ? [{ group, curve }] : [];
  });
  const lines = found.map(({ group, curve }, i) => lineOf(group, curve, i, tracesOf(answer, group, view), metric, view));
  const isByPhase = view.align === 'phase';
  const title = metricName(metric);
  const gap = gapNoteOf(found, view);
  return {
    chart: {
      name: title,
      x: { ...xAxis(lines, view), title: isByPhase ? 'epochs since terminal phase' : 'epoch' },
      y: yAxis({ unit: metric.unit === 'share' ? 'share' : 'number', yTitle: yTitle(metric, view), axis: axisFor(metric, view.y), ideal: idealOf(metric) }, lines.flatMap(valuesOf)),
      phase: isByPhase && !(view.zoom && view.zoom.to < 0) ? { at: 0, label: namesPhase ? 'terminal phase' : null } : null,
      phaseNote: null,
      ideal: idealOf(metric),
      lines,
      namesLines: lines.length <= MOST_NAMED && lines.every(({ colour }) => colour !== 'ink-3'),
      summary: summaryOf(title, lines),
    },
    note: noteOf(metric, view, found.map(({ curve }) => curve)),
    gapNote: gap,
    absence: lines.some((line) => line.points.some(({ y }) => y !== null)) ? null : absenceOf(shown, gap, found.some(({ curve }) => curve.isPending)),
    isPending: found.some(({ curve }) => curve.isPending),
    numbers: curvesText(found.map(({ group, curve }) => ({ group: group.title, curve, isSeen: (x) => isSeen(x, view.zoom) })), isByPhase ? 'epochs since terminal phase' : 'epoch'),
  };
}

function lineOf(group: Group, curve: GroupCurve, i: number, traces: Trace[], metric: ComparedMetric, view: CompareView): Line {
  const { positions, low, high } = curve;
  const seen = positions.map(Number).flatMap((x, k) => (isSeen(x, view.zoom) ? [{ x, k }] : []));
  const band: BandPoint[] = seen.map(({ x, k }) => ({ x, low: low?.[k] ?? null, high: high?.[k] ?? null }));
  return {
    id: group.key,
    label: group.short,
    colour: group.look?.colour ?? 'ink-3',
    isDashed: false,
    dash: group.look?.dash ?? null,
    mark: group.look?.mark ?? null,
    isHollow: group.look?.isHollow,
    markOffset: 9 * i,
    points: pointsOf(curve, metric, view.zoom),
    band: view.band === 'NONE' || low === null ? undefined : band,
    traces: traces.length > 1 ? traces : [],
  };
}

/** By curve: a switch of the view draws the same thousands of points anew, and need not word them anew. */
const pointsKnown = new WeakMap<GroupCurve, { unit: ComparedMetric['unit']; points: Point[] }>();

function pointsOf(curve: GroupCurve, metric: ComparedMetric, zoom: CompareView['zoom']): Point[] {
  const known = pointsKnown.get(curve);
  const points = known?.unit === metric.unit ? known.points : curve.positions.map((x, k) => point(Number(x), curve.centre[k] ?? null, metric, measuredAt(curve, k)));
  pointsKnown.set(curve, { unit: metric.unit, points });
  return zoom ? points.filter(({ x }) => isSeen(x, zoom)) : points;
}

const isSeen = (x: number, zoom: CompareView['zoom']) => !zoom || (x >= zoom.from && x <= zoom.to);
const point = (x: number, y: number | null, metric: ComparedMetric, measured?: number): Point => ({ x, y, text: metric.unit === 'share' ? share(y) : metricText(y), ...(measured === undefined ? {} : { measured }) });

/** How many runs were measured at a point; undefined where all of them were. */
function measuredAt({ measured, n }: GroupCurve, k: number): number | undefined {
  const count = Number(measured[k]);
  return count < n ? count : undefined;
}

function tracesOf({ traces }: Curves, group: Group, { zoom }: CompareView): Trace[] {
  return (traces ?? [])
    .filter(({ run }) => group.runs.some(({ id }) => id === run.id))
    .map(({ run, epochs, sinceTerminalPhase, columns }) => ({
      id: run.id,
      points: (sinceTerminalPhase ?? epochs)
        .map((x, k): Point => ({ x: Number(x), y: columns[0]?.values[k] ?? null, text: '' }))
        .filter(({ x }) => isSeen(x, zoom)),
    }));
}

/** A band is part of the picture: the axis must hold it. */
const valuesOf = ({ points, band }: Line): number[] => [...points.flatMap(({ y }) => y ?? []), ...(band ?? []).flatMap(({ low, high }) => [low, high].filter((end): end is number => end !== null && end > 0))];

function xAxis(lines: readonly Line[], { zoom, align }: CompareView): { domain: Range; ticks: ReturnType<typeof linearTicks> } {
  const xs = lines.flatMap(({ points }) => points.map(({ x }) => x));
  const whole: Range = [align === 'phase' ? Math.min(0, ...xs) : 0, Math.max(1, ...xs)];
  const domain: Range = zoom ? [zoom.from, zoom.to] : whole;
  return { domain, ticks: linearTicks(domain, 5) };
}

export const yTitle = (metric: ComparedMetric, { split }: Pick<CompareView, 'split'>) => `${metric.unit === 'share' ? 'share of images' : metric.formula.replace(/-/g, '−')}, ${split === 'TRAIN' ? 'train' : 'test'}`;

/** The error's target holds for the train images only, and that the terminal phase already says. */
export function idealOf(metric: ComparedMetric): { at: number; label: string } | null {
  if (metric.valueAtCollapse === null || metric.id === 'ERROR') return null;
  const word = metric.symbol === 'NC2' || metric.symbol === 'NC3' ? 'ETF' : 'collapse';
  return { at: metric.valueAtCollapse, label: `${word} ${metricText(metric.valueAtCollapse)}` };
}

const CENTRE_WORDS: Record<Centre, string> = { MEAN: 'mean', MEDIAN: 'median', GEOMETRIC_MEAN: 'geometric mean' };
const BAND_WORDS: Record<CompareView['band'], string> = { MIN_MAX: 'range', STD: 'one standard deviation', CI95: '95 % interval', PREDICTION95: '95 % prediction interval', NONE: '' };

function noteOf(metric: ComparedMetric, view: CompareView, curves: readonly GroupCurve[]): string {
  const counts = [...new Set(curves.map(({ n }) => n).filter((n) => n > 0))].sort((a, b) => a - b);
  const most = counts.at(-1);
  if (most === undefined) return '';
  if (most === 1) return 'one run a group, no band';
  const n = counts[0] === most ? String(most) : `${counts[0]} to ${most}`;
  const middle = CENTRE_WORDS[centreFor(metric, view)];
  const band = BAND_WORDS[view.band];
  return `${band ? `${middle} and ${band}` : middle} of ${n} ${view.groupBy === 'ALL_BUT_SEED' ? 'seeds' : 'runs'}${interpolatedOf(curves, view)}`;
}

/** How many of the points that are seen have a run that was not measured there. */
function interpolatedOf(curves: readonly GroupCurve[], { zoom }: CompareView): string {
  const isInterpolated = curves.flatMap(({ positions, measured, n }) => positions.flatMap((x, i) => (isSeen(Number(x), zoom) ? [Number(measured[i]) < n] : [])));
  const count = isInterpolated.filter(Boolean).length;
  return count === 0 ? '' : `, interpolated at ${count} of ${plural(isInterpolated.length, 'point')} (small open marks)`;
}

function gapNoteOf(found: readonly { group: Group; curve: GroupCurve }[], { align }: CompareView): GroupChart['gapNote'] {
  const missing = found.flatMap(({ group, curve }) =>
    curve.runIdsWithoutValues.map((id) => group.runs.find((run) => run.id === id)).filter((run) => run !== undefined),
  );
  const gaps = found.flatMap(({ curve }) => curve.gaps.map(({ reason }) => reason));
  const unphased = align === 'phase' ? missing.filter(({ terminalPhaseEpoch }) => terminalPhaseEpoch === null) : [];
  const others = missing.filter((run) => !unphased.includes(run));
  const sentences = [
    ...(unphased.length > 0 ? [`${listOf(unphased)}: the terminal phase was not reached, so there is nothing to count from. Count from the first epoch to see ${unphased.length === 1 ? 'it' : 'them'}.`] : []),
    ...(others.length > 0 ? [`${listOf(others)}: no value so far.`] : []),
    ...new Set(gaps),
  ];
  if (sentences.length === 0) return null;
  const short = missing.length > 0 ? `${plural(missing.length, 'run')} not in it` : `${plural(gaps.length, 'point')} missing`;
  return { short, text: sentences.join(' ') };
}

const listOf = (runs: readonly { name: string }[]) => (runs.length > 4 ? `${runs.length} runs` : runs.map(({ name }) => name).join('; '));

function absenceOf(shown: readonly Group[], gap: GroupChart['gapNote'], isPending: boolean): GroupChart['absence'] {
  if (shown.length === 0) return { title: 'All groups are hidden', text: 'Show one of them in the list.' };
  if (isPending) return { title: 'Being computed', text: 'The values come as soon as they are there.' };
  return { title: 'Nothing to draw', text: gap?.text ?? 'No group has an epoch at which all of its runs have a value. Group each run alone to see their own curves.' };
}

function summaryOf(title: string, lines: readonly Line[]): string {
  const curves = lines.map(({ label, points }) => {
    const drawn = points.filter(({ y }) => y !== null);
    return drawn.length === 0 ? `${label}: no value` : `${label}: ${drawn[0]!.text} to ${drawn.at(-1)!.text}`;
  });
  return `${title} of ${plural(lines.length, 'group')}. ${curves.join('; ')}.`;
}

/** Where the crosshair stops: every position at which one of the lines has a point. */
export const stopsOf = (charts: readonly ChartModel[]): number[] => [...new Set(charts.flatMap(({ lines }) => lines.flatMap(({ points }) => points.filter(({ y }) => y !== null).map(({ x }) => x))))].sort((a, b) => a - b);
