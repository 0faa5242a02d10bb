'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { type RunsView, runsViewOf, withView } from './view.ts';

/** The view that the address holds, and a way to change it without asking the server for the page again. */
export function useRunsView() {
  const path = usePathname();
  const search = useSearchParams().toString();
  const view = useMemo(() => runsViewOf(new URLSearchParams(search)), [search]);
  const change = useCallback(
    (changes: Partial<RunsView>) => window.history.replaceState(null, '', path + withView(window.location.search, changes)),
    [path],
  );
  return { view, change };
}
