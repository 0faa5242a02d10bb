import type { MetricId } from '../metrics/catalogue.ts';

/** Which metrics, for networks of C classes and p features seen on N samples. */
export interface NullReferenceTask {
  metrics: readonly MetricId[];
  classes: number;
  features: number;
  samples: number;
}

export interface NullReferenceResult {
  metric: MetricId;
  value: number | null;
  /** why there is no value */
  reason: string | null;
}
