import type { Run } from '../runs/run.type.ts';

/** How a cell of the grid stands. */
export const CellState = {
  FILLED: 'FILLED',
  TRAINING: 'TRAINING',
  QUEUED: 'QUEUED',
  NO_TERMINAL_PHASE: 'NO_TERMINAL_PHASE',
  STOPPED: 'STOPPED',
  NO_RUN: 'NO_RUN',
} as const;
export type CellState = (typeof CellState)[keyof typeof CellState];

/** The state of a cell and, unless it is filled, the sentence that says what is missing. */
export function cellState(run: Run | null): { state: CellState; reason: string | null } {
  if (!run) return { state: CellState.NO_RUN, reason: 'No run of this family on this data set.' };
  const { status, terminalPhaseEpoch, lastEpoch, plannedEpochCount, error } = run;
  if (terminalPhaseEpoch !== null) return { state: CellState.FILLED, reason: null };
  const far = `epoch ${lastEpoch} of ${plannedEpochCount}`;
  switch (status) {
    case 'QUEUED':
      return { state: CellState.QUEUED, reason: 'The run waits for a trainer.' };
    case 'RUNNING':
    case 'PAUSED':
      return { state: CellState.TRAINING, reason: `${status === 'PAUSED' ? 'Paused' : 'Still training'} at ${far}; the train error has not vanished so far.` };
    case 'COMPLETED':
      return { state: CellState.NO_TERMINAL_PHASE, reason: `Trained to epoch ${lastEpoch}, and the train error never vanished.` };
    default:
      return { state: CellState.STOPPED, reason: `${ENDED[status]} at ${far}, before the train error vanished${error ? `: ${error}` : '.'}` };
  }
}

const ENDED = { DIVERGED: 'Diverged', FAILED: 'Failed', CANCELLED: 'Cancelled' } as const;
