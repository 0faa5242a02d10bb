'use client';
import { useSyncExternalStore } from 'react';

/** The link over which news comes. Idle until a page subscribes, and on pages that subscribe to nothing. */
export interface LinkState {
  phase: 'idle' | 'live' | 'lost';
  /** when the link was last known to work, in ms */
  lastAliveAt: number | null;
  nextTryAt: number | null;
  /** how often the link was made anew after it was lost */
  returns: number;
}

const IDLE: LinkState = { phase: 'idle', lastAliveAt: null, nextTryAt: null, returns: 0 };
const listeners = new Set<() => void>();
let state = IDLE;

export function setLinkState(change: Partial<LinkState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

export const linkState = (): LinkState => state;

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export const useLinkState = (): LinkState => useSyncExternalStore(subscribe, linkState, () => IDLE);
