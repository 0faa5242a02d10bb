import type { RequestContext } from '../access/request-context.ts';
import { type RunSeries, type SeriesAlign, series } from '../measuring/series.ts';
import { demandRuns } from '../runs/list-runs.ts';
import type { Run } from '../runs/run.type.ts';
import type { MeasuredArguments } from '../runs/series.input.ts';

/** What is read to be summed up, not sent: five times as much as an answer may hold. */
const MOST_NUMBERS = 1_000_000;

export interface FullCurve extends RunSeries {
  run: Run;
}

/**
 * The whole curves of the runs, in the order asked for, each run once.
 *
 * @throws CollapsarError NOT_FOUND for a run that the caller does not see, COMPLEXITY_EXCEEDED when that were too many numbers
 */
export async function fullCurves(context: RequestContext, question: MeasuredArguments & { align?: SeriesAlign }): Promise<FullCurve[]> {
  const runs = await demandRuns(context, [...new Set(question.runIds)]);
  const { metrics, split, layer, align } = question;
  const curves = await series(context.record, {
    metrics, split, layer, align,
    runIds: runs.map(({ id }) => id),
    terminalPhaseEpochs: new Map(runs.map((run) => [run.id, run.terminalPhaseEpoch])),
    mostNumbers: MOST_NUMBERS,
  });
  return curves.map((curve, i) => ({ ...curve, run: runs[i]! }));
}
