import { type Sparkline, prepareSparkline, sparklineDomain } from '../charts/prepare-sparkline.ts';
import { NONE, accuracy, fromTo, metric } from '../formats/numbers.ts';
import { networkName } from '../formats/names.ts';
import { ago, moment } from '../formats/times.ts';
import { isEnded, type StatusLook, statusLook } from './prepare-status.ts';
import { type RunCurves, NO_RUN_CURVES, at, lastOf } from './run-curves.ts';
import type { RunRow } from './runs-documents.ts';

/** One row of a table of runs, all its texts decided. */
export interface RunTableRow {
  id: string;
  name: string;
  study: string;
  network: string;
  dataset: string;
  status: StatusLook;
  phase: string;
  nc1: string;
  spark: Sparkline;
  accuracy: string;
  finished: { text: string; exact: string | undefined };
}

const SPARK = { width: 96, height: 20 };

export function prepareRunTable(
  runs: readonly RunRow[],
  curves: ReadonlyMap<string, RunCurves>,
  now: number,
): RunTableRow[] {
  const known = runs.map((run) => curves.get(run.id) ?? NO_RUN_CURVES);
  const domain = sparklineDomain(known.map((each) => each.nc1));
  return runs.map((run, i) => rowOf(run, known[i]!, domain, now));
}

function rowOf(run: RunRow, curves: RunCurves, domain: readonly [number, number], now: number): RunTableRow {
  const phase = run.terminalPhaseEpoch;
  return {
    id: run.id,
    name: run.name,
    study: run.study?.name ?? NONE,
    network: networkName(run),
    dataset: run.dataset,
    status: statusLook(run.status),
    phase: phaseText(run),
    nc1: span(metric, at(curves.epochs, curves.nc1, phase), lastOf(curves.nc1)),
    spark: prepareSparkline({
      epochs: curves.epochs,
      values: curves.nc1,
      terminalPhaseEpoch: phase,
      domain,
      lastEpoch: run.lastEpoch,
      ...SPARK,
    }),
    accuracy: span(accuracy, at(curves.testEpochs, curves.testError, phase), lastOf(curves.testError)),
    finished: { text: ago(run.finishedAt, now), exact: run.finishedAt ? moment(run.finishedAt) : undefined },
  };
}

/** Not reached is a finding, not reached so far is none yet. */
function phaseText(run: RunRow): string {
  if (run.terminalPhaseEpoch !== null) return `${run.terminalPhaseEpoch}${run.isTerminalPhaseProvisional ? ', provisional' : ''}`;
  return isEnded(run.status) ? 'not reached' : NONE;
}

/** From the terminal phase to the end; only the end where the phase was not reached. */
function span(format: (value: number | null) => string, start: number | null, end: number | null): string {
  if (end === null) return NONE;
  return start === null ? format(end) : fromTo(format(start), format(end));
}
