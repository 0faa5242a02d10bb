'use client';
import { useEffect, useState } from 'react';
import { useFirstMoment } from '../graphql/FirstAnswers.tsx';

/** The time in ms, renewed every `everyMs`; standing still while that is null. */
export function useNow(everyMs: number | null): number {
  const first = useFirstMoment();
  const [now, setNow] = useState(() => first ?? Date.now());
  useEffect(() => {
    if (everyMs === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
