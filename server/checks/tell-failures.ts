import { createHash } from 'node:crypto';
import type { Prisma } from '../../prisma/client.ts';
import type { Outcome } from './judge-check.ts';

/** Lines about one check that a person gets at once; where more runs failed, one line tells of all of them. */
const MOST_LINES = 3;

interface Failure {
  checkId: string;
  checkName: string;
  runId: string;
  runName: string;
  studyId: string;
  digest: string;
  sentence: string;
}

interface Line {
  id: string;
  userId: string;
  studyId: string;
  runId: string | null;
  text: string;
}

/**
 * Tells of completed runs that fail a check: whoever launched or brought the run, and whoever made or changed the check. The id of a line says
 * whom it tells of which check, run and data, so that each is told once, whatever server finds it and however often rules go to and fro.
 */
export async function tellFailures(tx: Prisma.TransactionClient, outcomes: readonly Outcome[]): Promise<void> {
  const failures = await failuresIn(tx, outcomes);
  if (failures.length === 0) return;
  const makers = await peopleOf(tx, failures.map(({ checkId }) => checkId), ['createCheck', 'updateCheck']);
  const owners = await peopleOf(tx, failures.map(({ runId }) => runId), ['launchRuns', 'createIngestedRun']);
  const toldOf = failures.flatMap((failure) => [...new Set([...(makers.get(failure.checkId) ?? []), ...(owners.get(failure.runId) ?? [])])].map((userId) => ({ ...failure, userId })));
  const groups = grouped(toldOf, ({ userId, checkId }) => `${userId}/${checkId}`);
  const lines = [...groups.values()].flatMap((group) => (group.length > MOST_LINES ? [lineOfAll(group)] : group.map(lineOf)));
  await tx.notice.createMany({ data: lines.map((line) => ({ ...line, kind: 'CHECK_FAILED' as const, from: null })), skipDuplicates: true });
}

/** With the names people know. */
async function failuresIn(tx: Prisma.TransactionClient, outcomes: readonly Outcome[]): Promise<Failure[]> {
  const failed = outcomes.filter(({ judged }) => judged.result === 'FAILED');
  if (failed.length === 0) return [];
  const rows = await tx.run.findMany({ where: { id: { in: failed.map(({ run }) => run.id) } }, select: { id: true, name: true } });
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return failed.flatMap(({ check, run, judged }) => {
    const runName = names.get(run.id);
    return runName === undefined ? [] : [{ checkId: check.id, checkName: check.name, runId: run.id, runName, studyId: run.studyId, digest: judged.digest ?? '', sentence: judged.reason }];
  });
}

/** The people who did these things with each subject, by its id. The log keeps their names; those of people who are gone are nobody's. */
async function peopleOf(tx: Prisma.TransactionClient, subjects: readonly string[], actions: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.$queryRaw<{ subject: string; userId: string }[]>`
    SELECT DISTINCT e.subject, u.id AS "userId" FROM "AuditEvent" e JOIN "User" u ON u.name = e.person AND u."disabledAt" IS NULL
    WHERE e.subject = ANY(${[...new Set(subjects)]}) AND e.action = ANY(${[...actions]}) AND e.refusal IS NULL ORDER BY e.subject, u.id`;
  return new Map([...grouped(rows, ({ subject }) => subject)].map(([subject, found]) => [subject, found.map(({ userId }) => userId)]));
}

function grouped<T>(all: readonly T[], keyOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups;
}

type Told = Failure & { userId: string };

function lineOf({ userId, studyId, runId, runName, checkId, checkName, digest, sentence }: Told): Line {
  return { id: idOf([userId, checkId, runId, digest]), userId, studyId, runId, text: `"${runName}" fails the check "${checkName}": ${sentence}` };
}

function lineOfAll(told: readonly Told[]): Line {
  const { userId, studyId, checkId, checkName } = told[0]!;
  const named = told.slice(0, MOST_LINES).map(({ runName }) => `"${runName}"`).join(', ');
  const parts = told.map(({ runId, digest }) => `${runId} ${digest}`).sort();
  return { id: idOf([userId, checkId, ...parts]), userId, studyId, runId: null, text: `${told.length} runs fail the check "${checkName}": ${named} and ${told.length - MOST_LINES} more.` };
}

const idOf = (parts: readonly string[]) => `notice_${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)}`;
