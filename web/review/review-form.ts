import type { MetricId } from '../figures/metric-entry.ts';
import type { StudyReview } from './study-review-documents.ts';

/** What stands in the fields of a study's rules of review. */
export interface ReviewFields {
  needed: string;
  /** by metric; empty: the usual limit */
  limits: Partial<Record<MetricId, string>>;
}

export const MOST_NEEDED = 20;

export const fieldsOf = ({ verdictsNeeded, verdictLimits }: Pick<StudyReview, 'verdictsNeeded' | 'verdictLimits'>): ReviewFields => ({
  needed: String(verdictsNeeded),
  limits: Object.fromEntries(verdictLimits.map(({ metric, limit, isUsual }) => [metric, isUsual ? '' : String(limit)])),
});

export interface ReviewRules {
  verdictsNeeded: number;
  verdictLimits: { metric: MetricId; limit: number }[];
}

/** The rules that the fields say; a sentence for each field that says none. */
export function rulesIn({ needed, limits }: ReviewFields): { rules: ReviewRules } | { errors: { needed?: string; limits: Partial<Record<MetricId, string>> } } {
  const neededError = /^\d{1,2}$/.test(needed.trim()) && Number(needed) <= MOST_NEEDED ? undefined : `a whole number from 0 to ${MOST_NEEDED}`;
  const texts = Object.entries(limits).map(([metric, text]) => ({ metric: metric as MetricId, text: text.trim().replace(',', '.') }));
  const isNumber = (text: string) => text !== '' && Number.isFinite(Number(text)) && Number(text) >= 0;
  const wrong = texts.filter(({ text }) => text !== '' && !isNumber(text)).map(({ metric }) => [metric, 'a number from 0 on, or nothing for the usual one']);
  if (neededError || wrong.length > 0) return { errors: { needed: neededError, limits: Object.fromEntries(wrong) } };
  return { rules: { verdictsNeeded: Number(needed), verdictLimits: texts.filter(({ text }) => text !== '').map(({ metric, text }) => ({ metric, limit: Number(text) })) } };
}
