import type { PrismaClient, Run as RunRow } from '../../prisma/client.ts';
import type { ArchitectureOptions, Optimiser, Schedule } from '../../prisma/run-settings.ts';
import type { SettingRow } from './compare.type.ts';

/** What a setting decides: what is trained, how its randomness begins, what is recorded of it, or what it ran on. */
type Concern = 'TRAINING' | 'SEED' | 'RECORDING' | 'CIRCUMSTANCE';

interface Setting {
  /** as in Run and in the settings of a launch */
  name: string;
  concern: Concern;
  /** as text; null where it is left open */
  of: (run: RunRow) => string | number | null | undefined;
}

const optimiser = (run: RunRow) => run.optimiser as unknown as Optimiser;
const options = (run: RunRow) => run.architectureOptions as ArchitectureOptions;
const steps = (run: RunRow) => (run.schedule as unknown as Schedule).steps.map(({ afterEpoch, factor }) => `${factor} after ${afterEpoch}`).join(', ');

/** Every setting of a run, in the order in which people read them. */
const SETTINGS: readonly Setting[] = [
  { name: 'architecture', concern: 'TRAINING', of: (run) => run.architecture },
  { name: 'depth', concern: 'TRAINING', of: (run) => run.depth },
  { name: 'width', concern: 'TRAINING', of: (run) => options(run).width },
  { name: 'head', concern: 'TRAINING', of: (run) => options(run).head },
  { name: 'growth', concern: 'TRAINING', of: (run) => options(run).growth },
  { name: 'variant', concern: 'TRAINING', of: (run) => options(run).variant },
  { name: 'dataset', concern: 'TRAINING', of: (run) => run.dataset },
  { name: 'samplesPerClass', concern: 'TRAINING', of: (run) => run.samplesPerClass },
  { name: 'loss', concern: 'TRAINING', of: (run) => run.loss },
  { name: 'lossReduction', concern: 'TRAINING', of: (run) => run.lossReduction },
  { name: 'optimiser', concern: 'TRAINING', of: (run) => optimiser(run).kind },
  { name: 'learningRate', concern: 'TRAINING', of: (run) => optimiser(run).learningRate },
  { name: 'learningRateSteps', concern: 'TRAINING', of: steps },
  { name: 'momentum', concern: 'TRAINING', of: (run) => optimiser(run).momentum },
  { name: 'weightDecay', concern: 'TRAINING', of: (run) => optimiser(run).weightDecay },
  { name: 'batchSize', concern: 'TRAINING', of: (run) => optimiser(run).batchSize },
  { name: 'epochs', concern: 'TRAINING', of: (run) => run.plannedEpochs },
  { name: 'terminalPhaseAccuracy', concern: 'TRAINING', of: (run) => run.terminalPhaseAccuracy },
  { name: 'seed', concern: 'SEED', of: (run) => run.seed },
  { name: 'testSamplesPerClass', concern: 'RECORDING', of: (run) => run.testSamplesPerClass },
  { name: 'measuredEpochs', concern: 'RECORDING', of: (run) => run.measuredEpochs.join(', ') },
  { name: 'layers', concern: 'RECORDING', of: (run) => run.layers.join(', ') },
  { name: 'splits', concern: 'RECORDING', of: (run) => run.splits.join(', ') },
  { name: 'robustnessImages', concern: 'RECORDING', of: (run) => run.robustnessImages },
  { name: 'source', concern: 'CIRCUMSTANCE', of: (run) => run.source },
  { name: 'datasetDigest', concern: 'CIRCUMSTANCE', of: (run) => run.datasetDigest },
  { name: 'backend', concern: 'CIRCUMSTANCE', of: (run) => run.backend },
  { name: 'codeVersion', concern: 'CIRCUMSTANCE', of: (run) => run.codeVersion },
];

/** The settings of runs, row by row. */
export function settingRows(runs: readonly RunRow[]): SettingRow[] {
  return SETTINGS.map(({ name, of }) => {
    const values = runs.map((run) => asText(of(run)));
    return { name, values, isSame: new Set(values).size <= 1 };
  });
}

/** One value of a setting, for grouping. @param name one of SETTINGS */
export const settingOf = (run: RunRow, name: string): string | null => asText(SETTINGS.find((setting) => setting.name === name)?.of(run));

/**
 * The same for two runs that train the same thing and differ at most in their seed. What is recorded of them, and what they ran on,
 * changes nothing of what is trained, or should not.
 */
export const allButSeed = (run: RunRow): string => JSON.stringify(SETTINGS.filter(({ concern }) => concern === 'TRAINING').map(({ of }) => asText(of(run))));

const asText = (value: string | number | null | undefined) => (value == null ? null : String(value));

/** The rows of these runs, in the ids' order, each of which exists. */
export async function runRows(record: PrismaClient, ids: readonly string[]): Promise<RunRow[]> {
  const rows = await record.run.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
