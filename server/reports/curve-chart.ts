import { scaleLinear, scaleLog } from 'd3-scale';
import type { Element, ElementContent } from 'hast';
import { h, s } from 'hastscript';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';
import type { AnsweredCurve } from './block-answer.ts';

const [WIDTH, HEIGHT] = [720, 300];
const EDGE = { left: 64, right: 20, top: 28, bottom: 40 };
/** Marks show where values are while there are few of them. */
const MOST_MARKED = 12;
const DASHES = ['none', '6 3', '2 3', '9 3 2 3'];
/** Colours of the palette; further curves take them again with another dash. */
const COLOURS = 10;

interface Axis {
  at: (value: number) => number;
  ticks: { value: number; text: string }[];
}

/**
 * Curves of one metric with labelled axes. On a logarithmic axis what is not above zero has no place: the line has a gap there, and the list below says
 * of how many values.
 */
export function curveChart(metric: MetricId, curves: readonly AnsweredCurve[], axisTitle: string): Element {
  const { title, axis } = metricOf(metric);
  const values = curves.flatMap((curve) => [curve.values, curve.low ?? [], curve.high ?? []].flat().filter((value) => value !== null));
  const isLog = axis === 'LOG' && values.some((value) => value > 0);
  const hasPlace = (value: number | null): value is number => value !== null && (!isLog || value > 0);
  const x = linearAxis(curves.flatMap(({ positions }) => positions), [EDGE.left, WIDTH - EDGE.right], 6, false);
  const y = isLog ? logAxis(values.filter(hasPlace)) : linearAxis(values, [HEIGHT - EDGE.bottom, EDGE.top], 5, true);
  const phase = curves.length === 1 ? curves[0]!.terminalPhase : null;
  const svg = s('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', ariaLabel: `${title} over ${axisTitle}` }, [
    ...axes(x, y, metric, axisTitle),
    ...(phase === null ? [] : phaseRule(x.at(phase))),
    ...curves.flatMap((curve, k) => [...band(curve, k, x, y, hasPlace), ...line(curve, k, x, y, hasPlace)]),
  ]);
  return h('div', { className: ['chart'] }, [svg, h('ul', { className: ['legend'] }, curves.map((curve, k) => legendEntry(curve, k, curve.values.filter((value) => value !== null && !hasPlace(value)).length)))]);
}

function linearAxis(values: readonly number[], range: [number, number], count: number, fromZero: boolean): Axis {
  const [least, most] = extent(values);
  const low = fromZero && least > 0 ? 0 : least;
  const scale = scaleLinear([low, most > low ? most : low + 1], range);
  if (fromZero) scale.nice(count);
  // the other axis has epochs, which are whole
  const ticks = scale.ticks(count).filter((value) => fromZero || Number.isInteger(value));
  const text = fromZero ? scale.tickFormat(count) : String;
  return { at: scale, ticks: ticks.map((value) => ({ value, text: text(value) })) };
}

function logAxis(values: readonly number[]): Axis {
  const [least, most] = extent(values);
  const scale = scaleLog([least, most > least ? most : least * 10], [HEIGHT - EDGE.bottom, EDGE.top]).nice();
  const powers = scale.ticks(5).filter((value) => Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9);
  const ticks = powers.length >= 2 ? powers : scale.ticks(5);
  return { at: scale, ticks: ticks.map((value) => ({ value, text: value >= 0.001 && value < 10_000 ? String(Number(value.toPrecision(3))) : value.toExponential(0) })) };
}

const extent = (values: readonly number[]): [number, number] => (values.length === 0 ? [0, 1] : [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]);

function axes(x: Axis, y: Axis, metric: MetricId, axisTitle: string): ElementContent[] {
  const [left, right, bottom] = [EDGE.left, WIDTH - EDGE.right, HEIGHT - EDGE.bottom];
  return [
    ...y.ticks.flatMap(({ value, text }) => [
      s('line', { className: ['grid'], x1: left, x2: right, y1: round(y.at(value)), y2: round(y.at(value)) }),
      s('text', { className: ['tick'], x: left - 8, y: round(y.at(value)) + 4, textAnchor: 'end' }, text),
    ]),
    ...x.ticks.flatMap(({ value, text }) => [
      s('line', { className: ['axis'], x1: round(x.at(value)), x2: round(x.at(value)), y1: bottom, y2: bottom + 4 }),
      s('text', { className: ['tick'], x: round(x.at(value)), y: bottom + 17, textAnchor: 'middle' }, text),
    ]),
    s('path', { className: ['axis'], d: `M${left} ${EDGE.top}V${bottom}H${right}` }),
    s('text', { className: ['tick'], x: left, y: 14 }, axisName(metric)),
    s('text', { className: ['tick'], x: right, y: HEIGHT - 6, textAnchor: 'end' }, axisTitle),
  ];
}

