import type { PrismaClient } from './client.ts';

/** Runs made anew in one go, so that a long list of them does not keep a server from stopping. */
const MOST = 200;

/**
 * Makes anew what lists go by of runs whose writers could not keep it: they found the run held by another one for longer than they wait. A run
 * that is held now too is left for the next time. Gives the number of runs that were noted.
 */
export async function renewStaleExtremes(record: PrismaClient): Promise<number> {
  const runs = await record.staleExtremes.findMany({ distinct: ['runId'], select: { runId: true }, orderBy: { runId: 'asc' }, take: MOST });
  for (const { runId } of runs) await record.$executeRaw`SELECT collapsar_renew_extremes(${runId})`.catch(() => {});
  return runs.length;
}
