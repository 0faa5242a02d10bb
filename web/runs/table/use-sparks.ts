'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { readSparks } from './run-pages.ts';
import type { RunSpark } from './table-entry.ts';

const AT_ONCE = 40;
/** While somebody scrolls fast, the curves of rows that only fly by are not asked for. */
const WAIT_MS = 120;

/** The NC1 curves of the rows that stand still in sight; a run that came further is read anew. */
export function useSparks(isWanted: boolean) {
  const client = useClient();
  const [sparks, setSparks] = useState<ReadonlyMap<string, RunSpark>>(() => new Map());
  const asked = useRef(new Map<string, number>());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  const want = useCallback(
    (runs: readonly { id: string; lastEpoch: number }[]) => {
      if (!isWanted) return;
      clearTimeout(timer.current ?? undefined);
      timer.current = setTimeout(async () => {
        const missing = runs.filter(({ id, lastEpoch }) => asked.current.get(id) !== lastEpoch).slice(0, AT_ONCE);
        if (missing.length === 0) return;
        for (const { id, lastEpoch } of missing) asked.current.set(id, lastEpoch);
        const read = await readSparks(client, missing.map(({ id }) => id));
        setSparks((before) => new Map([...before, ...read]));
      }, WAIT_MS);
    },
    [client, isWanted],
  );
  return { sparks, want };
}