const axisName = (metric: MetricId) => (metricOf(metric).unit === '' ? metric : `${metric} (${metricOf(metric).unit})`);

function phaseRule(at: number): ElementContent[] {
  const x = round(at);
  return [
    s('rect', { className: ['phase'], x, y: EDGE.top, width: round(Math.max(0, WIDTH - EDGE.right - at)), height: HEIGHT - EDGE.bottom - EDGE.top }),
    s('line', { className: ['rule'], x1: x, x2: x, y1: EDGE.top, y2: HEIGHT - EDGE.bottom }),
    s('text', { className: ['tick', 'tpt'], x: x + 4, y: EDGE.top + 10 }, 'terminal phase'),
  ];
}

type HasPlace = (value: number | null) => value is number;

function line({ positions, values }: AnsweredCurve, k: number, x: Axis, y: Axis, hasPlace: HasPlace): ElementContent[] {
  const pieces = positions.flatMap((position, i) => {
    const value = values[i]!;
    return hasPlace(value) ? [`${hasPlace(values[i - 1] ?? null) ? 'L' : 'M'}${round(x.at(position))} ${round(y.at(value))}`] : [];
  });
  const isAlone = (i: number) => !hasPlace(values[i - 1] ?? null) && !hasPlace(values[i + 1] ?? null);
  const marks = positions.flatMap((position, i) => (hasPlace(values[i]!) && (positions.length <= MOST_MARKED || isAlone(i)) ? [s('circle', { className: [colour(k), 'mark'], cx: round(x.at(position)), cy: round(y.at(values[i]!)), r: 2.5 })] : []));
  return [s('path', { className: [colour(k), 'line'], d: pieces.join(''), strokeDasharray: dash(k) }), ...marks];
}

/** Where both ends of the band have a place; of a gap in it nothing is drawn. */
function band({ positions, low, high }: AnsweredCurve, k: number, x: Axis, y: Axis, hasPlace: HasPlace): ElementContent[] {
  if (low === null || high === null) return [];
  const points = positions.map((position, i) => ({ position, low: low[i]!, high: high[i]! })).filter((point) => hasPlace(point.low) && hasPlace(point.high));
  if (points.length < 2) return [];
  const up = points.map((point) => `${round(x.at(point.position))} ${round(y.at(point.high))}`);
  const down = points.reverse().map((point) => `${round(x.at(point.position))} ${round(y.at(point.low))}`);
  return [s('path', { className: [colour(k), 'band'], d: `M${[...up, ...down].join('L')}Z` })];
}

function legendEntry({ label, runIds, gaps, low }: AnsweredCurve, k: number, withoutPlace: number): Element {
  const remarks = [
    ...(low === null ? [] : [`${runIds.length} runs`]),
    ...(withoutPlace === 0 ? [] : [`${withoutPlace} values not above zero have no place on this axis`]),
    ...(gaps.length === 0 ? [] : [`${gaps.length} without a value: ${[...new Set(gaps.map(({ reason }) => reason.split(':', 1)[0]))].join(', ')}`]),
  ];
  const mark = s('svg', { viewBox: '0 0 24 8', className: ['key'], ariaHidden: 'true' }, [s('path', { className: [colour(k), 'line'], d: 'M0 4H24', strokeDasharray: dash(k) })]);
  return h('li', [mark, h('span', remarks.length === 0 ? label : `${label} (${remarks.join('; ')})`)]);
}

const colour = (k: number) => `s${(k % COLOURS) + 1}`;
const dash = (k: number) => DASHES[(k + Math.floor(k / COLOURS)) % DASHES.length]!;
const round = (value: number) => Math.round(value * 10) / 10;
