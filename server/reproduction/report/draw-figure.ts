import { scaleLinear, scaleLog } from 'd3-scale';
import type { Claim } from './claims.ts';
import type { Curve, Finding } from './findings.ts';
import { familyOf } from './words.ts';

const FAMILIES = ['vgg', 'resnet', 'densenet'];
const PANEL = { width: 250, height: 150, left: 52, right: 10, top: 26, bottom: 34 };
const COLOUR = { light: { ink: '#1d2330', muted: '#5b6477', line: '#2f6fb5', phase: '#e9eef6', ground: '#ffffff', rule: '#8a93a6' }, dark: { ink: '#e8ebf2', muted: '#a3acbd', line: '#7fb3ea', phase: '#232b3a', ground: '#12161e', rule: '#7b8598' } };
/** Below the smallest value above zero; exact zeros are drawn on the lower edge. */
const LOG_FLOOR_FACTOR = 0.5;

/** One figure: a metric over the epochs, families side by side, data sets below each other, the terminal phase shaded. All on one scale. */
export function drawFigure(claim: Claim, found: readonly Finding[]): string {
  const { name, axis, metric, split } = claim;
  const datasets = [...new Set(found.map(({ run }) => run.dataset))];
  const domain = valueDomain(found.map((each) => each.curveOf(claim)), axis);
  const panels = found.map((each) => panel(each, each.curveOf(claim), { axis, domain, at: [FAMILIES.indexOf(each.run.architecture), datasets.indexOf(each.run.dataset)] }));
  const [width, height] = [FAMILIES.length * PANEL.width, datasets.length * PANEL.height + 16];
  const title = `${name} (${metric}), ${split === 'TRAIN' ? 'train' : 'test'} images, over the epochs`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}" font-family="system-ui, sans-serif" font-size="11">`,
    `<style>${styles()}</style>`,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    ...panels,
    `<text class="muted" x="${width / 2}" y="${height - 6}" text-anchor="middle">epoch; shaded: terminal phase</text>`,
    '</svg>\n',
  ].join('\n');
}

function styles(): string {
  const of = ({ ink, muted, line, phase, ground, rule }: (typeof COLOUR)['light']) =>
    `.ground{fill:${ground}}.ink{fill:${ink}}.muted{fill:${muted}}.phase{fill:${phase}}.axis{stroke:${rule};fill:none}.curve{stroke:${line};fill:none;stroke-width:1.6}.dot{fill:${line}}`;
  return `${of(COLOUR.light)}@media (prefers-color-scheme: dark){${of(COLOUR.dark)}}`;
}

type Domain = [number, number];

function valueDomain(curves: readonly Curve[], axis: 'LOG' | 'LINEAR'): Domain {
  const values = curves.flatMap(({ values: each }) => each.filter((value): value is number => value !== null));
  if (axis === 'LINEAR') return scaleLinear([0, Math.max(...values)], [0, 1]).nice(3).domain() as Domain;
  const positive = values.filter((value) => value > 0);
  return [Math.min(...positive) * LOG_FLOOR_FACTOR, Math.max(...positive)];
}

function panel({ run, terminalPhaseEpoch }: Finding, { epochs, values }: Curve, { axis, domain, at }: { axis: 'LOG' | 'LINEAR'; domain: Domain; at: [number, number] }): string {
  const inner = { width: PANEL.width - PANEL.left - PANEL.right, height: PANEL.height - PANEL.top - PANEL.bottom };
  const x = scaleLog([1, run.lastEpoch], [0, inner.width]);
  const y = (axis === 'LOG' ? scaleLog : scaleLinear)(domain, [inner.height, 0]).clamp(true);
  const points = epochs.flatMap((epoch, i) => (values[i] == null ? [] : [[x(epoch), y(values[i]!)] as const]));
  const ticksX = [1, 10, 100].filter((epoch) => epoch <= run.lastEpoch);
  const ticksY = axis === 'LOG' ? powersIn(domain) : (y.ticks(3) as number[]);
  return [
    `<g transform="translate(${at[0] * PANEL.width + PANEL.left},${at[1] * PANEL.height + PANEL.top})">`,
    `<text class="ink" x="0" y="-9" font-weight="600">${familyOf(run)} on ${run.dataset}</text>`,
    `<rect class="phase" x="${fixed(x(terminalPhaseEpoch))}" y="0" width="${fixed(inner.width - x(terminalPhaseEpoch))}" height="${inner.height}"/>`,
    `<path class="axis" d="M0,0V${inner.height}H${inner.width}"/>`,
    ...ticksX.map((epoch) => `<text class="muted" x="${fixed(x(epoch))}" y="${inner.height + 14}" text-anchor="middle">${epoch}</text>`),
    ...ticksY.map((value) => `<text class="muted" x="-6" y="${fixed(y(value) + 4)}" text-anchor="end">${value}</text>`),
    `<path class="curve" d="${points.map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${fixed(px)},${fixed(py)}`).join('')}"/>`,
    ...points.map(([px, py]) => `<circle class="dot" cx="${fixed(px)}" cy="${fixed(py)}" r="1.7"/>`),
    '</g>',
  ].join('\n');
}

function powersIn([low, high]: Domain): number[] {
  const [from, to] = [Math.ceil(Math.log10(low)), Math.floor(Math.log10(high))];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => Number(`1e${from + i}`));
}

const fixed = (value: number) => value.toFixed(1);
