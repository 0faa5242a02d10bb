import { ValueKind } from '../measuring/value-kind.ts';
import { metricOf, type MetricId } from '../metrics/catalogue.ts';
import { type Band, Centre, spreadOf } from './spread.ts';
import { atBest, atLast, atTerminalPhase, type Curve, noValueAt, type ValueAt, valueAtIndex } from './value-at.ts';

/** Which values of two runs are held against each other. */
export const ComparedAt = { LAST_COMMON: 'LAST_COMMON', TERMINAL_PHASE: 'TERMINAL_PHASE', LAST: 'LAST', BEST: 'BEST' } as const;
export type ComparedAt = (typeof ComparedAt)[keyof typeof ComparedAt];

/** How a run does beside its baseline. */
export const DeltaVerdict = { BETTER: 'BETTER', WORSE: 'WORSE', SAME: 'SAME', UNDECIDED: 'UNDECIDED' } as const;
export type DeltaVerdict = (typeof DeltaVerdict)[keyof typeof DeltaVerdict];

/** A curve of one metric of one run, and when its terminal phase began. */
export interface RunCurve extends Curve {
  runId: string;
  terminalPhaseEpoch: number | null;
}

export interface SeedBand {
  low: number;
  high: number;
  n: number;
  runIds: string[];
}

export interface MetricDelta {
  metric: MetricId;
  value: ValueAt;
  baselineValue: ValueAt;
  delta: number | null;
  relativeDelta: number | null;
  verdict: DeltaVerdict;
  seedBand: SeedBand | null;
  isOutsideBand: boolean | null;
  isPending: boolean;
  reason: string | null;
}

export interface DeltaRules {
  at: ComparedAt;
  band: Band;
  /** share of the baseline's value that a difference may have and still be none */
  tolerance: number;
}

/**
 * A run's value of a metric beside its baseline's.
 *
 *   delta = value - baseline     relative = delta / |baseline|
 *   SAME where |delta| <= tolerance |baseline|, else BETTER or WORSE by the metric's direction
 *
 * @param group curves of the baseline and of the runs that differ from it in their seed alone, without the run itself
 */
export function metricDelta(metric: MetricId, run: RunCurve, baseline: RunCurve, group: readonly RunCurve[], rules: DeltaRules): MetricDelta {
  const { direction } = metricOf(metric);
  const pick = picker(run, baseline, rules.at, direction);
  const [value, baselineValue] = [pick(run), pick(baseline)];
  const seeds = group.map((member) => ({ runId: member.runId, ...pick(member) }));
  const seedBand = bandOf(metric, seeds, rules.band);
  const isPending = [value, baselineValue, ...seeds].some(({ kind }) => kind === ValueKind.PENDING);
  const common = { metric, value, baselineValue, seedBand, isPending };
  if (value.value === null || baselineValue.value === null) {
    return { ...common, delta: null, relativeDelta: null, verdict: DeltaVerdict.UNDECIDED, isOutsideBand: null, reason: value.reason ?? baselineValue.reason };
  }
  const delta = value.value - baselineValue.value;
  const size = Math.abs(baselineValue.value);
  const verdict = judge(delta, size * rules.tolerance, direction);
  return {
    ...common, delta, verdict,
    relativeDelta: size === 0 ? null : delta / size,
    isOutsideBand: seedBand && (value.value < seedBand.low || value.value > seedBand.high),
    reason: verdict === DeltaVerdict.UNDECIDED ? 'NO_DIRECTION: this metric goes either way on the way to collapse, so no value is better.' : null,
  };
}

function judge(delta: number, slack: number, direction: 'FALLS' | 'RISES' | null): DeltaVerdict {
  if (Math.abs(delta) <= slack) return DeltaVerdict.SAME;
  if (direction === null) return DeltaVerdict.UNDECIDED;
  return delta < 0 === (direction === 'FALLS') ? DeltaVerdict.BETTER : DeltaVerdict.WORSE;
}

function picker(run: RunCurve, baseline: RunCurve, at: ComparedAt, direction: 'FALLS' | 'RISES' | null): (curve: RunCurve) => ValueAt {
  if (at === ComparedAt.TERMINAL_PHASE) return (curve) => atTerminalPhase(curve, curve.terminalPhaseEpoch);
  if (at === ComparedAt.LAST) return atLast;
  if (at === ComparedAt.BEST) return (curve) => atBest(curve, direction);
  const epoch = run.epochs.findLast((each) => baseline.epochs.includes(each));
  if (epoch === undefined) return () => noValueAt('NOT_RECORDED: the run and its baseline have no measured epoch in common.');
  return (curve) => {
    const index = curve.epochs.indexOf(epoch);
    return index < 0 ? noValueAt(`NOT_RECORDED: nothing was measured after epoch ${epoch}.`, epoch) : valueAtIndex(curve, index);
  };
}

/** In the logarithms for a metric on a logarithmic axis whose values are above zero: seeds differ by factors there. */
function bandOf(metric: MetricId, members: { runId: string; value: number | null }[], band: Band): SeedBand | null {
  const known = members.filter((member): member is { runId: string; value: number } => member.value !== null);
  const values = known.map(({ value }) => value);
  const isLog = metricOf(metric).axis === 'LOG' && values.every((value) => value > 0);
  const spread = spreadOf(values, isLog ? Centre.GEOMETRIC_MEAN : Centre.MEAN, band);
  if (!spread || spread.low === null || spread.high === null) return null;
  return { low: spread.low, high: spread.high, n: values.length, runIds: known.map(({ runId }) => runId) };
}
