import os from 'node:os';
import path from 'node:path';
import { CollapsarError } from '../prisma/errors.ts';
import type { WantedBackend } from './backends/backend.ts';

/** What the trainer reads from the environment. */
export interface TrainerSettings {
  databaseUrl: string;
  /** runs trained at once */
  slots: number;
  backend: WantedBackend;
  /** cores for each run, for backends that use more than one */
  threads: number;
  /** folder of the data sets */
  dataFolder: string;
  keepCheckpoints: number;
  /** seconds of training between two checkpoints */
  checkpointSeconds: number;
  host: string;
}

/** Reads the settings; names and values were checked when the program was started. */
export function readTrainerSettings(env: NodeJS.ProcessEnv = process.env): TrainerSettings {
  if (!env.DATABASE_URL) throw new CollapsarError('BAD_SETTING', 'The trainer needs DATABASE_URL, the Postgres that holds the record: set it, or use npm start, which brings one.');
  const cores = os.availableParallelism();
  // one core is left for the pages, so that they stay quick
  const slots = Number(env.COLLAPSAR_SLOTS || Math.max(1, cores - 1));
  return {
    databaseUrl: env.DATABASE_URL,
    slots,
    threads: Math.max(1, Math.floor(cores / slots)),
    backend: (env.COLLAPSAR_BACKEND || 'auto') as WantedBackend,
    dataFolder: path.resolve(env.COLLAPSAR_DATA || '.data'),
    keepCheckpoints: Number(env.COLLAPSAR_KEEP_CHECKPOINTS || 2),
    checkpointSeconds: Number(env.COLLAPSAR_CHECKPOINT_SECONDS || 30),
    host: os.hostname(),
  };
}
