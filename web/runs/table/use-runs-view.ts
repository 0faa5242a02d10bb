'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { useChangeSearch } from '../../frame/use-change-search.ts';
import { type RunsView, runsViewOf, withView } from './view.ts';

/** The view that the address holds, and a way to change it without asking the server for the page again. */
export function useRunsView() {
  const search = useSearchParams().toString();
  const changeSearch = useChangeSearch();
  const view = useMemo(() => runsViewOf(new URLSearchParams(search)), [search]);
  const change = useCallback((changes: Partial<RunsView>) => changeSearch((latest) => withView(latest, changes)), [changeSearch]);
  return { view, change };
}
