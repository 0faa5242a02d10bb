/**
 * What measuring gives: a finite value, or null and the reason why there is none. Reasons and warnings begin with a
 * code in capitals and a colon, then say in a sentence what is the matter.
 */
export interface Outcome {
  value: number | null;
  reason?: string;
  warnings: string[];
}

/** A value. One that is not finite is never passed on: it would mean that the snapshot holds numbers no network computes with. */
export function withValue(value: number, warnings: string[] = []): Outcome {
  if (Number.isFinite(value)) return { value, warnings };
  return noValue(`NOT_FINITE: the formula gave ${value}; the snapshot's numbers are too large, or not finite.`, warnings);
}

/** No value, and why. */
export function noValue(reason: string, warnings: string[] = []): Outcome {
  return { value: null, reason, warnings };
}
