import type { CheckOutcome as OutcomeRow, Prisma, PrismaClient } from '../../prisma/client.ts';
import { appendEvent } from '../../prisma/events.ts';
import type { Outcome } from './judge-check.ts';
import type { Pair } from './run-to-check.ts';
import { tellFailures } from './tell-failures.ts';

/** Each outcome that changes is an event of its own: hundreds of them take seconds on a busy machine. */
const STORE_WITHIN_MS = 30_000;

/** What was kept of these pairs, by check and run. */
async function knownOutcomes(record: PrismaClient, pairs: readonly Pair[]): Promise<Map<string, OutcomeRow>> {
  if (pairs.length === 0) return new Map();
  const rows = await record.$queryRaw<OutcomeRow[]>`
    SELECT o.* FROM unnest(${pairs.map(({ check }) => check.id)}::text[], ${pairs.map(({ run }) => run.id)}::text[]) AS q("check", run)
    JOIN "CheckOutcome" o ON o."checkId" = q."check" AND o."runId" = q.run`;
  return new Map(rows.map((row) => [keyOf(row.checkId, row.runId), row]));
}

const keyOf = (checkId: string, runId: string) => `${checkId}/${runId}`;

/** Everything an outcome says and rests on. */
const SAME = ['result', 'value', 'limit', 'epoch', 'formulaVersion', 'digest', 'reason'] as const;

/**
 * Keeps outcomes that are not kept as they are, and announces each in an event. Two servers that find the same at the same time keep and announce it
 * once: the second finds nothing left to change. What is still measured is not kept. Gives since when each is as it is; null for what is not kept.
 */
export async function keepOutcomes(record: PrismaClient, outcomes: readonly Outcome[]): Promise<(Date | null)[]> {
  const before = await knownOutcomes(record, outcomes);
  const fresh = outcomes.filter((outcome) => !outcome.judged.isPending && sinceOf(outcome, before) === null);
  if (fresh.length === 0) return outcomes.map((outcome) => sinceOf(outcome, before));
  // an answer that is known is given even where it cannot be kept (a full disk, a run deleted meanwhile)
  await record.$transaction((tx) => storeOutcomes(tx, fresh, before), { timeout: STORE_WITHIN_MS }).catch(() => {});
  const after = await knownOutcomes(record, outcomes);
  return outcomes.map((outcome) => sinceOf(outcome, after));
}

function sinceOf({ check, run, judged }: Outcome, known: ReadonlyMap<string, OutcomeRow>): Date | null {
  const kept = known.get(keyOf(check.id, run.id));
  return kept !== undefined && kept.checkVersion === check.version && SAME.every((name) => kept[name] === judged[name]) ? kept.at : null;
}

async function storeOutcomes(tx: Prisma.TransactionClient, outcomes: readonly Outcome[], before: ReadonlyMap<string, OutcomeRow>): Promise<void> {
  // studies are locked before their runs, always
  await tx.$executeRaw`SELECT id FROM "Study" WHERE id = ANY(${[...new Set(outcomes.map(({ run }) => run.studyId))]}) ORDER BY id FOR KEY SHARE`;
  const rows = outcomes.map(({ check, run, judged: { isPending: _, ...judged } }) => ({ ...judged, checkId: check.id, runId: run.id, checkVersion: check.version }));
  // in one order, so that two servers wait for each other and never both for ever
  const changed = await tx.$queryRaw<{ checkId: string; runId: string }[]>`
    INSERT INTO "CheckOutcome" AS o ("checkId", "runId", "checkVersion", result, value, "limit", epoch, "formulaVersion", digest, reason, at)
    SELECT q."checkId", q."runId", q."checkVersion", q.result::"CheckResult", q.value, q."limit", q.epoch, q."formulaVersion", q.digest, q.reason, now()
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS q("checkId" text, "runId" text, "checkVersion" int, result text, value float8, "limit" float8, epoch int, "formulaVersion" int, digest text, reason text)
    JOIN "Check" c ON c.id = q."checkId" AND c.version = q."checkVersion"
    JOIN "Run" r ON r.id = q."runId"
    ORDER BY q."checkId", q."runId"
    ON CONFLICT ("checkId", "runId") DO UPDATE SET
      "checkVersion" = excluded."checkVersion", result = excluded.result, value = excluded.value, "limit" = excluded."limit", epoch = excluded.epoch,
      "formulaVersion" = excluded."formulaVersion", digest = excluded.digest, reason = excluded.reason, at = excluded.at
    WHERE (o."checkVersion", o.result, o.value, o."limit", o.epoch, o."formulaVersion", o.digest, o.reason) IS DISTINCT FROM
      (excluded."checkVersion", excluded.result, excluded.value, excluded."limit", excluded.epoch, excluded."formulaVersion", excluded.digest, excluded.reason)
    RETURNING o."checkId", o."runId"`;
  const isChanged = new Set(changed.map(({ checkId, runId }) => keyOf(checkId, runId)));
  await tellFailures(tx, outcomes.filter((outcome) => isChanged.has(keyOf(outcome.check.id, outcome.run.id)) && !wasSo(outcome, before)));
  for (const { checkId, runId } of changed) await appendEvent(tx, { kind: 'review.check', runId, subject: checkId });
}

/** Whether the run failed it already with the same data. */
function wasSo({ check, run, judged }: Outcome, before: ReadonlyMap<string, OutcomeRow>): boolean {
  const kept = before.get(keyOf(check.id, run.id));
  return kept?.result === 'FAILED' && kept.digest === judged.digest;
}
