'use client';
import { createContext, useContext, useSyncExternalStore } from 'react';
import { drawnPoints } from './marks.ts';
import type { ChartModel } from './model.ts';
import type { PlotLayout } from './plot-layout.ts';

/** The one line that is looked at, in all charts of a page and in the lists beside them. */
export interface Highlight {
  subscribe: (listener: () => void) => () => void;
  id: () => string | null;
  point: (id: string | null) => void;
}

/** A store of its own: what is looked at is drawn over the charts, which stay as they are. */
export function createHighlight(): Highlight {
  const listeners = new Set<() => void>();
  let present: string | null = null;
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    id: () => present,
    point: (id) => {
      if (id === present) return;
      present = id;
      for (const listener of listeners) listener();
    },
  };
}

const none: Highlight = { subscribe: () => () => undefined, id: () => null, point: () => undefined };
export const HighlightContext = createContext<Highlight>(none);

/** The id of the line that is looked at, and how to look at another. */
export function useHighlight() {
  const highlight = useContext(HighlightContext);
  const id = useSyncExternalStore(highlight.subscribe, highlight.id, () => null);
  return { highlight, id };
}

/** A pointer further away from every line looks at none. */
const REACH = 14;

/** The line that passes nearest above or below a place in a chart; null where none is near. */
export function lineNear(model: ChartModel, layout: PlotLayout, pixelX: number, pixelY: number): string | null {
  let best: { id: string; distance: number } = { id: '', distance: REACH };
  for (const line of model.lines) {
    const distance = line.isScatter ? Number.POSITIVE_INFINITY : Math.abs(heightAt(drawnPoints(line.points), layout, pixelX) - pixelY);
    if (distance < best.distance) best = { id: line.id, distance };
  }
  return best.id || null;
}

/** The run behind a line that passes nearest at a place; null where none is there. */
export function traceNear({ lines }: ChartModel, layout: PlotLayout, lineId: string, pixelX: number, pixelY: number): string | null {
  let best: { id: string | null; distance: number } = { id: null, distance: Number.POSITIVE_INFINITY };
  for (const { id, points } of lines.find((line) => line.id === lineId)?.traces ?? []) {
    const distance = Math.abs(heightAt(drawnPoints(points), layout, pixelX) - pixelY);
    if (distance < best.distance) best = { id, distance };
  }
  return best.id;
}

/** y pixel of a line at an x pixel, straight between its points, which are in the order of x; NaN outside of them. */
function heightAt(points: readonly { x: number; y: number }[], { x, y }: PlotLayout, pixelX: number): number {
  const next = firstFrom(points, (point) => x(point.x) >= pixelX);
  const [from, to] = [points[next - 1], points[next]];
  if (!to) return Number.NaN;
  if (!from) return x(to.x) - pixelX < 1 ? y(to.y) : Number.NaN;
  const part = (pixelX - x(from.x)) / (x(to.x) - x(from.x));
  return y(from.y) + part * (y(to.y) - y(from.y));
}

/** Index of the first of which it is true, where it is true of all that follow too; the length where it is of none. */
function firstFrom<T>(list: readonly T[], isReached: (item: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isReached(list[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
