import type { MetricId } from '../metrics/catalogue.ts';
import { metricOf } from '../metrics/catalogue.ts';
import { kindOfReason } from '../measuring/value-kind.ts';

/** A value as an export shows it: where it is not finite the number itself is there (for Parquet), and the kind says what it is. */
export interface MeasuredCell {
  value: number | null;
  /** FINITE, NAN, POS_INF, NEG_INF, UNDEFINED, PENDING, MISSING or NOT_APPLICABLE */
  kind: string;
  reason: string | null;
}

export function kindOfNumber(value: number | null): string {
  if (value === null) return 'MISSING';
  if (Number.isFinite(value)) return 'FINITE';
  return Number.isNaN(value) ? 'NAN' : value > 0 ? 'POS_INF' : 'NEG_INF';
}

/** What a recorded number that is not finite leaves in the reason of its outcome. */
const NOT_FINITE = /^NOT_FINITE: the formula gave (NaN|-?Infinity);/;

export function measuredCell({ value, reason = '' }: { value: number | null; reason?: string }): MeasuredCell {
  if (value !== null) return { value, kind: 'FINITE', reason: null };
  const given = NOT_FINITE.exec(reason)?.[1];
  return given ? { value: Number(given), kind: kindOfNumber(Number(given)), reason } : { value: null, kind: kindOfReason(reason), reason };
}

/** A column's name says the formula's version: numbers of two versions must not be compared by accident. */
export const metricColumn = (metric: MetricId): string => `${metric}_V${metricOf(metric).version}`;
