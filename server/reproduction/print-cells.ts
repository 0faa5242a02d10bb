import { type CellState, isOver } from './follow-cells.ts';

const WORDS: Record<CellState['status'], string> = {
  QUEUED: 'waits', RUNNING: 'trains', PAUSED: 'paused', COMPLETED: 'done', FAILED: 'failed', DIVERGED: 'diverged', CANCELLED: 'cancelled',
};

/** All cells as a table for the terminal: epochs, the start of the terminal phase, train error, archive. */
export function printCells(states: readonly CellState[]): string {
  const rows = states.map((state) => [
    state.name, WORDS[state.status], `${state.epoch}/${state.plannedEpochs}`,
    state.terminalPhaseEpoch === null ? '–' : String(state.terminalPhaseEpoch), state.trainError === null ? '–' : `${(100 * state.trainError).toFixed(2)} %`,
  ]);
  const all = [['cell', '', 'epochs', 'zero train error from', 'train error'], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all.map((row) => `  ${row.map((text, column) => (column < 2 ? text.padEnd(widths[column]!) : text.padStart(widths[column]!))).join('   ')}`.trimEnd()).join('\n');
}

/** One line of where the study is. */
export function printSummary(states: readonly CellState[], leftMs: number | null): string {
  const done = states.filter(isOver).length;
  const left = leftMs === null ? '' : `, about ${leftMs < 90_000 ? '1 min' : leftMs < 5_400_000 ? `${Math.round(leftMs / 60_000)} min` : `${(leftMs / 3_600_000).toFixed(1)} h`} left`;
  return `${done} of ${states.length} cells done${left}`;
}
