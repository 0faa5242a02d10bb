import { connectRecord } from '../prisma/client.ts';
import { CollapsarError } from '../prisma/errors.ts';
import { beat, type Claim, endRun, HEARTBEAT_MS, releaseClaim } from './claim.ts';
import { settle, type TrainingContext } from './context.ts';
import { RunLog } from './run-log.ts';
import { readTrainerSettings } from './settings.ts';
import { onStop, tell } from './talk.ts';
import { trainRun } from './train-run.ts';

/** One run in one process: `node run.js <run id> <attempt>`, started by the daemon that claimed it. */
async function main(runId: string, attempt: number) {
  const settings = readTrainerSettings();
  const record = connectRecord(settings.databaseUrl, { max: 3, applicationName: 'collapsar-run' });
  const claim: Claim = { runId, attempt };
  const log = new RunLog(record, claim);
  const context: TrainingContext = { record, settings, claim, log, stop: { asked: false } };
  onStop(() => {
    context.stop.asked = true;
  });
  const heart = setInterval(() => void keepAlive(context), HEARTBEAT_MS);
  try {
    const outcome = await trainRun(context);
    if (outcome === 'asked to stop') await settle(context, () => releaseClaim(record, claim, { asked: true }));
    return 0;
  } catch (error) {
    return await fail(context, error as Error);
  } finally {
    clearInterval(heart);
    await log.settled();
    await record.$disconnect();
  }
}

/** A lost claim ends the process before it wastes more work; an outage of the database does not. */
async function keepAlive({ record, claim, stop, log }: TrainingContext) {
  const alive = await beat(record, claim).catch(() => true);
  if (alive || stop.asked) return;
  const run = await record.run.findUnique({ where: { id: claim.runId }, select: { attempt: true } }).catch(() => ({ attempt: claim.attempt }));
  if (run?.attempt === claim.attempt) return; // completed, paused or cancelled: the next record of an epoch says which
  log.warn(`Attempt ${claim.attempt} was superseded by another trainer; this one stops.`);
  process.exit(0);
}

/** A sentence for people ends the run as FAILED; a superseded claim ends quietly; a bug gives the run back for another try. */
async function fail(context: TrainingContext, error: Error): Promise<number> {
  const { record, claim, log } = context;
  if (error instanceof CollapsarError && error.code === 'STALE_ATTEMPT') {
    tell({ kind: 'finished', runId: claim.runId, text: error.message });
    return 0;
  }
  log.error(error instanceof CollapsarError ? error.message : (error.stack ?? error.message));
  if (!(error instanceof CollapsarError)) {
    await settle(context, () => releaseClaim(record, claim, { asked: false, error: error.message }));
    return 1;
  }
  await settle(context, () => endRun(record, claim, 'FAILED', error.message));
  tell({ kind: 'finished', runId: claim.runId, text: 'The run failed.' });
  return 0;
}

main(process.argv[2]!, Number(process.argv[3])).then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.stack);
    process.exit(1);
  },
);
