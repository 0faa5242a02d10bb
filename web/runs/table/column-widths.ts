'use client';
import { useCallback, useSyncExternalStore } from 'react';

/** Widths that a person set, in pixels by the column's id ("name": the runs' names). */
export type Widths = Readonly<Record<string, number>>;

export const NAME_ID = 'name';
export const LEAST_WIDTH = 48;
export const MOST_WIDTH = 640;

const STORED = 'collapsar.columnWidths';
const NONE: Widths = {};

export const withinBounds = (width: number): number => Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width)));

/** What was stored; whatever is no width is left out. */
export function widthsIn(text: string | null): Widths {
  try {
    const entries = Object.entries(JSON.parse(text ?? '{}') as Record<string, unknown>);
    const kept = entries.flatMap(([id, width]) => (typeof width === 'number' && Number.isFinite(width) ? [[id, withinBounds(width)] as const] : []));
    return kept.length === 0 ? NONE : Object.fromEntries(kept);
  } catch {
    return NONE;
  }
}

let known: Widths | null = null;
const listeners = new Set<() => void>();
const read = (): Widths => {
  known ??= widthsIn(stored());
  return known;
};

function stored(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

function keep(widths: Widths): void {
  known = widths;
  for (const listener of listeners) listener();
  try {
    if (widths === NONE) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, JSON.stringify(widths));
  } catch {
    // a browser that keeps nothing has them until the page is left
  }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The widths set in this browser, for every view of the table; `isSet` once there are any. */
export function useColumnWidths() {
  const widths = useSyncExternalStore(subscribe, read, () => NONE);
  const set = useCallback((changes: Widths) => keep({ ...read(), ...changes }), []);
  const clear = useCallback(() => keep(NONE), []);
  return { widths, isSet: widths !== NONE, set, clear };
}
