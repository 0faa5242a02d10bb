import type { PrismaClient, RunStatus } from '../../prisma/client.ts';
import { parseRunSettings } from '../../prisma/run-settings.ts';
import type { Cell, Protocol } from './cells.ts';

/** A cell as it stands. */
export interface CellState {
  name: string;
  status: RunStatus;
  epoch: number;
  plannedEpochs: number;
  /** first epoch without train error; null before it */
  terminalPhaseEpoch: number | null;
  /** share of the train images, in the newest epoch that evaluated them */
  trainError: number | null;
  minutes: number;
}

/** A cell that the record has a run of. */
export interface QueuedCell extends CellState {
  runId: string;
  studyId: string;
}

/** How all cells of a protocol stand, in its order. */
export async function cellStates(record: PrismaClient, { study, cells }: Protocol): Promise<(CellState | QueuedCell)[]> {
  const runs = await record.run.findMany({
    where: { study: { slug: study.slug } },
    select: {
      id: true, studyId: true, name: true, status: true, lastEpoch: true, plannedEpochs: true, terminalPhaseEpoch: true,
      epochs: { where: { trainError: { not: null } }, orderBy: { epoch: 'desc' }, take: 1, select: { trainError: true } },
    },
  });
  return cells.map((cell) => {
    const run = runs.find((each) => each.name === cell.name);
    if (!run) return notQueued(cell);
    const { id: runId, lastEpoch: epoch, epochs, ...rest } = run;
    return { ...rest, runId, epoch, trainError: epochs[0]?.trainError ?? null, minutes: cell.minutes };
  });
}

function notQueued({ name, settings, minutes }: Cell): CellState {
  return { name, status: 'QUEUED', epoch: 0, plannedEpochs: parseRunSettings(settings).epochs, terminalPhaseEpoch: null, trainError: null, minutes };
}

const OVER: readonly RunStatus[] = ['COMPLETED', 'FAILED', 'DIVERGED', 'CANCELLED'];
export const isOver = ({ status }: CellState): boolean => OVER.includes(status);

/** Share of the work that is done, by the minutes of the catalogue. */
export function doneShare(states: readonly CellState[]): number {
  const all = states.reduce((sum, { minutes }) => sum + minutes, 0);
  const done = states.reduce((sum, state) => sum + state.minutes * (isOver(state) ? 1 : state.epoch / state.plannedEpochs), 0);
  return all === 0 ? 1 : done / all;
}

/** Milliseconds that are left, if the rest goes as fast as what was done since `startedAt`; null where too little was done to say. */
export function timeLeft(share: number, since: { share: number; ms: number }): number | null {
  const gained = share - since.share;
  return gained < 0.002 ? null : (since.ms * (1 - share)) / gained;
}

export const completed = (states: readonly (CellState | QueuedCell)[]): QueuedCell[] => states.filter((state): state is QueuedCell => 'runId' in state && state.status === 'COMPLETED');
