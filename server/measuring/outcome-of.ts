import type { MetricId } from '../metrics/catalogue.ts';
import { noValue, type Outcome } from '../metrics/outcome.ts';
import { type Measured, whyUnread } from './measured-outcomes.ts';

export const PENDING = noValue('PENDING: still being computed; ask again, or wait for the news of it.');

/** The outcome of a snapshot's metric in what was measured: its value, that it is PENDING, or why it cannot be read. */
export function outcomeOf(metric: MetricId, epoch: number, digest: string, { outcomes, corrupt, pending }: Measured): Outcome {
  const known = outcomes.get(digest)?.get(metric);
  if (known) return known;
  if (pending && !corrupt.has(digest)) return PENDING;
  const { code, message } = whyUnread(epoch, corrupt.get(digest));
  return { value: null, reason: `${code}: ${message}`, warnings: [] };
}
