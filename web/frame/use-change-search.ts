'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useLayoutEffect } from 'react';
import { askSearch, latestSearch, settleSearch } from './latest-search.ts';

/** A way to change the search part of the address without asking the server for the page again: `next` gets it as it was last asked for. */
export function useChangeSearch() {
  const path = usePathname();
  const search = useSearchParams().toString();
  useLayoutEffect(() => settleSearch(path, search), [path, search]);
  return useCallback(
    (next: (search: string) => string) => {
      const asked = next(latestSearch());
      askSearch(asked);
      window.history.replaceState(null, '', path + asked);
    },
    [path],
  );
}
