import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CollapsarError } from '../../prisma/errors.ts';
import { checksumOf, type FileDigest } from './checksum.ts';
import type { OpenOptions } from './data-set.ts';
import { downloadFiles, type RemoteFile } from './download.ts';
import { fileError, isThere } from './file-content.ts';
import { acquireFileLock } from './file-lock.ts';
import { unpack } from './unpack.ts';

/** A .tar.gz that holds the files of a data set. */
export interface SourceArchive {
  remote: RemoteFile;
  /** in the archive, before each file's name */
  folder: string;
  /** no file of it that is wanted is larger; bounds what a false archive could write */
  largestBytes: number;
}

export interface ArchiveOptions extends OpenOptions {
  dataSet: string;
  mirrors: readonly string[];
  archive: SourceArchive;
  /** where the files go */
  folder: string;
}

const RECEIPT = 'unpacked.json';

/**
 * Brings the files `names` out of the data set's archive into `folder`: the archive that lies in the folder of all data sets, else one
 * that is downloaded and removed afterwards. Nothing is unpacked from an archive with another digest than the published one.
 *
 * A receipt beside the files says which digests they had in the archive, so that they are known again when the archive is gone.
 * Errors: DATA_SET_UNREACHABLE naming archive and folder; DATA_SET_DAMAGED; DISK_FULL and DATA_SET_UNREADABLE from the disk.
 */
export async function fetchFromArchive(names: readonly string[], options: ArchiveOptions): Promise<void> {
  const { folder, archive, signal, onProgress } = options;
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw fileError(error, folder);
  });
  const lock = path.join(folder, 'unpack.lock');
  const wait = {
    stage: 'wait',
    file: archive.remote.name,
    receivedBytes: 0,
    totalBytes: archive.remote.bytes,
  } as const;
  const release = await acquireFileLock(lock, { onWait: () => onProgress?.(wait), signal }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw fileError(error, lock);
  });
  try {
    // whoever held the lock before may have unpacked them
    const presence = await Promise.all(names.map((name) => isThere(path.join(folder, name))));
    const missing = names.filter((_, i) => !presence[i]);
    if (missing.length > 0) await unpackVerified(missing, options);
  } finally {
    await release();
  }
}

async function unpackVerified(names: readonly string[], options: ArchiveOptions): Promise<void> {
  const { root, archive, folder, signal, onProgress } = options;
  const file = path.resolve(root, archive.remote.name);
  const isOurs = !(await isThere(file));
  if (isOurs) await download(options);
  else await checkLocal(file, archive.remote);
  const { name, bytes: totalBytes } = archive.remote;
  const onBytes = (receivedBytes: number) => onProgress?.({ stage: 'unpack', file: name, receivedBytes, totalBytes });
  // first the receipt: a file without it would count as one of unknown origin for ever
  await unpack({ ...archive, file, names, target: folder, onWhole: (digests) => writeReceipt(folder, digests), onBytes, signal });
  if (isOurs) await rm(file, { force: true });
}

async function download({ dataSet, mirrors, archive, root, onProgress, signal }: ArchiveOptions): Promise<void> {
  await downloadFiles([archive.remote], { dataSet, mirrors, folder: path.resolve(root), onProgress, signal });
}

async function checkLocal(file: string, { checksum }: RemoteFile): Promise<void> {
  const found = await checksumOf(file, checksum).catch((error: unknown) => {
    throw fileError(error, file);
  });
  if (found === checksum.hex) return;
  throw new CollapsarError(
    'DATA_SET_DAMAGED',
    `${file} is damaged: its ${checksum.algorithm} should be ${checksum.hex} and is ${found}; delete it so that it is fetched, or put a whole file there.`,
  );
}

/** Adds to a receipt that is there: only some of the files may have been missing. */
async function writeReceipt(folder: string, digests: Readonly<Record<string, string>>): Promise<void> {
  const receipt = path.join(folder, RECEIPT);
  const partial = `${receipt}.${randomUUID()}`;
  try {
    await writeFile(partial, JSON.stringify({ ...(await readReceipt(folder)), ...digests }, null, 1));
    await rename(partial, receipt);
  } catch (error) {
    await rm(partial, { force: true });
    throw fileError(error, receipt);
  }
}

async function readReceipt(folder: string): Promise<Record<string, unknown>> {
  const text = await readFile(path.join(folder, RECEIPT), 'utf8').catch(() => '{}');
  try {
    const receipt: unknown = JSON.parse(text);
    return typeof receipt === 'object' && receipt !== null ? { ...receipt } : {};
  } catch {
    return {}; // not ours, or damaged: the files then count as unverified, as without one
  }
}

/** The digest that a file had when it was unpacked from the verified archive; null where it was not unpacked here. */
export async function unpackedDigest(file: string): Promise<FileDigest | null> {
  const hex = (await readReceipt(path.dirname(file)))[path.basename(file)];
  return typeof hex === 'string' ? { algorithm: 'sha256', hex } : null;
}
