'use client';
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let isSignedOut = false;
let isHeld = false;

/** The server no longer knows who asks: the page must say so instead of failing piece by piece. */
export function tellSignedOut(): void {
  if (isSignedOut || isHeld) return;
  isSignedOut = true;
  for (const listener of listeners) listener();
}

/** From now on the page stays as it is until it is loaded anew: it shows a secret that would be lost, to somebody who has signed in by it. */
export function holdPage(): void {
  isHeld = true;
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export const useIsSignedOut = (): boolean => useSyncExternalStore(subscribe, () => isSignedOut, () => false);
