import { LRUCache } from 'lru-cache';
import type { MetricId } from '../metrics/catalogue.ts';
import type { Outcome } from '../metrics/outcome.ts';
import type { Outcomes } from './metric-value.ts';

/** About 60 MB: 25 curves of 350 epochs with every metric. */
const MOST_OUTCOMES = 250_000;

/**
 * The outcomes a server used last, in front of the MetricValue table. An outcome is a pure function of (contents of the snapshot,
 * metric, version of its formula), and a process knows one version of each formula, so nothing here ever has to be taken back.
 * One entry a snapshot: looking up a curve of 350 epochs and six metrics is 350 steps, not 2,100.
 */
export class OutcomeCache {
  readonly #byDigest = new LRUCache<string, Map<MetricId, Outcome>>({ maxSize: MOST_OUTCOMES, sizeCalculation: (ofDigest) => ofDigest.size });

  /** Those that are known, by digest and metric, in maps of the caller's own. */
  find(digests: readonly string[], metrics: readonly MetricId[]): Outcomes {
    const found: Outcomes = new Map();
    for (const digest of digests) {
      const known = this.#byDigest.get(digest);
      if (!known) continue;
      const ofDigest = new Map<MetricId, Outcome>();
      for (const metric of metrics) {
        const outcome = known.get(metric);
        if (outcome) ofDigest.set(metric, outcome);
      }
      if (ofDigest.size > 0) found.set(digest, ofDigest);
    }
    return found;
  }

  add(outcomes: Outcomes): void {
    for (const [digest, ofDigest] of outcomes) {
      if (ofDigest.size > 0) this.#byDigest.set(digest, new Map([...(this.#byDigest.get(digest) ?? []), ...ofDigest]));
    }
  }
}
