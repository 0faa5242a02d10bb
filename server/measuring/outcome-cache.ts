import { LRUCache } from 'lru-cache';
import type { MetricId } from '../metrics/catalogue.ts';
import type { Outcome } from '../metrics/outcome.ts';
import type { Outcomes } from './metric-value.ts';

/** About 60 MB: 25 curves of 350 epochs with every metric. */
const MOST_OUTCOMES = 250_000;

/** Lookups of snapshots by this process since its start: all that was asked for was there, or not. */
export const cacheCounts = { hits: 0, misses: 0 };

/**
 * The outcomes a server used last, in front of the MetricValue table. An outcome is a pure function of (contents of the snapshot,
 * metric, version of its formula), and a process knows one version of each formula, so nothing here ever has to be taken back.
 * One entry a snapshot: looking up a curve of 350 epochs and six metrics is 350 steps, not 2,100.
 */
export class OutcomeCache {
  readonly #byDigest = new LRUCache<string, Map<MetricId, Outcome>>({ maxSize: MOST_OUTCOMES, sizeCalculation: (ofDigest) => ofDigest.size });

  /**
   * Those that are known, by digest, and the digests of which some are not. Where all of `metrics` are, it is the cache's own map, in which nothing is ever changed, and may hold further
   * metrics: a copy for each of seven thousand snapshots would cost a third of a warm answer. Else it is a map of the caller's own.
   */
  find(digests: Iterable<string>, metrics: readonly MetricId[]): { outcomes: Outcomes; incomplete: string[] } {
    const outcomes: Outcomes = new Map();
    const incomplete: string[] = [];
    for (const digest of digests) {
      const known = this.#byDigest.get(digest);
      const isComplete = known !== undefined && metrics.every((metric) => known.has(metric));
      if (!isComplete) incomplete.push(digest);
      cacheCounts[isComplete ? 'hits' : 'misses'] += 1;
      if (known) outcomes.set(digest, isComplete ? known : new Map(known));
    }
    return { outcomes, incomplete };
  }

  /** Whether it has this very outcome. */
  holds(digest: string, metric: MetricId, outcome: Outcome): boolean {
    return this.#byDigest.peek(digest)?.get(metric) === outcome;
  }

  add(outcomes: Outcomes): void {
    for (const [digest, ofDigest] of outcomes) {
      // a new map: the one before may be in answers that are being made
      if (ofDigest.size > 0) this.#byDigest.set(digest, new Map([...(this.#byDigest.get(digest) ?? []), ...ofDigest]));
    }
  }
}
