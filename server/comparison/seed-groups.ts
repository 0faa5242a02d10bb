import type { PrismaClient, Run as RunRow } from '../../prisma/client.ts';
import { allButSeed, runRows } from './settings.ts';

/** Runs among which the seeds are looked for, the newest first. */
const MOST_OF_CELLS = 1000;

export interface SeedGroupOptions {
  /** seeds of a run at most, itself among them */
  most: number;
  /** whether a run is a seed that counts; left out: each is */
  counts?: (row: RunRow) => boolean;
}

/**
 * The runs that differ from each given run in their seed alone, itself first, by its id; those put aside are left out. Of each seed the
 * newest counts: a repeat is no further seed, it would only make the band look narrower.
 */
export async function seedGroups(record: PrismaClient, ids: readonly string[], { most, counts = () => true }: SeedGroupOptions): Promise<Map<string, string[]>> {
  const given = await runRows(record, ids);
  const cells = given.map(({ studyId, architecture, dataset, depth }) => ({ studyId, architecture, dataset, depth }));
  if (cells.length === 0) return new Map();
  const rows = await record.run.findMany({
    where: { OR: cells, archivedAt: null, lastEpoch: { gt: 0 } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST_OF_CELLS,
  });
  const counted = rows.filter(counts);
  return new Map(given.map((run) => [run.id, seedsOf(run, counted).slice(0, most)]));
}

function seedsOf(run: RunRow, rows: readonly RunRow[]): string[] {
  const bySeed = new Map([[run.seed, run.id]]);
  const settings = allButSeed(run);
  for (const row of rows) {
    if (row.studyId === run.studyId && row.generated === run.generated && !bySeed.has(row.seed) && allButSeed(row) === settings) bySeed.set(row.seed, row.id);
  }
  return [...bySeed.values()];
}
