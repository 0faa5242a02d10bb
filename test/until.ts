import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const MOST_PATIENCE = 6;
/** How much longer things take than on an idle machine: programs that want a processor for each that is there. 1 where nobody tells. */
const patience = () => Math.min(MOST_PATIENCE, Math.max(1, (os.loadavg()[0] ?? 0) / os.availableParallelism()));

/** Looks again and again until `look` gives something; fails with what was waited for after `seconds`, or longer on a machine that has other work. */
export async function until<T>(what: string, look: () => Promise<T | null | undefined | false>, seconds = 60): Promise<T> {
  const begin = performance.now();
  for (;;) {
    const found = await look();
    if (found) return found;
    const waited = (performance.now() - begin) / 1000;
    if (waited > seconds * patience()) throw new Error(`waited ${waited.toFixed(0)} s in vain for ${what}`);
    await sleep(50);
  }
}
