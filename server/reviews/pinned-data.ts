import { createHash } from 'node:crypto';
import type { Prisma } from '../../prisma/client.ts';
import { lastTerminalSnapshots, VERDICT_METRICS } from '../measuring/suggested-verdict.ts';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';

/** Versions of formulas by metric. */
export type FormulaVersions = Readonly<Record<string, number>>;

/**
 * The digest of what a verdict on each run rests on: its terminal phase, and the snapshot that the four answers are read from. New epochs change it
 * only where they bring another last snapshot of the terminal phase. Null for a run that is not there.
 */
export async function pinnedDigests(record: Pick<Prisma.TransactionClient, 'run' | '$queryRaw'>, runIds: readonly string[]): Promise<(string | null)[]> {
  const runs = await record.run.findMany({ where: { id: { in: [...runIds] } }, select: { id: true, terminalPhaseEpoch: true } });
  const sources = await lastTerminalSnapshots(record, runs.map(({ id, terminalPhaseEpoch }) => ({ runId: id, terminalPhaseEpoch })));
  const digests = new Map(runs.map(({ id, terminalPhaseEpoch }) => {
    const source = sources.get(id);
    const rests = JSON.stringify([terminalPhaseEpoch, source?.epoch ?? null, source?.digest ?? null]);
    return [id, createHash('sha256').update(rests).digest('hex')];
  }));
  return runIds.map((id) => digests.get(id) ?? null);
}

/** The versions of the four answers' formulas now. */
export const formulasNow = (): Record<string, number> => Object.fromEntries(VERDICT_METRICS.map((metric) => [metric, metricOf(metric).version]));

/** Why a verdict no longer speaks of what is there; null while it does. `digest`: of the run now, null where it was deleted. */
export function staleReason(pinned: { digest: string; formulas: FormulaVersions }, digest: string | null): string | null {
  if (digest === null) return 'The run was deleted.';
  if (digest !== pinned.digest) return 'The data of the run changed since: its terminal phase, or the last snapshot in it, is another one.';
  const now = formulasNow();
  const raised = (Object.keys(now) as MetricId[]).filter((metric) => pinned.formulas[metric] !== now[metric]);
  if (raised.length === 0) return null;
  return `The formula of ${raised.map((metric) => `${metric} (version ${pinned.formulas[metric] ?? 'none'}, now ${now[metric]})`).join(', ')} changed since.`;
}
