import type { RequestContext } from '../access/request-context.ts';
import { series } from '../measuring/series.ts';
import { runsById } from './list-runs.ts';
import type { SeriesArguments } from './series.input.ts';
import type { Series } from './series.type.ts';

/** The curves of the runs that exist, in the order asked for. */
export async function runSeries(context: RequestContext, question: SeriesArguments): Promise<Series[]> {
  const [curves, runs] = await Promise.all([
    series(context.record, question),
    Promise.all(question.runIds.map((id) => context.load(runsById, id))),
  ]);
  const byId = new Map(runs.flatMap((run) => (run ? [[run.id, run]] : [])));
  return curves.flatMap((curve) => {
    const run = byId.get(curve.runId);
    return run ? [{ ...curve, run }] : [];
  });
}
