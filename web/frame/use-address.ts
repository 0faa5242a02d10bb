'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import { changed } from './address.ts';
import { useChangeSearch } from './use-change-search.ts';

/** The search part of the address, and a way to change it without asking the server for the page again. */
export function useAddress() {
  const path = usePathname();
  const search = useSearchParams();
  const changeSearch = useChangeSearch();
  const withChange = useCallback(
    (changes: Record<string, string | null>) => path + changed(search.toString(), changes),
    [path, search],
  );
  const change = useCallback(
    (changes: Record<string, string | null>) => changeSearch((latest) => changed(latest, changes)),
    [changeSearch],
  );
  return { search, withChange, change };
}
