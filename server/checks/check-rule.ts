import type { Check as CheckRow } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { checkPlace } from '../measuring/value-place.ts';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';

/** What a check asks of a run. */
export type CheckRule = Pick<CheckRow, 'split' | 'layer' | 'point' | 'bound' | 'limit'> & { metric: MetricId };

/** Shares of a baseline's value that a difference may have. */
const MOST_SHARE = 10;

/** @throws CollapsarError BAD_USER_INPUT for a rule that no run could be held to */
export function checkRule({ metric, split, layer, point, bound, limit }: CheckRule): void {
  checkPlace({ metric, split, layer, at: point });
  if (bound !== 'BASELINE') return;
  if (metricOf(metric).direction === null) {
    throw refuse(`${metric} may fall or rise on the way to collapse, so no value is worse than a baseline's; choose BELOW or ABOVE.`, 'bound');
  }
  if (limit < 0 || limit > MOST_SHARE) throw refuse(`With BASELINE the limit is a share of the baseline's value, 0 to ${MOST_SHARE}; 0.1 is 10 %. It is ${limit}.`, 'limit');
}

const refuse = (sentence: string, field: string) => new CollapsarError('BAD_USER_INPUT', sentence, { details: { field } });

const AT: Record<CheckRule['point'], string> = { TERMINAL_PHASE: "at the terminal phase's first epoch", LAST: 'at the last epoch', BEST: 'at its best' };

/** The rule in words, e.g. "NC1 (train, last) at the last epoch is at most 0.1". */
export function ruleInWords({ metric, split, layer, point, bound, limit }: CheckRule): string {
  return `${metric} (${split.toLowerCase()}, ${layer}) ${AT[point]} is ${boundInWords(bound, limit)}`;
}

function boundInWords(bound: CheckRule['bound'], limit: number): string {
  if (bound === 'BASELINE') return `no worse than the baseline's by more than ${shortNumber(limit * 100)} %`;
  return `${bound === 'BELOW' ? 'at most' : 'at least'} ${shortNumber(limit)}`;
}

/** Six digits tell people enough. */
export const shortNumber = (value: number): string => String(Number(value.toPrecision(6)));
