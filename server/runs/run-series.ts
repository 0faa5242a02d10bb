import { CollapsarError } from '../../prisma/errors.ts';
import type { RequestContext } from '../access/request-context.ts';
import { SeriesMode, series } from '../measuring/series.ts';
import { pointsAlwaysKept } from '../measuring/thin-series.ts';
import { demandRuns } from './list-runs.ts';
import type { SeriesArguments } from './series.input.ts';
import type { Series } from './series.type.ts';

/**
 * The curves of the runs, in the order asked for.
 *
 * @throws CollapsarError NOT_FOUND for a run that the caller does not see, BAD_USER_INPUT for ranges and points that cannot be,
 *   COMPLEXITY_EXCEEDED when the answer would hold too many numbers
 */
export async function runSeries(context: RequestContext, question: SeriesArguments): Promise<Series[]> {
  checkRange(question);
  checkPoints(question);
  const runs = await demandRuns(context, [...new Set(question.runIds)]);
  const curves = await series(context.record, {
    ...question,
    from: question.from ?? question.fromEpoch,
    maxPoints: question.mode === SeriesMode.FULL ? null : question.maxPoints,
    terminalPhaseEpochs: new Map(runs.map((run) => [run.id, run.terminalPhaseEpoch])),
  });
  return curves.map((curve, i) => ({ ...curve, run: runs[i]! }));
}

function checkRange({ from, to, fromEpoch }: SeriesArguments): void {
  if (from != null && fromEpoch != null) throw new CollapsarError('BAD_USER_INPUT', 'Give the first epoch as "from" or as "fromEpoch", not as both.');
  const first = from ?? fromEpoch;
  if (first != null && to != null && first > to) throw new CollapsarError('BAD_USER_INPUT', `The range from ${first} to ${to} holds no epoch; let "from" be at most "to".`);
}

function checkPoints({ metrics, maxPoints, mode }: SeriesArguments): void {
  const least = pointsAlwaysKept(new Set(metrics).size);
  if (mode === SeriesMode.FULL || maxPoints >= least) return;
  throw new CollapsarError('BAD_USER_INPUT', `maxPoints is ${maxPoints}; with ${metrics.length} metrics it must be at least ${least}, so that their extremes are kept.`);
}
