'use client';
import { createContext, useContext, useSyncExternalStore } from 'react';

/** The one epoch under the crosshair of all charts of a page. It stops only at epochs that were measured. */
export interface Crosshair {
  subscribe: (listener: () => void) => () => void;
  at: () => number | null;
  isByKey: () => boolean;
  stops: () => readonly number[];
  setStops: (stops: readonly number[]) => void;
  /** to the stop nearest to this x */
  follow: (x: number) => void;
  /** to the next stop but `step` - 1; from nowhere, to the last */
  move: (step: number) => void;
  goTo: (end: 'first' | 'last') => void;
  letGo: () => void;
}

/** A store of its own, so that a moving pointer redraws the crosshairs and nothing else. */
export function createCrosshair(): Crosshair {
  const listeners = new Set<() => void>();
  let stops: readonly number[] = [];
  let epoch: number | null = null;
  let byKey = false;
  const set = (next: number | null, isByKey: boolean) => {
    if (next === epoch && isByKey === byKey) return;
    epoch = next;
    byKey = isByKey;
    for (const listener of listeners) listener();
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    at: () => epoch,
    isByKey: () => byKey,
    stops: () => stops,
    setStops: (next) => {
      stops = next;
    },
    follow: (x) => set(nearest(stops, x), false),
    move: (step) => set(moved(stops, epoch, step), true),
    goTo: (end) => set(stops.at(end === 'first' ? 0 : -1) ?? null, true),
    letGo: () => set(null, false),
  };
}

/** The stop nearest to x; of two as near, the earlier. */
export function nearest(stops: readonly number[], x: number): number | null {
  return stops.reduce<number | null>(
    (best, stop) => (best === null || Math.abs(stop - x) < Math.abs(best - x) ? stop : best),
    null,
  );
}

/** The stop `step` places on from the present one, held at the ends; from nowhere, the last. */
export function moved(stops: readonly number[], present: number | null, step: number): number | null {
  if (present === null) return stops.at(-1) ?? null;
  const index = stops.indexOf(nearest(stops, present) ?? Number.NaN);
  return stops[Math.min(stops.length - 1, Math.max(0, index + step))] ?? null;
}

const none = createCrosshair();
export const CrosshairContext = createContext<Crosshair>(none);

/** The x under the crosshair, and how to move it. */
export function useCrosshair() {
  const crosshair = useContext(CrosshairContext);
  const at = useSyncExternalStore(crosshair.subscribe, crosshair.at, () => null);
  return { crosshair, at };
}
