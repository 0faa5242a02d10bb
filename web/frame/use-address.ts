'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** The search part of the address, and a way to change it without asking the server for the page again. */
export function useAddress() {
  const path = usePathname();
  const search = useSearchParams();
  const withChange = useCallback((changes: Record<string, string | null>) => path + changed(search.toString(), changes), [path, search]);
  const change = useCallback((changes: Record<string, string | null>) => window.history.replaceState(null, '', withChange(changes)), [withChange]);
  return { search, withChange, change };
}

/** The search string after changes; null takes a name away. */
export function changed(search: string, changes: Record<string, string | null>): string {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return text ? `?${text}` : '';
}
