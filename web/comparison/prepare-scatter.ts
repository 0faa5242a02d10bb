import type { AxisKind, ChartModel, Line, Range, Tick } from '../charts/model.ts';
import { linearTicks, logTicks, niceStep } from '../charts/ticks.ts';
import { logDomain } from '../charts/domains.ts';
import { shareTick } from '../charts/y-axis.ts';
import type { TableText } from '../export/table-text.ts';
import { THIN, metric as metricText, share } from '../formats/numbers.ts';
import { plural } from '../formats/names.ts';
import type { ComparedMetric, SummariesAnswer } from './comparison-documents.ts';
import { type Fit, leastSquares } from './least-squares.ts';
import { metricName } from './prepare-title.ts';
import type { Group } from './prepare-groups.ts';
import type { CompareView, Quantity } from './view.ts';

export interface Scatter {
  title: string;
  chart: ChartModel;
  absence: { title: string; text: string } | null;
  gapNote: { short: string; text: string } | null;
  table: TableText;
  /** the points, then the line with the ends of its interval */
  numbers: TableText;
}

interface Side {
  quantity: Quantity;
  metric: ComparedMetric;
  name: string;
  isShare: boolean;
  text: (value: number) => string;
}

interface Dot {
  group: Group;
  name: string;
  x: number;
  y: number;
}

/** One quantity of each run against another, with a line through all of them. */
export function prepareScatter(groups: readonly Group[], summaries: SummariesAnswer, metrics: readonly ComparedMetric[], view: CompareView): Scatter | null {
  const [across, up] = [sideOf(view.scatterX, metrics), sideOf(view.scatterY, metrics)];
  if (!across || !up) return null;
  const shown = groups.filter(({ isHidden }) => !isHidden);
  const { dots, missing } = dotsOf(shown, summaries, across, up);
  const [x, y] = [axisOf(across, dots.map((dot) => dot.x), view.y), axisOf(up, dots.map((dot) => dot.y), view.y)];
  const fit = leastSquares(dots.map((dot) => ({ x: x.to(dot.x), y: y.to(dot.y) })));
  const title = `${across.name} and ${up.name}`;
  const notes = fit ? [...slopeTexts(fit, { side: across, kind: x.kind }, { side: up, kind: y.kind }), `n = ${fit.n}${fit.r2 === null ? '' : `, R² = ${fit.r2.toFixed(2)}`}`] : [`n = ${dots.length}: ${dots.length < 3 ? 'a line needs three runs' : 'no line, all lie at one place across'}`];
  const trend = fit ? fitLine(fit, x, y) : null;
  return {
    title,
    chart: {
      name: title,
      x: { kind: x.kind, domain: x.domain, ticks: x.ticks, minorTicks: x.minorTicks, title: across.name },
      y: { kind: y.kind, domain: y.domain, hasRail: false, ticks: y.ticks, minorTicks: y.minorTicks, title: up.name },
      phase: null,
      phaseNote: null,
      ideal: null,
      lines: [...(trend ? [trend] : []), ...shown.flatMap((group) => dotsLine(group, dots, across, up))],
      namesLines: false,
      notes,
      summary: `${title} of ${plural(dots.length, 'run')}. ${notes.join('; ')}.`,
    },
    absence: dots.length === 0 ? { title: 'No run has both values', text: missing[0] ?? 'The values come as soon as they are there.' } : null,
    gapNote: dots.length > 0 && missing.length > 0 ? { short: `${plural(missing.length, 'run')} not in it`, text: [...new Set(missing)].join(' ') } : null,
    table: { heads: ['Run', 'Group', across.name, up.name], rows: dots.map((dot) => [dot.name, dot.group.title, dot.x, dot.y]) },
    numbers: numbersOf(dots, trend, across.name, up.name),
  };
}

const numbersOf = (dots: readonly Dot[], trend: Line | null, across: string, up: string): TableText => ({
  heads: ['Kind', 'Run', 'Group', across, up, 'low, 95 %', 'high, 95 %'],
  rows: [
    ...dots.map((dot) => ['run', dot.name, dot.group.title, dot.x, dot.y, null, null]),
    ...(trend?.points ?? []).map(({ x, y }, i) => ['least squares', null, null, x, y, trend?.band?.[i]?.low ?? null, trend?.band?.[i]?.high ?? null]),
  ],
});

const MOMENTS: Record<Quantity['at'], string> = { phase: 'at the terminal phase', end: 'at the end', best: 'at its best' };

/** "NC1 on train at the end", "test error at the end". */
export function quantityName({ split, at }: Quantity, { id, symbol, title }: Pick<ComparedMetric, 'id' | 'symbol' | 'title'>): string {
  if (id === 'ERROR') return `${split === 'TRAIN' ? 'train' : 'test'} error ${MOMENTS[at]}`;
  const name = id === 'NC1' ? 'NC1' : metricName({ symbol, title });
  return `${name} on ${split === 'TRAIN' ? 'train' : 'test'} ${MOMENTS[at]}`;
}

function sideOf(quantity: Quantity, metrics: readonly ComparedMetric[]): Side | null {
  const metric = metrics.find(({ id }) => id === quantity.metric);
  if (!metric) return null;
  const isShare = metric.unit === 'share';
  return { quantity, metric, isShare, name: quantityName(quantity, metric), text: isShare ? share : metricText };
}

