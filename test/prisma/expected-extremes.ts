import { createHash } from 'node:crypto';
import type { PrismaClient } from '../../prisma/client.ts';

interface Point {
  epoch: number;
  value: number | null;
}

/** What lists go by of these runs, worked out from epochs, snapshots and values alone: lines in the order of the alphabet. */
export async function expectedExtremes(record: PrismaClient, runIds: string[]): Promise<string[]> {
  const where = { runId: { in: runIds } };
  const runs = new Map((await record.run.findMany({ where: { id: { in: runIds } } })).map((run) => [run.id, run]));
  const epochs = await record.epoch.findMany({ where });
  const snapshots = (await record.snapshot.findMany({ where, omit: { core: true } })).map((row) => ({ ...row, isSealed: row.seal === sealOf(row) }));
  const values = await record.metricValue.findMany({ where: { digest: { in: snapshots.map(({ digest }) => digest) } } });
  const lines: string[] = [];
  const begins = (runId: string) => runs.get(runId)!.terminalPhaseEpoch ?? Number.POSITIVE_INFINITY;
  for (const [key, places] of grouped(snapshots, (row) => [row.runId, row.split, row.layer].join(' '))) {
    const last = Math.max(...places.map(({ epoch }) => epoch));
    const terminal = leastFrom(begins(places[0]!.runId), places.map(({ epoch }) => epoch));
    lines.push(`span ${key}: ${last} ${terminal}`);
    const measured = places.flatMap(({ digest, isSealed, epoch }) => (isSealed ? values.filter((row) => row.digest === digest).map((row) => ({ ...row, epoch })) : []));
    for (const [metric, points] of grouped(measured, (row) => `${row.metric} ${row.version}`)) lines.push(lineOf(`${key} ${metric}`, points, last, terminal));
  }
  const own = epochs.flatMap(({ runId, epoch, ...row }) => OWN.map(({ name, of }) => ({ runId, epoch, name, raw: of(row) })).filter(({ raw }) => raw !== null));
  for (const [key, rows] of grouped(own, (row) => `${row.runId} ${row.name} 0`)) {
    const points = rows.map(({ epoch, raw }) => ({ epoch, value: Number.isFinite(raw) ? raw : null }));
    const at = points.map(({ epoch }) => epoch);
    lines.push(lineOf(key, points, Math.max(...at), leastFrom(begins(rows[0]!.runId), at)));
  }
  return lines.sort();
}

type Own = Record<'trainLoss' | 'testLoss' | 'testError' | 'robustness', number | null>;

/** Split, layer (none) and metric of what the epochs' own rows hold. */
const OWN: { name: string; of: (row: Own) => number | null }[] = [
  { name: 'TRAIN  LOSS', of: (row) => row.trainLoss },
  { name: 'TEST  LOSS', of: (row) => row.testLoss },
  { name: 'TEST  ERROR', of: (row) => row.testError },
  { name: 'TEST  ROBUSTNESS_DEEPFOOL', of: (row) => row.robustness },
];

const sealOf = ({ digest, runId, epoch, split, layer }: { digest: string; runId: string; epoch: number; split: string; layer: string }): string =>
  createHash('sha256').update([digest, runId, epoch, split, layer].join(' ')).digest('hex');

function leastFrom(begin: number, epochs: number[]): number | null {
  const since = epochs.filter((epoch) => epoch >= begin);
  return since.length > 0 ? Math.min(...since) : null;
}

function lineOf(key: string, points: Point[], last: number, terminal: number | null): string {
  const known = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const at = (epoch: number | null) => {
    const point = points.find((each) => each.epoch === epoch);
    return point ? `${point.value} of ${epoch}` : 'unknown';
  };
  const ends = known.length > 0 ? `${Math.min(...known)} ${Math.max(...known)}` : 'null null';
  return `value ${key}: ${ends}, ${at(last)}, ${at(terminal)}`;
}

function grouped<T>(rows: T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** The same lines of what triggers keep. */
export async function keptExtremes(record: PrismaClient, runIds: string[]): Promise<string[]> {
  const where = { runId: { in: runIds } };
  const spans = await record.snapshotSpan.findMany({ where });
  const rows = await record.metricExtremes.findMany({ where });
  const at = (value: number | null, epoch: number | null) => (epoch === null ? `unknown${value ?? ''}` : `${value} of ${epoch}`);
  return [
    ...spans.map((row) => `span ${row.runId} ${row.split} ${row.layer}: ${row.lastEpoch} ${row.terminalEpoch}`),
    ...rows.map((row) => `value ${row.runId} ${row.split} ${row.layer} ${row.metric} ${row.version}: ${row.smallest} ${row.largest}, ${at(row.last, row.lastEpoch)}, ${at(row.terminal, row.terminalEpoch)}`),
  ].sort();
}
