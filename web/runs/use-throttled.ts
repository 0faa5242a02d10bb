'use client';
import { useCallback, useEffect, useRef } from 'react';

/** Gathers calls: the first starts a wait of `everyMs`, at the end of which one call stands for all that came. */
export function useThrottled(call: () => void, everyMs: number): () => void {
  const latest = useRef(call);
  latest.current = call;
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  return useCallback(() => {
    if (timer.current !== null) return;
    timer.current = setTimeout(() => {
      timer.current = null;
      latest.current();
    }, everyMs);
  }, [everyMs]);
}
