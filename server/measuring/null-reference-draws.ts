import { type MetricId, metricOf, type Need } from '../metrics/catalogue.ts';
import { measure } from '../metrics/measure.ts';
import type { Outcome } from '../metrics/outcome.ts';
import type { NullReferenceResult, NullReferenceTask } from './null-reference-task.ts';
import { Draw, drawFromFeatures, drawStatistics } from './null-statistics.ts';

/** Draws whose mean is taken. */
const DRAWS = 20;
/** What only drawn samples can tell. */
const OF_SAMPLES: readonly Need[] = ['nearest', 'confusion', 'agreement', 'covariance'];
/** Multiplications of one draw sample by sample, at most: about two seconds. */
const MOST_OPERATIONS = 2e9;
const MOST_NUMBERS = 3e7;

/**
 * What a metric is where there is no collapse at all: the mean over 20 seeded draws of Gaussian features with random labels.
 * The same sizes always give the same draws. A metric that is undefined in any draw has no reference, and its reason says why.
 */
export function drawNullReference(task: NullReferenceTask): NullReferenceResult[] {
  const { classes: C, features: p, samples: N } = task;
  const fromSamples = task.metrics.filter((id) => metricOf(id).needs.some((need) => OF_SAMPLES.includes(need)));
  const fromStatistics = task.metrics.filter((id) => !fromSamples.includes(id) && metricOf(id).measure);
  const withCovariance = fromSamples.some((id) => metricOf(id).needs.includes('covariance'));
  const isAffordable = N * p * (C + (withCovariance ? p / 2 : 0)) <= MOST_OPERATIONS && N * p <= MOST_NUMBERS;
  const draws: Map<MetricId, Outcome>[] = [];
  for (let seed = 1; seed <= DRAWS; seed++) {
    const found = fromStatistics.length > 0 ? measure(drawStatistics(task, new Draw(seed)), fromStatistics) : new Map<MetricId, Outcome>();
    if (fromSamples.length > 0 && isAffordable) {
      const { core, covariance } = drawFromFeatures(task, new Draw(seed), withCovariance);
      for (const [id, outcome] of measure(core, fromSamples, covariance)) found.set(id, outcome);
    }
    draws.push(found);
  }
  return task.metrics.map((metric) => meanOf(metric, draws));
}

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
  if (!metricOf(metric).measure) return 'NO_NULL_REFERENCE: this is recorded while a network trains, and has no value without one.';
  return 'NO_NULL_REFERENCE: this needs every sample to be drawn, and there are too many for these sizes.';
}
