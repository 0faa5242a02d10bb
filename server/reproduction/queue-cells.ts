import type { PrismaClient } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { queueRuns } from '../../prisma/queue-runs.ts';
import { parseRunSettings, type RunSettings } from '../../prisma/run-settings.ts';
import type { Cell, Protocol } from './cells.ts';

/**
 * Queues the cells that their study has no run of yet, so that a command broken off and given again trains nothing twice. Gives how many.
 *
 * @throws CollapsarError PRECONDITION_FAILED where a run of a cell's name was trained with other settings, or the study takes no more runs
 */
export async function queueCells(record: PrismaClient, { study, cells }: Protocol): Promise<number> {
  const there = await record.run.findMany({
    where: { study: { slug: study.slug } },
    select: { name: true, optimiser: true, schedule: true, plannedEpochs: true, seed: true, dataset: true, architecture: true, depth: true, samplesPerClass: true },
  });
  const missing = cells.flatMap((cell) => {
    const settings = parseRunSettings(cell.settings);
    const run = there.find(({ name }) => name === cell.name);
    if (run && !isOf(run, settings)) throw otherSettings(cell);
    return run ? [] : [{ name: cell.name, settings }];
  });
  if (missing.length > 0) {
    const queued = await queueRuns(record, { study, runs: missing, again: false });
    if (queued.study.made) await record.study.update({ where: { id: queued.study.id }, data: { description: study.description }, select: { id: true } });
  }
  return missing.length;
}

type Trained = Pick<RunSettings, 'optimiser' | 'schedule' | 'seed' | 'dataset' | 'architecture' | 'depth' | 'samplesPerClass'>;

/** JSON of the record has its keys in another order than ours. */
function isOf(run: { [key in keyof Trained]: unknown } & { plannedEpochs: number }, { epochs, ...settings }: RunSettings): boolean {
  const shown = ({ optimiser, schedule, seed, dataset, architecture, depth, samplesPerClass }: { [key in keyof Trained]: unknown }, planned: number) =>
    JSON.stringify([sorted(optimiser), sorted(schedule), seed, dataset, architecture, depth, samplesPerClass, planned]);
  return shown(run, run.plannedEpochs) === shown(settings, epochs);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]));
}

const otherSettings = ({ name }: Cell) =>
  new CollapsarError('PRECONDITION_FAILED', `The run "${name}" of this record was trained with other settings than the study has now: keep it elsewhere and start with an empty COLLAPSAR_HOME.`);
