import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import { type MetricId, metricOf } from './catalogue.ts';
import { noValue, type Outcome } from './outcome.ts';
import { Reading } from './reading.ts';
import { refusalOf } from './refusals.ts';

/** Measures one snapshot: the outcome of each metric asked for. Pure; the metrics share what they have in common. */
export function measure(core: SnapshotCore, ids: readonly MetricId[]): Map<MetricId, Outcome> {
  const reading = new Reading(core);
  const refusal = refusalOf(reading);
  return new Map(ids.map((id) => [id, refusal ? noValue(refusal) : metricOf(id).measure(reading)]));
}
