import type { RequestContext } from '../access/request-context.ts';
import { series } from '../measuring/series.ts';
import { visibleRun } from './list-runs.ts';
import type { SeriesArguments } from './series.input.ts';
import type { Series } from './series.type.ts';

/** The curves of the runs that the caller sees, in the order asked for. */
export async function runSeries(context: RequestContext, question: SeriesArguments): Promise<Series[]> {
  const runs = await Promise.all(question.runIds.map((id) => visibleRun(context, id)));
  const byId = new Map(runs.flatMap((run) => (run ? [[run.id, run]] : [])));
  const curves = await series(context.record, { ...question, runIds: [...byId.keys()] });
  return curves.flatMap((curve) => {
    const run = byId.get(curve.runId);
    return run ? [{ ...curve, run }] : [];
  });
}
