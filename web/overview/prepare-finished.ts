import { type Sparkline, prepareSparkline, sparklineDomain } from '../charts/prepare-sparkline.ts';
import { NONE, accuracy, fromTo, metric, share } from '../formats/numbers.ts';
import { ago, moment } from '../formats/times.ts';
import { type OverviewCurves, atPhase, lastOf } from './overview-curves.ts';
import type { FinishedRun, OverviewAnswer } from './overview-documents.ts';
import { runDetail } from '../runs/prepare-run-line.ts';

export interface FinishedRow {
  id: string;
  name: string;
  detail: string;
  study: string;
  verdict: { icon: 'full' | 'half' | 'none' | 'queued'; word: string };
  phase: string;
  nc1: string;
  spark: Sparkline;
  angles: string;
  duality: string;
  nc4: string;
  accuracy: string;
  finished: { text: string; exact: string };
}

const VERDICTS = {
  COLLAPSED: { icon: 'full', word: 'Collapsed' },
  PARTLY: { icon: 'half', word: 'Partly' },
  NOT: { icon: 'none', word: 'Not' },
  NO_TERMINAL_PHASE: { icon: 'queued', word: 'No verdict' },
} as const;

const NO_CURVE = { epochs: [], values: [] };

/** The runs that ended last, with what their metrics were at the phase's start and at the end. */
export function prepareFinished(answer: OverviewAnswer, curves: OverviewCurves | null, now: number): FinishedRow[] {
  const runs = answer.finished.nodes;
  const domain = sparklineDomain(runs.map(({ id }) => (curves?.finished.NC1.get(id) ?? NO_CURVE).values));
  return runs.map((run) => rowOf(run, curves, domain, now));
}

function rowOf(run: FinishedRun, curves: OverviewCurves | null, domain: readonly [number, number], now: number): FinishedRow {
  const curve = (id: keyof OverviewCurves['finished']) => curves?.finished[id].get(run.id);
  const phase = run.terminalPhaseEpoch;
  const nc1 = curve('NC1') ?? NO_CURVE;
  const span = (id: keyof OverviewCurves['finished'], format: (value: number | null) => string) => {
    const [from, to] = [atPhase(curve(id), phase), lastOf(curve(id))];
    return to === null ? NONE : from === null ? format(to) : fromTo(format(from), format(to));
  };
  return {
    ...{ id: run.id, name: run.name, detail: runDetail(run), study: run.study?.name ?? NONE },
    verdict: VERDICTS[run.suggestedVerdict?.verdict ?? 'NO_TERMINAL_PHASE'],
    phase: phase === null ? 'not reached' : `${phase}${run.isTerminalPhaseProvisional ? ', provisional' : ''}`,
    nc1: span('NC1', metric),
    spark: prepareSparkline({ ...nc1, terminalPhaseEpoch: phase, domain, lastEpoch: run.lastEpoch, width: 96, height: 20 }),
    angles: metric(lastOf(curve('NC2_EQUIANGULAR_MEANS'))),
    duality: metric(lastOf(curve('NC3_DUALITY'))),
    nc4: share(lastOf(curve('NC4_MISMATCH'))),
    accuracy: span('ERROR', accuracy),
    finished: { text: ago(run.finishedAt, now), exact: moment(run.finishedAt) },
  };
}
