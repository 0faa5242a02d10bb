import { CollapsarError } from '../../prisma/errors.ts';
import { checkText } from '../access/sought-text.ts';
import { checkPlace } from '../measuring/value-place.ts';
import type { MetricFilter, RunFilter } from './run-filter.input.ts';

const DEEPEST = 4;
const MOST_FILTERS = 50;
const MOST_ENTRIES = 50;

/**
 * Refuses a filter that would cost too much or that Postgres could not read.
 *
 * @throws CollapsarError BAD_USER_INPUT
 */
export function checkRunFilter(filter: RunFilter): void {
  const all = filtersIn(filter);
  if (all.length > MOST_FILTERS) throw refuse(`The filter holds more than ${MOST_FILTERS} filters; ask in smaller parts.`);
  for (const each of all) checkOne(each);
}

/** A filter with all those inside it, at most one more than are allowed. */
export function filtersIn(filter: RunFilter): RunFilter[] {
  const found: RunFilter[] = [];
  const visit = (inner: RunFilter, depth: number) => {
    if (depth > DEEPEST) throw refuse(`The filter has more than ${DEEPEST} filters inside one another; write it flatter.`);
    found.push(inner);
    for (const part of partsOf(inner)) if (found.length <= MOST_FILTERS) visit(part, depth + 1);
  };
  visit(filter, 1);
  return found;
}

const partsOf = ({ and, or, not }: RunFilter): RunFilter[] => [...(and ?? []), ...(or ?? []), ...(not ? [not] : [])];

function checkOne({ status, source, architecture, depth, dataset, loss, seed, tags, text, studyId, metric }: RunFilter): void {
  for (const list of [status, source, architecture, depth, dataset, loss, seed, tags?.any, tags?.all, tags?.none]) {
    if (list && list.length > MOST_ENTRIES) throw refuse(`A list of the filter has ${list.length} entries; at most ${MOST_ENTRIES} are allowed.`);
  }
  for (const word of [text, studyId, ...(architecture ?? []), ...(dataset ?? []), ...(tags?.any ?? []), ...(tags?.all ?? []), ...(tags?.none ?? [])]) {
    if (word != null) checkText(word);
  }
  if (metric) checkMetric(metric);
}

function checkMetric(metric: MetricFilter): void {
  checkPlace({ ...metric, metric: metric.name });
  if (metric.gt == null && metric.lt == null && metric.between == null && metric.isUndefined == null) {
    throw refuse(`The filter on ${metric.name} has no condition; give gt, lt, between or isUndefined.`);
  }
}

const refuse = (message: string) => new CollapsarError('BAD_USER_INPUT', message);
