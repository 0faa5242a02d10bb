import type { PrismaClient } from '../../prisma/client.ts';
import { checkDigest } from '../../prisma/snapshot/codec.ts';
import { changed } from './archive-contents.ts';
import type { ArchiveRow, ArchiveTable } from './archive-format.ts';

/** How to read a blob's bytes, under the sha256 that they must have. */
export interface BlobSource {
  digest: string;
  what: string;
  read: (record: PrismaClient) => Promise<Uint8Array | undefined>;
}

/** The blobs that a row of an archive names. */
export function blobsOf<T extends ArchiveTable>(table: T, row: ArchiveRow<T>): BlobSource[] {
  const sources = SOURCES[table] as ((row: ArchiveRow<T>) => BlobSource[]) | undefined;
  return sources?.(row) ?? [];
}

const SOURCES: { [T in ArchiveTable]?: (row: ArchiveRow<T>) => BlobSource[] } = {
  snapshots: ({ id, epoch, digest, parts }) => [
    { digest, what: `snapshot of epoch ${epoch}`, read: async (record) => (await record.snapshot.findUnique({ where: { id }, select: { core: true } }))?.core },
    ...parts.map((part) => ({
      digest: part.digest,
      what: `part ${part.kind} of epoch ${epoch}`,
      read: async (record: PrismaClient) => (await record.snapshotPart.findUnique({ where: { snapshotId_kind: { snapshotId: id, kind: part.kind } }, select: { data: true } }))?.data,
    })),
  ],
  thumbnails: ({ dataset, datasetDigest, split, index, digest }) => [
    { digest, what: `picture ${index} of ${dataset}`, read: async (record) => (await record.thumbnail.findUnique({ where: { dataset_datasetDigest_split_index: { dataset, datasetDigest, split, index } }, select: { data: true } }))?.data },
  ],
  checkpoints: ({ id, epoch, pieces }) =>
    pieces.map((digest, index) => ({
      digest,
      what: `checkpoint of epoch ${epoch}`,
      read: async (record) => (await record.checkpointPiece.findUnique({ where: { checkpointId_index: { checkpointId: id, index } }, select: { data: true } }))?.data,
    })),
};

/** @throws CollapsarError DATA_CORRUPT, or CONFLICT where the row is gone */
export async function readBlob(record: PrismaClient, { digest, what, read }: BlobSource): Promise<Uint8Array> {
  const bytes = (await read(record)) ?? changed();
  checkDigest(bytes, digest, what);
  return bytes;
}
