import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import { type MetricId, metricOf } from './catalogue.ts';
import { noValue, type Outcome } from './outcome.ts';
import { Reading } from './reading.ts';
import { refusalOf } from './refusals.ts';

/**
 * Measures one snapshot: the outcome of each metric asked for. Pure; the metrics share what they have in common.
 *
 * @param covariance packed upper triangle of Σ_W, [p(p+1)/2], where it was recorded
 */
export function measure(core: SnapshotCore, ids: readonly MetricId[], covariance?: Float64Array): Map<MetricId, Outcome> {
  const reading = new Reading(core, covariance);
  const refusal = refusalOf(reading);
  return new Map(ids.map((id) => [id, refusal ? noValue(refusal) : outcomeOf(id, reading)]));
}

function outcomeOf(id: MetricId, reading: Reading): Outcome {
  const { measure: formula } = metricOf(id);
  return formula ? formula(reading) : noValue('NOT_IN_SNAPSHOT: the trainer records this in the row of the epoch.');
}
