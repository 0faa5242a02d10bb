import type { Mutation } from '../account/may.ts';
import type { Run } from './run-documents.ts';

export type OrderName = 'pause' | 'resume' | 'cancel';

export interface RunActions {
  /** orders that a trainer obeys, in the order of their buttons */
  orders: { name: OrderName; word: string; does: Mutation }[];
  canDelete: boolean;
  /** a run from outside was trained with settings that only its own program knows */
  canRepeat: boolean;
  isArchived: boolean;
  /** why nothing of the run may be changed now; null where it may */
  frozen: string | null;
}

const ORDERS: Partial<Record<Run['status'], OrderName[]>> = {
  QUEUED: ['pause', 'cancel'],
  RUNNING: ['pause', 'cancel'],
  PAUSED: ['resume', 'cancel'],
};
const WORDS: Record<OrderName, { word: string; does: Mutation }> = {
  pause: { word: 'Pause', does: 'pauseRuns' },
  resume: { word: 'Resume', does: 'resumeRuns' },
  cancel: { word: 'Cancel', does: 'cancelRuns' },
};

/** What can be done with a run as it stands; an imported one is not in training, whatever its status. */
export function actionsOf(run: Pick<Run, 'status' | 'source' | 'archivedAt'> & { study: Pick<NonNullable<Run['study']>, 'finalAt'> | null }): RunActions {
  const orders = run.source === 'INGESTED' ? [] : (ORDERS[run.status] ?? []);
  return {
    orders: orders.map((name) => ({ name, ...WORDS[name] })),
    canRepeat: run.source === 'TRAINED',
    canDelete: orders.length === 0,
    isArchived: run.archivedAt !== null,
    frozen: run.study?.finalAt ? 'The study is final: its runs stay as they are until an operator opens it again.' : null,
  };
}
