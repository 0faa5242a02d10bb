import type { RunStatus } from './client.ts';

/**
 * Evaluated epochs, its first one counted, after which the start of a terminal phase stands. A single lucky epoch may reach the
 * threshold long before the train error stays there; until these five exist readers are told that the start is provisional.
 * The trainer evaluates the train images in each of them.
 */
export const CONFIRMING_EPOCHS = 5;

const STILL_GOING: readonly RunStatus[] = ['QUEUED', 'RUNNING', 'PAUSED'];

/**
 * Whether the terminal phase is too young to rely on: it has begun, fewer than five evaluated epochs exist from its first one
 * on, and the run has not ended. Every epoch of this window is evaluated, so the newest epoch tells their number.
 */
export function isTerminalPhaseProvisional(run: { terminalPhaseEpoch: number | null; lastEpoch: number; status: RunStatus }): boolean {
  if (run.terminalPhaseEpoch === null || !STILL_GOING.includes(run.status)) return false;
  return isConfirming(run.lastEpoch, run.terminalPhaseEpoch);
}

/** Whether an epoch comes before the terminal phase is confirmed, so that its train images must be evaluated whatever else is due. */
export const isConfirming = (epoch: number, terminalPhaseEpoch: number) => epoch < terminalPhaseEpoch + CONFIRMING_EPOCHS - 1;
