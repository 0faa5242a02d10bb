import { type Sparkline, prepareSparkline, sparklineDomain } from '../charts/prepare-sparkline.ts';
import { count, metric, share } from '../formats/numbers.ts';
import { duration } from '../formats/times.ts';
import { epochBar } from './prepare-run-head.ts';
import { type RunCurves, NO_RUN_CURVES, lastOf } from './run-curves.ts';
import type { RunRow } from './runs-documents.ts';
import { runDetail } from './prepare-run-line.ts';

export interface TrainingRow {
  id: string;
  name: string;
  detail: string;
  epoch: number;
  plannedEpochs: number;
  bar: { done: number; phase: number | null };
  progress: string;
  phase: string;
  isInPhase: boolean;
  trainError: string;
  nc1: string;
  spark: Sparkline;
  imagesPerSecond: string;
  left: string;
}

const SPARK = { width: 96, height: 24 };

export function prepareTrainingNow(runs: readonly RunRow[], curves: ReadonlyMap<string, RunCurves>): TrainingRow[] {
  const known = runs.map((run) => curves.get(run.id) ?? NO_RUN_CURVES);
  const domain = sparklineDomain(known.map((each) => each.nc1));
  return runs.map((run, i) => rowOf(run, known[i]!, domain));
}

function rowOf(run: RunRow, curves: RunCurves, domain: readonly [number, number]): TrainingRow {
  const isInPhase = run.terminalPhaseEpoch !== null;
  return {
    id: run.id,
    name: run.name,
    detail: runDetail(run),
    epoch: run.lastEpoch,
    plannedEpochs: run.plannedEpochCount,
    bar: epochBar(run),
    progress: `${count(run.lastEpoch)} of ${count(run.plannedEpochCount)}`,
    phase: isInPhase ? `terminal phase from ${run.terminalPhaseEpoch}${run.isTerminalPhaseProvisional ? ', provisional' : ''}` : 'not yet in the terminal phase',
    isInPhase,
    trainError: share(lastOf(curves.trainError)),
    nc1: metric(lastOf(curves.nc1)),
    spark: prepareSparkline({
      epochs: curves.epochs,
      values: curves.nc1,
      terminalPhaseEpoch: run.terminalPhaseEpoch,
      domain,
      lastEpoch: run.plannedEpochCount,
      ...SPARK,
    }),
    imagesPerSecond: count(run.imagesPerSecond),
    left: run.status === 'PAUSED' ? 'paused' : duration(run.remainingMs),
  };
}
