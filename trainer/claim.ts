import { CollapsarError } from '../prisma/errors.ts';
import { appendEvent } from '../prisma/events.ts';
import type { Prisma, PrismaClient } from '../prisma/client.ts';

/** A run held by one process. `attempt` is the fencing number: every write carries it, and an older one is refused. */
export interface Claim {
  runId: string;
  attempt: number;
}

export const HEARTBEAT_MS = 5_000;
/** After three missed heartbeats, by the database's clock, the holder counts as dead. */
const LEASE_SECONDS = 15;
/** Tries in a row that brought no new epoch, after which a run is given up: it would kill every worker. */
const FRUITLESS_TRIES = 3;

/**
 * Takes the next run: queued, or held by somebody whose heartbeat stopped. One statement with SKIP LOCKED, so that of many
 * daemons asking at once each gets a different run. `except` names runs that the caller does not want: those whose
 * processes it has still running (after a database outage their heartbeats look old) and those that it cannot train just now.
 */
export async function claimNextRun(record: PrismaClient, host: string, except: string[]): Promise<Claim | null> {
  return record.$transaction(async (tx) => {
    await giveUpFruitlessRuns(tx, except);
    const [claimed] = await tx.$queryRaw<{ id: string; attempt: number }[]>`
      UPDATE "Run" SET status = 'RUNNING', attempt = attempt + 1, "fruitlessAttempts" = "fruitlessAttempts" + 1,
        heartbeat = now(), host = ${host}, "startedAt" = coalesce("startedAt", now()), error = NULL
      WHERE id = (
        SELECT id FROM "Run"
        WHERE source = 'TRAINED' AND NOT (id = ANY(${except}))
          AND (status = 'QUEUED' OR (status = 'RUNNING' AND heartbeat < now() - make_interval(secs => ${LEASE_SECONDS})))
        ORDER BY priority DESC, "createdAt", id FOR NO KEY UPDATE SKIP LOCKED LIMIT 1)
      RETURNING id, attempt`;
    if (!claimed) return null;
    await appendEvent(tx, { kind: claimed.attempt === 1 ? 'run.started' : 'run.resumed', runId: claimed.id });
    return { runId: claimed.id, attempt: claimed.attempt };
  });
}

async function giveUpFruitlessRuns(tx: Prisma.TransactionClient, except: string[]) {
  const reason = `Given up after ${FRUITLESS_TRIES} tries in a row that ended before a new epoch was recorded; the run's log has their errors.`;
  const given = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "Run" SET status = 'FAILED', error = concat_ws(' Last error: ', ${reason}::text, error), "finishedAt" = now()
    WHERE source = 'TRAINED' AND NOT (id = ANY(${except})) AND "fruitlessAttempts" >= ${FRUITLESS_TRIES}
      AND (status = 'QUEUED' OR (status = 'RUNNING' AND heartbeat < now() - make_interval(secs => ${LEASE_SECONDS})))
    RETURNING id`;
  for (const { id } of given) await appendEvent(tx, { kind: 'run.failed', runId: id });
}

/** Locks the run's row and refuses a claim that somebody else has superseded; gives the status as people last set it. */
export async function holdClaim(tx: Prisma.TransactionClient, claim: Claim): Promise<string> {
  const [run] = await tx.$queryRaw<{ attempt: number; status: string }[]>`
    SELECT attempt, status::text FROM "Run" WHERE id = ${claim.runId} FOR NO KEY UPDATE`;
  if (!run) throw new CollapsarError('NOT_FOUND', `Run ${claim.runId} was deleted while it was training.`);
  if (run.attempt !== claim.attempt) throw staleClaim(claim, run.attempt);
  return run.status;
}

const staleClaim = (claim: Claim, attempt: number) =>
  new CollapsarError('STALE_ATTEMPT', `Attempt ${claim.attempt} of run ${claim.runId} was superseded by attempt ${attempt}: it stops without writing.`);

/** One heartbeat, by the database's clock: those of two machines may differ, and a lease judged by both would end early or never. */
export const BEAT = `UPDATE "Run" SET heartbeat = now() WHERE id = $1 AND attempt = $2 AND status = 'RUNNING'`;

/** Shows that the holder lives; false when the claim is no longer its own or the run was stopped by somebody. */
export async function beat(record: PrismaClient, claim: Claim): Promise<boolean> {
  return (await record.$executeRawUnsafe(BEAT, claim.runId, claim.attempt)) === 1;
}

/** Gives the run back to the queue, with the news of it. `asked`: for no fault of the run's, so it does not count as a try. */
export async function releaseClaim(record: PrismaClient, claim: Claim, { asked, error }: { asked: boolean; error?: string }) {
  await record.$transaction(async (tx) => {
    const released = await tx.$executeRaw`
      UPDATE "Run" SET status = 'QUEUED', error = ${error ?? null},
        "fruitlessAttempts" = "fruitlessAttempts" - CASE WHEN ${asked} AND "fruitlessAttempts" > 0 THEN 1 ELSE 0 END
      WHERE id = ${claim.runId} AND attempt = ${claim.attempt} AND status = 'RUNNING'`;
    if (released) await appendEvent(tx, { kind: 'run.queued', runId: claim.runId });
  });
}

/** Ends a run under its claim, with the news of it; `sentence` says why it failed or diverged. */
export function endRun(record: PrismaClient, claim: Claim, status: keyof typeof ENDS, sentence: string | null) {
  return record.$transaction(async (tx) => {
    if ((await holdClaim(tx, claim)) !== 'RUNNING') return; // ended already: by people, or by ourselves before a cut connection
    await tx.$executeRaw`
      UPDATE "Run" SET status = ${status}::"RunStatus", error = ${sentence}, "finishedAt" = now(), heartbeat = now() WHERE id = ${claim.runId}`;
    await appendEvent(tx, { kind: ENDS[status], runId: claim.runId });
  });
}
const ENDS = { COMPLETED: 'run.completed', FAILED: 'run.failed', DIVERGED: 'run.diverged' } as const;
