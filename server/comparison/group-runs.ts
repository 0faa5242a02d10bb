import type { Run as RunRow } from '../../prisma/client.ts';
import { allButSeed, settingOf } from './settings.ts';

/** What the runs of a group have in common. */
export const GroupBy = {
  NONE: 'NONE',
  ALL_BUT_SEED: 'ALL_BUT_SEED',
  ARCHITECTURE: 'ARCHITECTURE',
  DATASET: 'DATASET',
  CELL: 'CELL',
  LOSS: 'LOSS',
  LEARNING_RATE: 'LEARNING_RATE',
  WEIGHT_DECAY: 'WEIGHT_DECAY',
  BATCH_SIZE: 'BATCH_SIZE',
  EPOCHS: 'EPOCHS',
} as const;
export type GroupBy = (typeof GroupBy)[keyof typeof GroupBy];

/** The settings that tell groups apart; a network is its family, depth and options together. */
const NETWORK = ['architecture', 'depth', 'width', 'head', 'growth', 'variant'];
const SETTINGS_OF: Record<Exclude<GroupBy, 'NONE' | 'ALL_BUT_SEED'>, string[]> = {
  ARCHITECTURE: NETWORK,
  DATASET: ['dataset'],
  CELL: [...NETWORK, 'dataset'],
  LOSS: ['loss'],
  LEARNING_RATE: ['learningRate'],
  WEIGHT_DECAY: ['weightDecay'],
  BATCH_SIZE: ['batchSize'],
  EPOCHS: ['epochs'],
};

export interface RunGroup {
  /** what people read: the values that the group is formed by */
  label: string;
  runs: RunRow[];
}

/** Groups of runs, in the order in which their first runs come. */
export function groupRuns(runs: readonly RunRow[], by: GroupBy): RunGroup[] {
  const groups = new Map<string, RunGroup>();
  for (const run of runs) {
    const key = keyOf(run, by);
    const group = groups.get(key);
    if (group) group.runs.push(run);
    else groups.set(key, { label: labelOf(run, by), runs: [run] });
  }
  return [...groups.values()];
}

function keyOf(run: RunRow, by: GroupBy): string {
  if (by === 'NONE') return run.id;
  if (by === 'ALL_BUT_SEED') return allButSeed(run);
  return JSON.stringify(SETTINGS_OF[by].map((name) => settingOf(run, name)));
}

function labelOf(run: RunRow, by: GroupBy): string {
  if (by === 'NONE') return run.name;
  if (by === 'DATASET') return run.dataset;
  const network = `${run.architecture}${run.depth}`;
  const options = ['width', 'head', 'growth', 'variant'].flatMap((name) => settingOf(run, name) ?? []).join(' ');
  const named = options === '' ? network : `${network} (${options})`;
  if (by === 'ARCHITECTURE') return named;
  if (by === 'CELL' || by === 'ALL_BUT_SEED') return `${named} on ${run.dataset}`;
  return `${SETTINGS_OF[by][0]} ${settingOf(run, SETTINGS_OF[by][0]!)}`;
}
