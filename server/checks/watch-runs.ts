import { setTimeout as sleep } from 'node:timers/promises';
import type { PrismaClient } from '../../prisma/client.ts';
import type { EventSource, RecordEvent } from '../access/request-context.ts';
import { completedRuns } from './completed-runs.ts';
import { outcomesOfRuns } from './run-outcomes.ts';
import { type RunToCheck, runToCheck } from './run-to-check.ts';

/** How long a run that has just ended is measured before its checks are left to whoever asks. */
const MEASURE_WITHIN_MS = 120_000;
/** How long a check under way holds up the end of the server. */
const STOP_WITHIN_MS = 500;

/** A run ended, values of one are there, or a check was made or changed. */
const isWanted = ({ kind, runId }: RecordEvent) => kind === 'run.completed' || kind === 'run.values' || (kind === 'review.check' && runId === null);

/**
 * Asks the checks of each run when it ends, and of all runs of a study when a check changes. Only so that what comes out is announced soon: whoever reads
 * outcomes has them right without it, also after a time without any server. Returns the function that ends it.
 */
export function watchFinishedRuns(record: PrismaClient, events: EventSource): () => Promise<void> {
  const heard = events.follow(undefined, isWanted);
  const watch = async () => {
    // what could not be read or kept is right with the next question
    for await (const event of heard) await checkAgain(record, event).catch(() => {});
  };
  const watching = watch();
  return async () => {
    void heard.return?.();
    await Promise.race([watching, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
  };
}

async function checkAgain(record: PrismaClient, event: RecordEvent): Promise<void> {
  const runs = await runsToCheck(record, event);
  if (runs.length > 0) await outcomesOfRuns(record, runs, MEASURE_WITHIN_MS);
}

async function runsToCheck(record: PrismaClient, { kind, studyId, runId }: RecordEvent): Promise<RunToCheck[]> {
  if (kind === 'review.check') return studyId === null ? [] : (await completedRuns(record, studyId)).runs;
  const run = runId === null ? null : await record.run.findUnique({ where: { id: runId } });
  return run?.status === 'COMPLETED' ? [runToCheck(run)] : [];
}
