import type { RequestContext } from '../access/request-context.ts';
import { metricOf } from '../metrics/catalogue.ts';
import type { MeasuredArguments } from '../runs/series.input.ts';
import { collapseRate } from './collapse-rate.ts';
import { type FullCurve, fullCurves } from './full-curves.ts';
import type { MetricSummary, RunSummary } from './summary.type.ts';
import { atBest, atLast, atTerminalPhase } from './value-at.ts';

/** Each run's curves in a few numbers, in the order asked for. @throws CollapsarError NOT_FOUND, COMPLEXITY_EXCEEDED */
export async function summary(context: RequestContext, question: MeasuredArguments): Promise<RunSummary[]> {
  const curves = await fullCurves(context, question);
  return curves.map((curve) => ({ run: curve.run, metrics: curve.columns.map((column) => summarise(curve, column)) }));
}

function summarise({ run, epochs }: FullCurve, column: FullCurve['columns'][number]): MetricSummary {
  const { metric, version, warnings } = column;
  const { direction, axis } = metricOf(metric);
  const curve = { epochs, column };
  const rate = collapseRate(curve, axis, run.terminalPhaseEpoch);
  return {
    metric, version, warnings,
    terminalPhase: atTerminalPhase(curve, run.terminalPhaseEpoch),
    last: atLast(curve),
    best: atBest(curve, direction),
    rate: typeof rate === 'string' ? null : rate,
    rateReason: typeof rate === 'string' ? rate : null,
  };
}
