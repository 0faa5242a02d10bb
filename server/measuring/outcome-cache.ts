import { LRUCache } from 'lru-cache';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';
import type { Outcome } from '../metrics/outcome.ts';
import { keep, type Outcomes } from './metric-value.ts';

/** About 60 MB: 25 curves of 350 epochs with every metric. */
const MOST_OUTCOMES = 250_000;

/**
 * The outcomes a server used last, in front of the MetricValue table. An outcome is a pure function of (contents of the snapshot,
 * metric, version of its formula), so nothing here ever has to be taken back.
 */
export class OutcomeCache {
  readonly #outcomes = new LRUCache<string, Outcome>({ max: MOST_OUTCOMES });

  /** Those that are known, by digest and metric. */
  find(digests: readonly string[], metrics: readonly MetricId[]): Outcomes {
    const found: Outcomes = new Map();
    const keys = metrics.map((metric) => [metric, suffixOf(metric)] as const);
    for (const digest of digests) {
      for (const [metric, suffix] of keys) {
        const outcome = this.#outcomes.get(digest + suffix);
        if (outcome) keep(found, digest, metric, outcome);
      }
    }
    return found;
  }

  add(outcomes: Outcomes): void {
    for (const [digest, ofDigest] of outcomes) for (const [metric, outcome] of ofDigest) this.#outcomes.set(digest + suffixOf(metric), outcome);
  }
}

/** The version is part of the key: a value of another version is another value. */
const suffixOf = (metric: MetricId) => `/${metric}/${metricOf(metric).version}`;
