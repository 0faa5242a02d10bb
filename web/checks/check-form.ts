import type { MetricId } from '../figures/metric-entry.ts';
import type { Check, CheckRule } from './checks-documents.ts';

/** What stands in the fields of a check. */
export interface CheckFields extends Omit<CheckRule, 'limit' | 'metric'> {
  name: string;
  metric: MetricId;
  /** with BASELINE in per cent, else in the metric's unit */
  limit: string;
}

export const NEW_CHECK: CheckFields = { name: '', metric: 'NC1', split: 'TRAIN', layer: 'last', point: 'LAST', bound: 'BELOW', limit: '' };

export function fieldsOf({ name, metric, split, layer, point, bound, limit }: Check): CheckFields {
  // 0.1 * 100 is 10.000000000000002 for a few shares
  return { name, metric, split, layer, point, bound, limit: String(bound === 'BASELINE' ? Number((100 * limit).toPrecision(12)) : limit) };
}

/** The rule in the fields; null while the limit is no number that the bound allows. */
export function ruleIn({ metric, split, layer, point, bound, limit }: CheckFields): CheckRule | null {
  const number = limitIn(limit);
  if (number === null || layer.trim() === '') return null;
  const rule = { metric, split, layer: layer.trim(), point, bound };
  if (bound !== 'BASELINE') return { ...rule, limit: number };
  return number >= 0 && number <= 1000 ? { ...rule, limit: number / 100 } : null;
}

function limitIn(text: string): number | null {
  const plain = text.trim().replace(',', '.').replace('−', '-');
  return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : null;
}

/** Why there is no rule yet; null where there is one. */
export function limitError({ bound, limit }: CheckFields): string | null {
  const number = limitIn(limit);
  if (limit.trim() === '') return null;
  if (number === null) return 'no number';
  return bound === 'BASELINE' && (number < 0 || number > 1000) ? 'a share from 0 to 1000 %' : null;
}
