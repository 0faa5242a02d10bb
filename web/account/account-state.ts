'use client';
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let isSignedOut = false;

/** The server no longer knows who asks: the page must say so instead of failing piece by piece. */
export function tellSignedOut(): void {
  if (isSignedOut) return;
  isSignedOut = true;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export const useIsSignedOut = (): boolean => useSyncExternalStore(subscribe, () => isSignedOut, () => false);
