import type { Check as CheckRow, PrismaClient } from '../../prisma/client.ts';
import { ANSWER_WITHIN_MS } from '../measuring/series.ts';
import { valuesAt } from '../measuring/values-at.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import { baselinesOf } from './baseline-runs.ts';
import type { CheckOutcome } from './check.type.ts';
import { type Judged, judgeCheck, NOT_COMPLETED, type ReadValue } from './judge-check.ts';
import { keepOutcomes } from './kept-outcomes.ts';
import { presentCheck } from './list-checks.ts';
import type { Pair, RunToCheck } from './run-to-check.ts';

/**
 * What comes out of the checks of each run now, in the order the checks were made; empty for a study without checks. Values are read anew each time (from the
 * cache, or measured for at most `within` ms), so that nothing here is older than the data, the formulas or the checks; what differs from
 * what was kept is kept and announced. Statements do not grow with the runs.
 */
export async function outcomesOfRuns(record: PrismaClient, runs: readonly RunToCheck[], within = ANSWER_WITHIN_MS): Promise<CheckOutcome[][]> {
  const checks = await record.check.findMany({ where: { studyId: { in: [...new Set(runs.map(({ studyId }) => studyId))] }, archivedAt: null }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  const pairs = runs.flatMap((run) => checks.filter(({ studyId }) => studyId === run.studyId).map((check): Pair => ({ check, run })));
  const finished = pairs.filter(({ run }) => run.status === 'COMPLETED');
  const judged = await judgeAll(record, finished, within);
  const kept = await keepOutcomes(record, finished.map((pair, i) => ({ ...pair, judged: judged[i]! })));
  const results = new Map(finished.map(({ check, run }, i) => [keyOf(check.id, run.id), { ...judged[i]!, at: kept[i]! }]));
  return runs.map((run) => pairs.filter((pair) => pair.run === run).map(({ check }) => present(check, results.get(keyOf(check.id, run.id)))));
}

const keyOf = (checkId: string, runId: string) => `${checkId}/${runId}`;

function present(check: CheckRow, outcome: (Judged & { at: Date | null }) | undefined): CheckOutcome {
  const { digest: _, ...shown } = outcome ?? { ...NOT_COMPLETED, at: null };
  return { check: presentCheck(check), ...shown };
}

/** What comes out for each pair now; nothing of it is kept. */
export async function judgeAll(record: PrismaClient, pairs: readonly Pair[], within: number): Promise<Judged[]> {
  const baselines = await baselinesOf(record, pairs.filter(({ check }) => check.bound === 'BASELINE').map(({ run }) => run));
  const baselineOf = ({ check, run }: Pair) => (check.bound === 'BASELINE' ? (baselines.get(run.id) ?? null) : null);
  const asked = pairs.flatMap((pair) => [pair.run, ...(baselineOf(pair) ? [baselineOf(pair)!] : [])].map((of) => questionOf(pair.check, of)));
  const values = await valuesAt(record, asked, within);
  let next = 0;
  return pairs.map((pair) => {
    const value: ReadValue = values[next++]!;
    return judgeCheck(ruleOf(pair.check), value, baselineOf(pair) ? values[next++]! : null);
  });
}

const ruleOf = (check: CheckRow) => ({ ...check, metric: check.metric as MetricId });

const questionOf = ({ metric, split, layer, point }: CheckRow, { id, terminalPhaseEpoch }: Pick<RunToCheck, 'id' | 'terminalPhaseEpoch'>) => ({ runId: id, terminalPhaseEpoch, metric: metric as MetricId, split, layer, at: point });
