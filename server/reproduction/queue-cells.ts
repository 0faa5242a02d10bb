import { isDeepStrictEqual } from 'node:util';
import type { PrismaClient, Run } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { queueRuns, settingsColumns } from '../../prisma/queue-runs.ts';
import { parseRunSettings, type RunSettings } from '../../prisma/run-settings.ts';
import type { Cell, Protocol } from './cells.ts';

/**
 * Queues the cells that their study has no run of yet, so that a command broken off and given again trains nothing twice. Gives how many.
 *
 * @throws CollapsarError PRECONDITION_FAILED where a run of a cell's name was trained with other settings, or the study takes no more runs
 */
export async function queueCells(record: PrismaClient, { study, cells }: Protocol): Promise<number> {
  const there = await record.run.findMany({ where: { study: { slug: study.slug } } });
  const missing = cells.flatMap((cell) => {
    const settings = parseRunSettings(cell.settings);
    const run = there.find(({ name }) => name === cell.name);
    if (run && !isOf(run, settings)) throw otherSettings(cell);
    return run ? [] : [{ name: cell.name, settings }];
  });
  if (missing.length > 0) await queueRuns(record, { study, runs: missing, again: false });
  return missing.length;
}

/** The priority may have been changed since; it is no setting of the training. */
function isOf(run: Run, settings: RunSettings): boolean {
  const { priority: _, ...columns } = settingsColumns(settings);
  return Object.entries(columns).every(([name, value]) => isDeepStrictEqual(run[name as keyof Run], value));
}

const otherSettings = ({ name }: Cell) =>
  new CollapsarError('PRECONDITION_FAILED', `The run "${name}" of this record was trained with other settings than the study has now: keep it elsewhere and start with an empty COLLAPSAR_HOME.`);
