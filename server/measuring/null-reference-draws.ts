import { type MetricId, metricOf, type Need } from '../metrics/catalogue.ts';
import { measure } from '../metrics/measure.ts';
import type { Outcome } from '../metrics/outcome.ts';
import type { NullReferenceResult, NullReferenceTask } from './null-reference-task.ts';
import { Draw, drawFromFeatures, drawStatistics } from './null-statistics.ts';

/** Draws whose mean is taken. */
const DRAWS = 20;
/** What only drawn samples can tell. */
const OF_SAMPLES: readonly Need[] = ['nearest', 'confusion', 'agreement', 'covariance'];
/** Multiplications of one draw at most, sample by sample or as statistics: some seconds. */
const MOST_OPERATIONS = 2.5e9;
const MOST_NUMBERS = 3e7;

type Way = 'statistics' | 'samples' | null;

/**
 * What a metric is where there is no collapse at all: the mean over 20 seeded draws of Gaussian features with random labels.
 * The same sizes always give the same draws, whatever else is asked. A metric that is undefined in any draw has no reference, and its
 * reason says why.
 */
export function drawNullReference(task: NullReferenceTask): NullReferenceResult[] {
  const by = (way: Way) => task.metrics.filter((id) => wayOf(id, task) === way);
  const [fromStatistics, fromSamples] = [by('statistics'), by('samples')];
  const withCovariance = fromSamples.some(needsCovariance);
  const draws: Map<MetricId, Outcome>[] = [];
  for (let seed = 1; seed <= DRAWS; seed++) {
    const found = fromStatistics.length > 0 ? measure(drawStatistics(task, new Draw(seed)), fromStatistics) : new Map<MetricId, Outcome>();
    if (fromSamples.length > 0) {
      const { core, covariance } = drawFromFeatures(task, new Draw(seed), withCovariance);
      for (const [id, outcome] of measure(core, fromSamples, covariance)) found.set(id, outcome);
    }
    draws.push(found);
  }
  return task.metrics.map((metric) => meanOf(metric, draws));
}

/** How a metric's draws are made; null where they cannot, or cost too much. Judged for each metric by itself. */
function wayOf(id: MetricId, { classes: C, features: p, samples: N }: NullReferenceTask): Way {
  const { needs, measure: formula } = metricOf(id);
  if (!formula || needs.includes('weightDecay')) return null;
  if (!needs.some((need) => OF_SAMPLES.includes(need))) return C * C * p <= MOST_OPERATIONS ? 'statistics' : null;
  const operations = N * p * (C + (needsCovariance(id) ? p / 2 : 0));
  return operations <= MOST_OPERATIONS && N * p <= MOST_NUMBERS ? 'samples' : null;
}

const needsCovariance = (id: MetricId) => metricOf(id).needs.includes('covariance');

function meanOf(metric: MetricId, draws: Map<MetricId, Outcome>[]): NullReferenceResult {
  let sum = 0;
  for (const draw of draws) {
    const outcome = draw.get(metric);
    if (!outcome) return { metric, value: null, reason: whyNone(metric) };
    if (outcome.value === null) return { metric, value: null, reason: outcome.reason ?? '' };
    sum += outcome.value;
  }
  return { metric, value: sum / draws.length, reason: null };
}

function whyNone(metric: MetricId): string {
  const { measure: formula, needs } = metricOf(metric);
  if (!formula || needs.includes('weightDecay')) return 'NO_NULL_REFERENCE: this belongs to the training of a network, and has no value without one.';
  return 'NO_NULL_REFERENCE: drawing this would take too long for these sizes.';
}
