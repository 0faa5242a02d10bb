import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until no value is pending; gives the ms that the first answer took. */
export async function askUntilFull(ask) {
  let first = null;
  for (;;) {
    const begin = performance.now();
    const text = await ask();
    first ??= performance.now() - begin;
    if (!text.includes('"PENDING"')) return first;
    await sleep(100);
  }
}
