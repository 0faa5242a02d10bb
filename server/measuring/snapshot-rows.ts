import type { Prisma, PrismaClient } from '../../prisma/client.ts';
import type { SnapshotPlace } from '../../prisma/snapshot/codec.ts';
import { CollapsarError } from '../../prisma/errors.ts';

/** A row that has a digest, without its bytes. Of two rows with one digest, one is a copy: each is checked against its own place. */
export interface SnapshotRow {
  id: string;
  digest: string;
  place: SnapshotPlace;
  bytes: number;
  /** of the part COVARIANCE; null where it was not recorded */
  covarianceBytes: number | null;
}

/**
 * What "sealedDigest" of the database gives in place of a digest that was recorded for another run, epoch, split or layer. Values are
 * found by digest without reading any bytes, so every statement that reads digests to find values by must read them through it.
 */
export const MISPLACED = 'misplaced';

/** Why a misplaced snapshot has no values. */
export function misplaced(): CollapsarError {
  return new CollapsarError('DATA_CORRUPT', 'Recorded data is damaged: what lies there was recorded for another run, epoch, split or layer; restore it from a backup or record it again.');
}

type Reader = PrismaClient | Prisma.TransactionClient;

/** All rows with these digests. */
export async function snapshotRows(record: Reader, digests: string[]): Promise<SnapshotRow[]> {
  const rows = await record.$queryRaw<(Omit<SnapshotRow, 'place'> & { runId: string; epoch: number; split: 'TRAIN' | 'TEST'; layer: string })[]>`
    SELECT s.id, s.digest, s."runId", s.epoch, s.split::text, s.layer, s.bytes, p.bytes AS "covarianceBytes"
    FROM "Snapshot" s LEFT JOIN "SnapshotPart" p ON p."snapshotId" = s.id AND p.kind = 'COVARIANCE'
    WHERE s.digest = ANY(${digests})`;
  return rows.map(({ runId: run, epoch, split, layer, ...row }) => ({ ...row, place: { run, epoch, split, layer } }));
}

/** The bytes of the cores of these rows, by row id. */
export async function coreBytes(record: Reader, ids: string[]): Promise<Map<string, Uint8Array>> {
  const rows = await record.$queryRaw<{ id: string; core: Uint8Array }[]>`SELECT id, core FROM "Snapshot" WHERE id = ANY(${ids})`;
  return new Map(rows.map(({ id, core }) => [id, core]));
}

/** The bytes of the part COVARIANCE of these rows, by row id. */
export async function covarianceBytes(record: Reader, ids: string[]): Promise<Map<string, Uint8Array>> {
  if (ids.length === 0) return new Map();
  const rows = await record.$queryRaw<{ id: string; data: Uint8Array }[]>`
    SELECT "snapshotId" AS id, data FROM "SnapshotPart" WHERE kind = 'COVARIANCE' AND "snapshotId" = ANY(${ids})`;
  return new Map(rows.map(({ id, data }) => [id, data]));
}
