'use client';
import { useSyncExternalStore } from 'react';

const QUERY = '(max-width: 700px)';
const subscribe = (tell: () => void) => {
  const query = window.matchMedia(QUERY);
  query.addEventListener('change', tell);
  return () => query.removeEventListener('change', tell);
};

/** Whether the page is as narrow as a phone's. */
export const usePhone = (): boolean => useSyncExternalStore(subscribe, () => window.matchMedia(QUERY).matches, () => false);
