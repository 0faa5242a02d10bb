'use client';
import { useSyncExternalStore } from 'react';

/** How much is unread, the same for the bell and the page; null until it is known. */
let unread: number | null = null;
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export function setUnreadCount(count: number): void {
  if (count === unread) return;
  unread = count;
  for (const listener of listeners) listener();
}

export const useUnreadCount = (): number | null => useSyncExternalStore(subscribe, () => unread, () => null);
