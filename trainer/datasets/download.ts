import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CollapsarError } from '../../prisma/errors.ts';
import { type Checksum, checksumOf } from './checksum.ts';
import type { DataSetProgress } from './data-set.ts';
import { fileError } from './file-content.ts';
import { acquireFileLock } from './file-lock.ts';
import { demandSpace } from './free-space.ts';
import { receive, sizeOf, TransferFault } from './receive.ts';

/** A file as its publisher serves it, byte for byte. */
export interface RemoteFile {
  name: string;
  bytes: number;
  checksum: Checksum;
}

/** One whose publisher gives an MD5, as most do. */
export function remoteFile(name: string, bytes: number, md5: string): RemoteFile {
  return { name, bytes, checksum: { algorithm: 'md5', of: 'file', hex: md5 } };
}

export interface DownloadOptions {
  /** named in messages */
  dataSet: string;
  /** addresses of folders, each ending in a slash, tried in this order */
  mirrors: readonly string[];
  folder: string;
  onProgress?: (progress: DataSetProgress) => void;
  signal?: AbortSignal;
  /** how often the list of mirrors is gone through before giving up */
  rounds?: number;
  /** between two rounds */
  pauseMs?: number;
  idleMs?: number;
}

/**
 * Brings each file to `folder`, one after the other, from the first mirror that serves it right.
 *
 * A file appears under its name only when its checksum is right (temporary name, fsync, rename, fsync of the folder), so a reader never
 * meets half a file. What an interrupted transfer left is continued, also from another mirror. Two processes do not fetch the same file.
 * Errors: DATA_SET_UNREACHABLE naming the files and the folder to put them into; DISK_FULL and DATA_SET_UNREADABLE from the disk.
 */
export async function downloadFiles(files: readonly RemoteFile[], options: DownloadOptions): Promise<void> {
  const folder = path.resolve(options.folder);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw fileError(error, folder);
  });
  for (const [index, file] of files.entries()) {
    const faults = await downloadFile(file, { ...options, folder });
    if (faults.size > 0) throw unreachable(files.slice(index), faults, { ...options, folder });
  }
}

/** Empty when the file is there, else what each mirror did wrong last. */
async function downloadFile(file: RemoteFile, options: DownloadOptions): Promise<Map<string, string>> {
  const { folder, onProgress, signal } = options;
  const target = path.join(folder, file.name);
  const tell = (stage: DataSetProgress['stage'], receivedBytes: number) =>
    onProgress?.({ stage, file: file.name, receivedBytes, totalBytes: file.bytes });
  const release = await acquireFileLock(`${target}.lock`, { onWait: () => tell('wait', 0), signal }).catch(
    (error: unknown) => {
      signal?.throwIfAborted();
      throw fileError(error, `${target}.lock`);
    },
  );
  try {
    // whoever held the lock before may have brought the file
    if ((await sizeOf(target)) > 0) return new Map();
    await demandSpace(folder, file.bytes - (await sizeOf(`${target}.partial`)));
    return await tryMirrors(file, target, options, (received) => tell('download', received));
  } finally {
    await release();
  }
}

async function tryMirrors(
  file: RemoteFile,
  target: string,
  options: DownloadOptions,
  onBytes: (received: number) => void,
): Promise<Map<string, string>> {
  const { mirrors, rounds = 2, pauseMs = 1000, signal } = options;
  const faults = new Map<string, string>();
  for (let round = 0; round < rounds; round++) {
    if (round > 0) await pause(pauseMs, undefined, { signal });
    for (const mirror of mirrors) {
      const fault = await tryMirror(mirror, file, target, options, onBytes);
      if (fault === null) return new Map();
      faults.set(mirror, fault);
    }
  }
  return faults;
}

/** Null when the file is in its place, else what went wrong; faults of the own disk are thrown, no mirror can mend them. */
async function tryMirror(
  mirror: string,
  file: RemoteFile,
  target: string,
  { signal, idleMs = 30_000 }: DownloadOptions,
  onBytes: (received: number) => void,
): Promise<string | null> {
  const partial = `${target}.partial`;
  try {
    await receive({
      url: new URL(file.name, mirror).href,
      path: partial,
      totalBytes: file.bytes,
      idleMs,
      onBytes,
      signal,
    });
  } catch (error) {
    if (error instanceof TransferFault) return error.message;
    if (error instanceof CollapsarError && error.code === 'DISK_FULL') await rm(partial, { force: true });
    throw error;
  }
  const found = await checksumOf(partial, file.checksum);
  if (found === file.checksum.hex) {
    await publish(partial, target);
    return null;
  }
  // nothing of it can be trusted, so the next attempt starts from the first byte
  await rm(partial, { force: true });
  return `${file.checksum.algorithm} should be ${file.checksum.hex} and is ${found}`;
}

async function publish(partial: string, target: string): Promise<void> {
  try {
    await rename(partial, target);
    // Windows cannot open a folder, and needs no sync of it
    if (process.platform === 'win32') return;
    const folder = await open(path.dirname(target), 'r');
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    throw fileError(error, target);
  }
}

function unreachable(
  missing: readonly RemoteFile[],
  faults: Map<string, string>,
  { dataSet, folder }: DownloadOptions,
): CollapsarError {
  const tried = [...faults].map(([mirror, fault]) => `${new URL(mirror).host}: ${fault}`).join('; ');
  const names = missing.map((file) => file.name).join(', ');
  return new CollapsarError(
    'DATA_SET_UNREACHABLE',
    `${dataSet} could not be downloaded (${tried}); try again with a network, or put ${names} into ${folder}.`,
  );
}