function dotsOf(groups: readonly Group[], summaries: SummariesAnswer, across: Side, up: Side): { dots: Dot[]; missing: string[] } {
  const dots: Dot[] = [];
  const missing: string[] = [];
  for (const group of groups) {
    for (const run of group.runs) {
      const [x, y] = [quantityOf(run.id, summaries, across.quantity), quantityOf(run.id, summaries, up.quantity)];
      if (x.value !== null && y.value !== null) dots.push({ group, name: run.name, x: x.value, y: y.value });
      else missing.push(`${run.name}: ${(x.value === null ? x.reason : y.reason) ?? 'no value so far.'}`);
    }
  }
  return { dots, missing };
}

function quantityOf(runId: string, summaries: SummariesAnswer, { metric, split, at }: Quantity): { value: number | null; reason: string | null } {
  const found = (split === 'TRAIN' ? summaries.train : summaries.test)?.find(({ run }) => run.id === runId)?.metrics.find((each) => each.metric === metric);
  if (!found) return { value: null, reason: null };
  return { phase: found.terminalPhase, end: found.last, best: found.best }[at];
}

interface Axis {
  kind: AxisKind;
  domain: Range;
  ticks: Tick[];
  minorTicks: number[];
  /** to what the line is drawn through, and back */
  to: (value: number) => number;
  from: (value: number) => number;
}

/** Logarithmic as the catalogue has it or the view wants it, unless a value has no logarithm: it would be left out, or moved. */
function axisOf({ metric, isShare }: Side, values: readonly number[], y: CompareView['y']): Axis {
  const wantsLog = y === 'published' ? metric.axis === 'LOG' && !isShare : y === 'log';
  if (wantsLog && values.every((value) => value > 0)) {
    const domain = logDomain(values);
    const { major, minor } = isShare ? logTicks(domain, shareTick) : logTicks(domain);
    return { kind: 'log', domain, ticks: major, minorTicks: minor, to: Math.log10, from: (value) => 10 ** value };
  }
  const domain = closeDomain(values);
  return { kind: 'linear', domain, ticks: linearTicks(domain, 4, isShare ? shareTick : undefined), minorTicks: [], to: (value) => value, from: (value) => value };
}

/** Whole ticks around the values. Where points lie is what a scatter shows, not how high they stand over zero. */
export function closeDomain(values: readonly number[]): Range {
  if (values.length === 0) return [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const length = high > low ? high - low : Math.abs(low) || 1;
  const step = niceStep(length, 4);
  const clean = (value: number) => Number((value * step).toPrecision(12));
  return [clean(Math.floor(low / step + 1e-9) - (high > low ? 0 : 1)), clean(Math.ceil(high / step - 1e-9) + (high > low ? 0 : 1))];
}

const FIT_POINTS = 40;

function fitLine(fit: Fit, x: Axis, y: Axis): Line {
  const ends = x.kind === 'log' ? x.domain.map(Math.log10) : x.domain;
  const places = Array.from({ length: FIT_POINTS + 1 }, (_, i) => ends[0]! + (i / FIT_POINTS) * (ends[1]! - ends[0]!));
  const found = places.map((place) => ({ place: x.from(place), ...fit.at(place) }));
  return {
    id: 'fit', label: 'least squares', colour: 'ink-3', isDashed: true, mark: null,
    points: found.map((each) => ({ x: each.place, y: y.from(each.y), text: '' })),
    band: found.map((each) => ({ x: each.place, low: y.from(each.low), high: y.from(each.high) })),
  };
}

function dotsLine(group: Group, dots: readonly Dot[], across: Side, up: Side): Line[] {
  const own = dots.filter((dot) => dot.group === group);
  if (own.length === 0) return [];
  return [
    {
      id: group.key, label: group.short, colour: group.look?.colour ?? 'ink-3', isDashed: false, dash: null,
      mark: group.look?.mark ?? 'disc', isHollow: group.look?.isHollow, isScatter: true,
      points: own.map((dot) => ({ x: dot.x, y: dot.y, text: `${dot.name}: ${across.text(dot.x)}, ${up.text(dot.y)}` })),
    },
  ];
}

interface Scaled {
  side: Side;
  kind: AxisKind;
}

/** What the slope says, in the words of the axes: "1.6 points per decade", and its interval. */
function slopeTexts(fit: Fit, x: Scaled, y: Scaled): [string, string] {
  const perPoint = x.kind === 'linear' && x.side.isShare;
  const scale = (y.kind === 'linear' && y.side.isShare ? 100 : 1) * (perPoint ? 0.01 : 1);
  const [slope, low, high] = [fit.slope, fit.low, fit.high].map((value) => metricText(value * scale));
  const interval = `95${THIN}% CI ${low} to ${high}`;
  if (x.kind === 'log' && y.kind === 'log') return [`least squares: exponent ${slope}`, interval];
  const what = y.kind === 'log' ? ' decades' : y.side.isShare ? ' points' : '';
  const per = x.kind === 'log' ? 'decade' : perPoint ? 'point' : 'unit';
  return [`least squares: ${slope}${what} per ${per}`, interval];
}
