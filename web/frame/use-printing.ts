'use client';
import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

let isPrinting = false;

/** Whether the page is being printed just now: what is on the screen only in parts can be drawn whole. */
export const usePrinting = (): boolean => useSyncExternalStore(subscribe, () => isPrinting, () => false);

function subscribe(listener: () => void) {
  const tell = (event: Event) => {
    isPrinting = event.type === 'beforeprint';
    // the browser takes the page as it stands when its listeners are done
    flushSync(listener);
  };
  addEventListener('beforeprint', tell);
  addEventListener('afterprint', tell);
  return () => {
    removeEventListener('beforeprint', tell);
    removeEventListener('afterprint', tell);
  };
}
