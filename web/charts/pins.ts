import type { ChartModel } from './model.ts';
import type { PlotLayout } from './plot-layout.ts';

/** A note of a person on a point or a span of a chart. */
export interface Pin {
  id: string;
  /** the note's number */
  number: number;
  from: number;
  /** the same as `from` for a point */
  to: number;
  /** the line it is on; null: on all of them */
  lineId: string | null;
  /** the run behind that line which it is on; left out: the line itself */
  traceId?: string;
  isResolved: boolean;
  isActive: boolean;
  /** what it is, aloud */
  name: string;
}

/** Where a pin lies, in pixels. */
export interface PlacedPin {
  pin: Pin;
  /** middle of its number */
  x: number;
  y: number;
  /** the point it leads to; null for a span */
  point: { x: number; y: number } | null;
  /** the span's band; null for a point */
  band: { x: number; width: number } | null;
}

/** Of the box with the number; WCAG asks for 24 pixels between targets, so the button around it is larger. */
export const PIN = { height: 18, target: 24 };
/** How far above its point a number stands: the nearest height at which it covers no other. */
const LIFTS = [30, 54, 78, -30, 102, -54];

/** Where a key leads among pins in their order; null for other keys. */
export function pinAfter(key: string, at: number, count: number): number | null {
  if (key === 'ArrowRight' || key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowLeft' || key === 'ArrowUp') return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

/** Pins in their place; those of epochs that are not shown are left out. */
export function placePins(pins: readonly Pin[], model: ChartModel, layout: PlotLayout): PlacedPin[] {
  const placed: PlacedPin[] = [];
  const [first, last] = model.x.domain;
  for (const pin of [...pins].sort((a, b) => a.from - b.from || a.number - b.number)) {
    if (pin.to < first || pin.from > last) continue;
    placed.push(pin.from === pin.to ? placePoint(pin, model, layout, placed) : placeSpan(pin, model, layout, placed));
  }
  return placed;
}

function placePoint(pin: Pin, model: ChartModel, layout: PlotLayout, placed: readonly PlacedPin[]): PlacedPin {
  const { box } = layout;
  const point = { x: layout.x(pin.from), y: heightOf(pin, model, layout) };
  const isFree = (y: number) => y >= box.top + PIN.height / 2 && y <= box.bottom - PIN.height / 2 && !isTaken(point.x, y, placed);
  const lift = LIFTS.find((height) => isFree(point.y - height));
  return { pin, x: point.x, y: lift === undefined ? box.top + PIN.height / 2 : point.y - lift, point, band: null };
}

function placeSpan(pin: Pin, model: ChartModel, layout: PlotLayout, placed: readonly PlacedPin[]): PlacedPin {
  const [first, last] = model.x.domain;
  const [left, right] = [layout.x(Math.max(first, pin.from)), layout.x(Math.min(last, pin.to))];
  const x = (left + right) / 2;
  let y = layout.box.top + 13;
  while (isTaken(x, y, placed) && y + PIN.target < layout.box.bottom) y += PIN.target;
  return { pin, x, y, point: null, band: { x: left, width: right - left } };
}

const isTaken = (x: number, y: number, placed: readonly PlacedPin[]) => placed.some((other) => Math.abs(other.x - x) < PIN.target && Math.abs(other.y - y) < PIN.target);

/** On its line, or on the first one that has a value there; in the middle of the plot where none has. */
function heightOf({ from, lineId, traceId }: Pin, model: ChartModel, layout: PlotLayout): number {
  const lines = lineId === null ? model.lines : model.lines.filter(({ id }) => id === lineId);
  const traces = traceId === undefined ? [] : lines.flatMap((line) => line.traces ?? []).filter(({ id }) => id === traceId);
  const value = [...traces, ...lines].flatMap(({ points }) => points.filter((point) => point.x === from && point.y !== null)).at(0)?.y ?? null;
  const y = value === null ? Number.NaN : layout.y(value);
  return Number.isFinite(y) ? y : (layout.box.top + layout.box.bottom) / 2;
}
