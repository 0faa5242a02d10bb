'use client';
import { useCallback, useMemo, useState } from 'react';

export interface Selection {
  ids: ReadonlySet<string>;
  /** takes them in, or all out when every one is in */
  toggle: (ids: readonly string[]) => void;
  add: (ids: readonly string[]) => void;
  clear: () => void;
}

/** Runs chosen by their ids: filter, order and paging leave them chosen. */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set());
  const toggle = useCallback((some: readonly string[]) => setIds((before) => toggled(before, some)), []);
  const add = useCallback((some: readonly string[]) => setIds((before) => new Set([...before, ...some])), []);
  const clear = useCallback(() => setIds(new Set()), []);
  return useMemo(() => ({ ids, toggle, add, clear }), [ids, toggle, add, clear]);
}

export function toggled(before: ReadonlySet<string>, some: readonly string[]): Set<string> {
  const next = new Set(before);
  const areAllIn = some.every((id) => before.has(id));
  for (const id of some) {
    if (areAllIn) next.delete(id);
    else next.add(id);
  }
  return next;
}
