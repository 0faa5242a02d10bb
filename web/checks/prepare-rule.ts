import type { MetricEntry } from '../figures/metric-entry.ts';
import { exact, metric as metricText, NONE, plain, share, THIN } from '../formats/numbers.ts';
import { metricName } from '../runs/table/columns.ts';
import type { CheckRule } from './checks-documents.ts';

type Metrics = readonly Pick<MetricEntry, 'id' | 'symbol' | 'title' | 'unit'>[];

const AT: Record<CheckRule['point'], string> = { TERMINAL_PHASE: 'where the terminal phase begins', LAST: 'at the last epoch', BEST: 'at its best' };

/** What of a run is looked at: "NC1 of train images, last layer, at the last epoch". */
export function placeWords({ metric, split, layer, point }: Pick<CheckRule, 'metric' | 'split' | 'layer' | 'point'>, metrics: Metrics): string {
  const images = `${split.toLowerCase()} images`;
  return `${metricName(metric, metrics)} of ${images}${layer === 'last' ? '' : ` in the layer ${layer}`}, ${AT[point]}`;
}

/** The rule in a sentence: "NC1 of train images, at the last epoch, is at most 0.1." */
export function ruleSentence(rule: CheckRule, metrics: Metrics): string {
  return `${placeWords(rule, metrics)}, is ${boundWords(rule, metrics)}.`;
}

export function boundWords({ metric, bound, limit }: Pick<CheckRule, 'metric' | 'bound' | 'limit'>, metrics: Metrics): string {
  if (bound === 'BASELINE') return limit === 0 ? 'no worse than the baseline’s' : `no worse than the baseline’s by more than ${plain(100 * limit)}${THIN}%`;
  return `${bound === 'BELOW' ? 'at most' : 'at least'} ${limitText(limit, metric, metrics)}`;
}

const isShare = (id: string, metrics: Metrics) => metrics.find((entry) => entry.id === id)?.unit === 'share';

/** A limit says all its digits: it is a rule, not a measurement. */
export const limitText = (limit: number, id: string, metrics: Metrics): string => (isShare(id, metrics) ? `${plain(100 * limit)}${THIN}%` : plain(limit));

/** A value as its metric is read, with all digits for whoever hovers. */
export const valueWords = (value: number | null, id: string, metrics: Metrics): { text: string; exact: string } =>
  value === null ? { text: NONE, exact: 'no value' } : { text: isShare(id, metrics) ? share(value) : metricText(value), exact: exact(value) };
