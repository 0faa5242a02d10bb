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
  /** set when the process was asked to stop */
  stop: { asked: boolean };
}

/** Does a piece of work on the record, waiting out an outage of the database; see `patiently`. */
export function settle<T>({ settings }: TrainingContext, work: () => Promise<T>): Promise<T> {
  return patiently(work, settings.databaseUrl, (text) => tell({ kind: 'say', text }));
}
