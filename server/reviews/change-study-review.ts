import type { Prisma } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import type { RequestContext } from '../access/request-context.ts';
import { checkVersion } from '../access/version.ts';
import { write } from '../access/write.ts';
import { VERDICT_METRICS } from '../measuring/suggested-verdict.ts';
import { changeStudy, lockStudy } from '../studies/change-study.ts';
import { runsLackingVerdicts } from './review-progress.ts';
import type { FinalStudyInput, UpdateStudyReviewInput, VerdictLimitInput } from './study-review.input.ts';

/** Each gives the id of the study. All throw CollapsarError: NOT_FOUND, CONFLICT, PRECONDITION_FAILED or BAD_USER_INPUT. */

/** What is asked of a study that is final cannot change: it was made final by it. */
export async function updateStudyReview(context: RequestContext, input: UpdateStudyReviewInput): Promise<string> {
  const limits = input.verdictLimits == null ? null : limitsIn(input.verdictLimits);
  await write(context, { action: 'updateStudyReview', input }, async (tx, audit) => {
    const study = await lockStudy(tx, input.studyId);
    checkVersion(`The study "${study.name}"`, study.version, input.expectedVersion);
    if (study.finalAt) throw new CollapsarError('PRECONDITION_FAILED', `The study "${study.name}" is final; open it again first.`);
    const before = { verdictsNeeded: study.verdictsNeeded, verdictLimits: study.verdictLimits as Record<string, number> };
    const after = { verdictsNeeded: input.verdictsNeeded ?? before.verdictsNeeded, verdictLimits: limits ?? before.verdictLimits };
    await changeStudy(tx, study, after);
    audit({ subject: study.id, before, after });
    return {};
  });
  return input.studyId;
}

function limitsIn(limits: VerdictLimitInput[]): Record<string, number> {
  const foreign = limits.find(({ metric }) => !VERDICT_METRICS.includes(metric));
  if (foreign) throw new CollapsarError('BAD_USER_INPUT', `No verdict rests on ${foreign.metric}; the tests are of ${VERDICT_METRICS.join(', ')}.`, { details: { field: 'verdictLimits' } });
  return Object.fromEntries(limits.map(({ metric, limit }) => [metric, limit]));
}

export async function finalizeStudy(context: RequestContext, input: FinalStudyInput): Promise<string> {
  await write(context, { action: 'finalizeStudy', input }, async (tx, audit) => {
    // whoever gives or takes back a verdict holds the same row
    const study = await lockStudy(tx, input.studyId);
    if (study.finalAt) return {};
    await demandOver(tx, study.id);
    const { runs } = await runsLackingVerdicts(tx, [study.id]);
    if (runs.length > 0) throw refuse(`${namesOf(runs)} ${runs.length === 1 ? 'lacks' : 'lack'} verdicts: each completed run needs ${study.verdictsNeeded} of different people, none of them stale.`, runs);
    await changeStudy(tx, study, { finalAt: new Date(), finalBy: context.caller.person });
    audit({ subject: study.id, before: { isFinal: false }, after: { isFinal: true } });
    return {};
  });
  return input.studyId;
}

export async function reopenStudy(context: RequestContext, input: FinalStudyInput): Promise<string> {
  await write(context, { action: 'reopenStudy', input }, async (tx, audit) => {
    const study = await lockStudy(tx, input.studyId);
    if (!study.finalAt) return {};
    await changeStudy(tx, study, { finalAt: null, finalBy: null });
    audit({ subject: study.id, before: { isFinal: true, by: study.finalBy }, after: { isFinal: false } });
    return {};
  });
  return input.studyId;
}

/** What is still being trained would change a study that is final. */
async function demandOver(tx: Prisma.TransactionClient, studyId: string): Promise<void> {
  const runs = await tx.run.findMany({ where: { studyId, status: { in: ['QUEUED', 'RUNNING', 'PAUSED'] } }, select: { id: true, name: true }, orderBy: { createdAt: 'asc' } });
  if (runs.length > 0) throw refuse(`${namesOf(runs)} ${runs.length === 1 ? 'is' : 'are'} not over yet; let them end or cancel them first.`, runs);
}

const MOST_NAMED = 5;

function namesOf(runs: { name: string }[]): string {
  const named = runs.slice(0, MOST_NAMED).map(({ name }) => `"${name}"`).join(', ');
  return runs.length > MOST_NAMED ? `${named} and ${runs.length - MOST_NAMED} more` : named;
}

const refuse = (message: string, runs: { id: string }[]) => new CollapsarError('PRECONDITION_FAILED', message, { details: { runIds: runs.slice(0, 100).map(({ id }) => id) } });
