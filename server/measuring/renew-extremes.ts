import type { PrismaClient } from '../../prisma/client.ts';
import { renewStaleExtremes } from '../../prisma/stale-extremes.ts';

const LOOK_EVERY_MS = 5000;

/** Looks now and then for runs whose values lists could not be told of when they were written, and makes up for it. Gives the end of it. */
export function renewExtremes(record: PrismaClient): () => Promise<void> {
  let look = Promise.resolve();
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look = renewStaleExtremes(record)
      .catch(() => {}) // the record is away: the next look finds it back
      .then(() => {
        isLooking = false;
      });
  }, LOOK_EVERY_MS).unref();
  return () => {
    clearInterval(timer);
    return look;
  };
}
