import type { Check as CheckRow } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import type { RequestContext } from '../access/request-context.ts';
import { ANSWER_WITHIN_MS } from '../measuring/series.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import { runsById } from '../runs/list-runs.ts';
import { visibleStudy } from '../studies/list-studies.ts';
import type { CheckTrialArguments } from './check.input.ts';
import type { CheckTrial } from './check.type.ts';
import { checkRule, ruleInWords } from './check-rule.ts';
import { completedRuns } from './completed-runs.ts';
import { judgeAll } from './run-outcomes.ts';

/** Runs that an answer names. */
const MOST_NAMED = 5;

/**
 * What a rule would give for the completed runs of a study, before it is one of its checks: nothing is kept, nobody is told.
 *
 * @throws CollapsarError NOT_FOUND; BAD_USER_INPUT for a rule that no run could be held to
 */
export async function tryCheck(context: RequestContext, { studyId, ...rule }: CheckTrialArguments): Promise<CheckTrial> {
  const checked = { ...rule, metric: rule.metric as MetricId };
  checkRule(checked);
  if (!(await visibleStudy(context, studyId))) throw new CollapsarError('NOT_FOUND', `There is no study ${studyId}; take its id from the list of studies.`, { details: { type: 'Study' } });
  const { runs, leftOutRunCount } = await completedRuns(context.record, studyId);
  const check: CheckRow = { ...checked, id: 'trial', studyId, name: '', version: 0, createdAt: new Date(0), archivedAt: null };
  const judged = await judgeAll(context.record, runs.map((run) => ({ check, run })), ANSWER_WITHIN_MS);
  const count = (result: string) => judged.filter((each) => each.result === result).length;
  const failed = runs.filter((_, i) => judged[i]!.result === 'FAILED').slice(0, MOST_NAMED);
  const named = await Promise.all(failed.map(({ id }) => context.load(runsById, id)));
  return {
    ...{ rule: ruleInWords(checked), runCount: runs.length, leftOutRunCount, isComplete: !judged.some(({ isPending }) => isPending) },
    ...{ passedCount: count('PASSED'), failedCount: count('FAILED'), undecidedCount: count('UNDECIDED') },
    failed: named.filter((run) => run !== null),
  };
}
