import type { PrismaClient } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { decodeDisagreements } from '../../prisma/snapshot/parts.ts';
import { whyUnread } from '../measuring/measured-outcomes.ts';
import type { Disagreements } from './classes.type.ts';
import { type PlaceAsked, type Recorded, recordedRows } from './recorded-rows.ts';

/**
 * The disagreements recorded beside each snapshot asked for; null where there are none of it. In its place an error: BAD_USER_INPUT for an
 * epoch that was not measured, DATA_CORRUPT for damaged bytes.
 */
export async function runDisagreements(record: PrismaClient, asked: readonly PlaceAsked[]): Promise<(Disagreements | null | Error)[]> {
  const places = await recordedRows(record, asked);
  const ids = places.flatMap((place) => (place !== null && 'row' in place ? [place.row.id] : []));
  const parts = await record.snapshotPart.findMany({ where: { kind: 'DISAGREEMENTS', snapshotId: { in: ids } }, select: { snapshotId: true, digest: true, data: true } });
  const partOf = new Map(parts.map((part) => [part.snapshotId, part]));
  return places.map((place) => {
    if (place === null || place instanceof CollapsarError) return place;
    const part = partOf.get(place.row.id);
    return part ? disagreementsOf(place, part) : null;
  });
}

function disagreementsOf({ row: { epoch }, measuredEpochs }: Recorded, { data, digest }: { data: Uint8Array; digest: string }): Disagreements | Error {
  try {
    const { index, label, choice, nearest, margin } = decodeDisagreements(data, digest);
    return { epoch, measuredEpochs, indices: index, labels: label, choices: choice, nearest, margins: margin };
  } catch (error) {
    if (error instanceof CollapsarError) return whyUnread(epoch, error);
    throw error;
  }
}
