import { CheckResult, type PrismaClient } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import type { RequestContext } from '../access/request-context.ts';
import { demandRuns, runsById } from '../runs/list-runs.ts';
import { visibleStudy } from '../studies/list-studies.ts';
import type { CheckRunsArguments } from './check.input.ts';
import type { CheckedRun, CheckOutcome, CheckReport, CheckSummary } from './check.type.ts';
import { completedRuns } from './completed-runs.ts';
import { outcomesOfRuns } from './run-outcomes.ts';
import { type RunToCheck, runToCheck } from './run-to-check.ts';

/** Runs that an answer names. */
const MOST_NAMED = 100;

interface Checked {
  run: RunToCheck;
  result: CheckResult;
  outcomes: CheckOutcome[];
}

/** The completed runs of each study in a few numbers; a study at a time, since each may have hundreds of runs. */
export async function checkSummaries(record: PrismaClient, studyIds: readonly string[]): Promise<CheckSummary[]> {
  const summaries: CheckSummary[] = [];
  for (const studyId of studyIds) {
    const { runs, leftOutRunCount } = await completedRuns(record, studyId);
    summaries.push(summaryOf(await checkAll(record, runs), leftOutRunCount));
  }
  return summaries;
}

/**
 * What a check in continuous integration asks for: whether all runs of a study, or those named, passed every check.
 *
 * @throws CollapsarError NOT_FOUND; BAD_USER_INPUT unless either a study or runs are named
 */
export async function checkRuns(context: RequestContext, { studyId, runIds }: CheckRunsArguments): Promise<CheckReport> {
  if ((studyId == null) === (runIds == null)) throw new CollapsarError('BAD_USER_INPUT', 'Name either a study or runs to be checked.', { details: { field: 'studyId' } });
  const { runs, leftOutRunCount } = runIds ? { runs: (await demandRuns(context, [...new Set(runIds)])).map(runToCheck), leftOutRunCount: 0 } : await runsOfStudy(context, studyId!);
  const checked = await checkAll(context.record, runs);
  const notPassed = ['FAILED', 'UNDECIDED'].flatMap((result) => checked.filter((each) => each.result === result)).slice(0, MOST_NAMED);
  return {
    ...summaryOf(checked, leftOutRunCount),
    isComplete: !checked.some(({ outcomes }) => outcomes.some(({ isPending }) => isPending)),
    notPassed: await withRuns(context, notPassed),
  };
}

async function runsOfStudy(context: RequestContext, id: string) {
  if (await visibleStudy(context, id)) return completedRuns(context.record, id);
  throw new CollapsarError('NOT_FOUND', `There is no study ${id}; take its id from the list of studies.`, { details: { type: 'Study' } });
}

async function withRuns(context: RequestContext, checked: readonly Checked[]): Promise<CheckedRun[]> {
  const runs = await Promise.all(checked.map(({ run }) => context.load(runsById, run.id)));
  return checked.flatMap(({ result, outcomes }, i) => (runs[i] ? [{ run: runs[i]!, result, outcomes }] : []));
}

async function checkAll(record: PrismaClient, runs: readonly RunToCheck[]): Promise<Checked[]> {
  const outcomes = await outcomesOfRuns(record, runs);
  return runs.map((run, i) => ({ run, outcomes: outcomes[i]!, result: worstOf(outcomes[i]!.map(({ result }) => result)) }));
}

/** FAILED before UNDECIDED before PASSED; of nothing, UNDECIDED. */
function worstOf(results: readonly CheckResult[]): CheckResult {
  if (results.includes('FAILED')) return CheckResult.FAILED;
  return results.length === 0 || results.includes('UNDECIDED') ? CheckResult.UNDECIDED : CheckResult.PASSED;
}

function summaryOf(checked: readonly Checked[], leftOutRunCount: number): CheckSummary {
  const result = worstOf(checked.map((run) => run.result));
  const count = (wanted: CheckResult) => checked.filter((run) => run.result === wanted).length;
  return {
    isPassed: result === 'PASSED', result,
    reason: nothingToCheck(checked),
    checkCount: new Set(checked.flatMap(({ outcomes }) => outcomes.map(({ check }) => check.id))).size,
    runCount: checked.length,
    leftOutRunCount,
    passedCount: count('PASSED'), failedCount: count('FAILED'), undecidedCount: count('UNDECIDED'),
  };
}

function nothingToCheck(checked: readonly Checked[]): string | null {
  if (checked.length === 0) return 'There is no completed run to check.';
  return checked.every(({ outcomes }) => outcomes.length === 0) ? 'There are no checks.' : null;
}
