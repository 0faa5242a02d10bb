import './late-optimising.ts';
import { Worker } from 'node:worker_threads';
import { connectRecord } from '../prisma/client.ts';
import { CollapsarError } from '../prisma/errors.ts';
import { type Claim, endRun, releaseClaim } from './claim.ts';
import { settle, type TrainingContext } from './context.ts';
import type { HeartData, HeartMessage } from './heart.ts';
import { RunLog } from './run-log.ts';
import { secondsUp } from './seconds-up.ts';
import { readTrainerSettings } from './settings.ts';
import { CANNOT_HERE, onStop, tell } from './talk.ts';
import { trainRun } from './train-run.ts';

/** Failures of this machine, not of the run: another machine, or this one later, can train it. */
const OF_THIS_MACHINE = /^(BACKEND_|KERNELS_NOT_BUILT|DISK_FULL|DATA_SET_UNREACHABLE|DATA_SET_UNREADABLE|DATA_SET_CHANGED|DATABASE_)/;

/** One run in one process: `node run.js <run id> <attempt>`, started by the daemon that claimed it. */
async function main(runId: string, attempt: number) {
  const stop: TrainingContext['stop'] = { askedAt: null, order: null };
  onStop(() => {
    stop.askedAt ??= performance.now();
  });
  const settings = readTrainerSettings();
  const record = connectRecord(settings.databaseUrl, { max: 3, applicationName: 'collapsar-run' });
  const claim: Claim = { runId, attempt };
  const context: TrainingContext = { record, settings, claim, log: new RunLog(record, claim), stop, isPreparing: true };
  const stopHeart = startHeart(context);
  try {
    const outcome = await trainRun(context);
    if (outcome === 'asked to stop') await settle(context, () => releaseClaim(record, claim, { asked: true }));
    return 0;
  } catch (error) {
    return await fail(context, error as Error);
  } finally {
    await stopHeart();
    await context.log.settled();
    await record.$disconnect();
  }
}

const TURN_MS = 1_000;

/** Keeps the claim alive from a thread of its own, see heart.ts; gives what ends it. */
function startHeart(context: TrainingContext): () => Promise<void> {
  const lastTurn = new Int32Array(new SharedArrayBuffer(4));
  const turn = () => Atomics.store(lastTurn, 0, secondsUp());
  turn();
  const turning = setInterval(turn, TURN_MS);
  const workerData: HeartData = { url: context.settings.databaseUrl, claim: context.claim, lastTurn };
  const heart = new Worker(new URL('./heart.js', import.meta.url), { workerData });
  heart.on('message', (row: HeartMessage) => void hear(context, row));
  return async () => {
    clearInterval(turning);
    await heart.terminate();
  };
}

/** People's orders end the training at the next batch; a lost claim ends the process before it wastes more work. */
async function hear({ claim, stop, log, isPreparing }: TrainingContext, row: HeartMessage) {
  if (row?.attempt === claim.attempt) {
    if (['COMPLETED', 'FAILED', 'DIVERGED'].includes(row.status)) return; // by ourselves, a moment ago
    stop.order = row.status;
    stop.askedAt ??= performance.now();
    if (!isPreparing) return;
    log.info(`Stopped before training began: the run is ${row.status.toLowerCase()}.`);
  } else {
    log.warn(row ? `Attempt ${claim.attempt} was superseded by another trainer; this one stops.` : 'The run was deleted; its training stops.');
  }
  await log.settled();
  process.exit(0);
}

/**
 * A superseded claim ends quietly. A failure of the machine or a bug gives the run back, the one without blame, the other
 * counted as a try. Any other sentence for people is about the run itself and ends it as FAILED.
 */
async function fail(context: TrainingContext, error: Error): Promise<number> {
  const { record, claim, log } = context;
  const isKnown = error instanceof CollapsarError;
  if (isKnown && error.code === 'STALE_ATTEMPT') {
    tell({ kind: 'finished', runId: claim.runId, text: error.message });
    return 0;
  }
  log.error(isKnown ? error.message : (error.stack ?? error.message));
  if (isKnown && !OF_THIS_MACHINE.test(error.code)) {
    await settle(context, () => endRun(record, claim, 'FAILED', error.message));
    tell({ kind: 'finished', runId: claim.runId, text: 'The run failed.' });
    return 0;
  }
  await settle(context, () => releaseClaim(record, claim, { asked: isKnown, error: error.message }));
  return isKnown ? CANNOT_HERE : 1;
}

main(process.argv[2]!, Number(process.argv[3])).then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error instanceof CollapsarError ? error.message : error.stack);
    process.exit(1);
  },
);
