import { setTimeout as sleep } from 'node:timers/promises';
import { explainDatabaseError } from '../prisma/errors.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Does a piece of work on the record, and again while the database is away, full or too busy: an outage costs time, never
 * an epoch. `say` gets one sentence when it begins and one when it is over. Everything that is no outage is thrown on at once.
 * `giveUp` is asked before each further try; when it says so the outage's sentence is thrown.
 * The work must be one transaction that can be repeated: after a cut connection nobody knows whether it was committed.
 */
export async function patiently<T>(work: () => Promise<T>, url: string, say: (sentence: string) => void, giveUp = () => false): Promise<T> {
  let told = false;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      const result = await work();
      if (told) say('The database is back; training goes on.');
      return result;
    } catch (error) {
      const outage = explainDatabaseError(error, url);
      if (!outage) throw error;
      if (giveUp()) throw outage;
      if (!told) say(`${outage.message} Training waits and keeps what it has.`);
      told = true;
      // jitter, so that many trainers do not come back in the same instant
      await sleep(pause * (0.5 + Math.random()));
    }
  }
}
