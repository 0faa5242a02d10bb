import type { PrismaClient } from '../prisma/client.ts';
import type { Claim } from './claim.ts';
import { patiently } from './patience.ts';
import type { RunLog } from './run-log.ts';
import type { TrainerSettings } from './settings.ts';
import { tell } from './talk.ts';

/** What the parts of one training process share. */
export interface TrainingContext {
  record: PrismaClient;
  settings: TrainerSettings;
  claim: Claim;
  log: RunLog;
  /**
   * When the process was asked to stop, in ms of performance.now(); null: not yet. `order`: the status that people gave the run
   * meanwhile (PAUSED, CANCELLED, QUEUED when it was resumed at once); null where the process itself is to end.
   */
  stop: { askedAt: number | null; order: string | null };
  /** until data and network stand, which may take a long download, there is nothing to be stopped between two batches */
  isPreparing: boolean;
}

/** Somebody waits for a process that was asked to stop: after this it gives up on a database that is away; the lease does the rest. */
const PATIENCE_AFTER_STOP_MS = 5_000;

/** Does a piece of work on the record, waiting out an outage of the database; see `patiently`. */
export function settle<T>({ settings, stop }: TrainingContext, work: () => Promise<T>): Promise<T> {
  const giveUp = () => stop.askedAt !== null && performance.now() - stop.askedAt > PATIENCE_AFTER_STOP_MS;
  return patiently(work, settings.databaseUrl, (text) => tell({ kind: 'say', text }), giveUp);
}
