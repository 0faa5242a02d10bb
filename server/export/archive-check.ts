import { createHash } from 'node:crypto';
import { decodeSnapshot } from '../../prisma/snapshot/codec.ts';
import { decodeCovariance, decodeDisagreements, decodeExamples } from '../../prisma/snapshot/parts.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { invalid } from './archive-file.ts';
import { ARCHIVE_TABLES, type ArchiveRow, type ArchiveTable } from './archive-format.ts';
import { archivedRows, type OpenArchive, readArchivedBlob } from './archive-reader.ts';
import { checkReports, REVIEW_CHECKS } from './review-check.ts';
import { once, type Seen } from './seen-rows.ts';

/**
 * Reads all of an archive and checks that it holds together before anything of it is written: each row by its schema and its references,
 * each blob by its sha256 and by what it must contain.
 *
 * @throws CollapsarError ARCHIVE_INVALID
 */
export async function checkArchive(archive: OpenArchive): Promise<void> {
  const seen: Seen = { runs: new Set(), keys: new Set(), blobs: new Set(), reports: new Map(), deleted: new Set() };
  for (const table of ARCHIVE_TABLES) {
    let rows = 0;
    for await (const row of archivedRows(archive, table)) {
      rows += 1;
      await (CHECKS[table] as Check<typeof table>)(row, archive, seen);
    }
    if (rows !== (archive.manifest.counts[table] ?? 0)) invalid(`it has ${rows} ${table}, and its manifest says ${archive.manifest.counts[table]}`);
  }
  checkReports(seen);
  for (const name of archive.file.names) if (name.startsWith('blobs/') && !seen.blobs.has(name.slice('blobs/'.length))) invalid(`nothing in it names ${name}`);
}

type Check<T extends ArchiveTable> = (row: ArchiveRow<T>, archive: OpenArchive, seen: Seen) => void | Promise<void>;

const CHECKS: { [T in ArchiveTable]: Check<T> } = {
  runs: (run, { study }, seen) => {
    if (run.studyId !== study.id) invalid(`run ${run.id} is of another study`);
    if (!Array.isArray(run.schedule.steps)) invalid(`run ${run.id} has no steps of the learning rate`);
    once(seen, `run ${run.id}`);
    seen.runs.add(run.id);
  },
  epochs: ({ runId, epoch }, _archive, seen) => {
    checkRun(seen, runId);
    once(seen, epochKey(runId, epoch));
  },
  snapshots: async (row, archive, seen) => {
    const { id, runId, epoch, split, layer } = row;
    if (!seen.keys.has(epochKey(runId, epoch))) invalid(`snapshot ${id} is of an epoch that is not in it`);
    once(seen, `snapshot ${id}`);
    once(seen, `snapshot of ${JSON.stringify([runId, epoch, split, layer])}`);
    await checkSnapshot(row, archive, seen);
  },
  logs: ({ runId }, _archive, seen) => checkRun(seen, runId),
  baselines: ({ studyId, runId, architecture, dataset }, { study }, seen) => {
    if (studyId !== study.id) invalid('a baseline is of another study');
    checkRun(seen, runId);
    once(seen, `baseline of ${JSON.stringify([architecture, dataset])}`);
  },
  thumbnails: async ({ dataset, datasetDigest, split, index, width, height, digest }, archive, seen) => {
    once(seen, `picture ${JSON.stringify([dataset, datasetDigest, split, index])}`);
    const bytes = await blob(archive, seen, digest);
    if (!isPng(bytes, width, height)) invalid(`picture ${index} of ${JSON.stringify(dataset)} is no PNG of ${width} x ${height} pixels`);
  },
  checkpoints: async (row, archive, seen) => {
    if (!seen.keys.has(epochKey(row.runId, row.epoch))) invalid(`checkpoint ${row.id} is of an epoch that is not in it`);
    once(seen, `checkpoint ${row.id}`);
    once(seen, `checkpoint of ${JSON.stringify([row.runId, row.epoch])}`);
    await checkPieces(row, archive, seen);
  },
  values: () => {},
  ...REVIEW_CHECKS,
};

const epochKey = (runId: string, epoch: number) => `epoch ${epoch} of ${runId}`;

function checkRun({ runs }: Seen, runId: string): void {
  if (!runs.has(runId)) invalid(`it names the run ${runId}, which is not in it`);
}

function blob(archive: OpenArchive, { blobs }: Seen, digest: string): Promise<Buffer> {
  blobs.add(digest);
  return readArchivedBlob(archive, digest);
}

/** The core is of this run, epoch, split and layer, and each part is the one that it names: a wrong number must not come in unnoticed. */
async function checkSnapshot(row: ArchiveRow<'snapshots'>, archive: OpenArchive, seen: Seen): Promise<void> {
  const { id, runId, epoch, split, layer, digest, features } = row;
  const bytes = await blob(archive, seen, digest);
  const core = refused(id, () => decodeSnapshot(bytes, digest, { run: runId, epoch, split, layer }));
  if (core.classes !== row.classes || core.features !== features || core.samples !== row.samples || bytes.length !== row.bytes) invalid(`snapshot ${id} has other sizes than its row says`);
  const kinds = new Set<string>();
  for (const part of row.parts) {
    const data = await blob(archive, seen, part.digest);
    if (kinds.has(part.kind) || core.metadata.parts[part.kind] !== part.digest || data.length !== part.bytes) invalid(`part ${part.kind} of snapshot ${id} is not the one that the snapshot names`);
    kinds.add(part.kind);
    refused(id, () => DECODERS[part.kind](data, part.digest, features));
  }
}

const DECODERS = { COVARIANCE: decodeCovariance, EXAMPLES: decodeExamples, DISAGREEMENTS: decodeDisagreements };

/** What the codec finds damaged in a file is no damage of the record. */
function refused<T>(id: string, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof CollapsarError) invalid(`snapshot ${id}: ${error.message}`);
    throw error;
  }
}

async function checkPieces({ id, digest, bytes, pieces }: ArchiveRow<'checkpoints'>, archive: OpenArchive, seen: Seen): Promise<void> {
  const hash = createHash('sha256');
  let length = 0;
  for (const piece of pieces) {
    const data = await blob(archive, seen, piece);
    hash.update(data);
    length += data.length;
  }
  if (length !== bytes || hash.digest('hex') !== digest) invalid(`the pieces of checkpoint ${id} together are not what its row says`);
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Signature and header; browsers decode the rest, and they are made for strangers' pictures. */
const isPng = (bytes: Buffer, width: number, height: number) =>
  bytes.length >= 33 && bytes.length <= 256 * 1024 && bytes.subarray(0, 8).equals(PNG) && bytes.readUInt32BE(16) === width && bytes.readUInt32BE(20) === height;
