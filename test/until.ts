import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again until `look` gives something; fails after `seconds` with what was waited for. */
export async function until<T>(what: string, look: () => Promise<T | null | undefined | false>, seconds = 60): Promise<T> {
  const end = Date.now() + 1000 * seconds;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain for ${what}`);
    await sleep(50);
  }
}
