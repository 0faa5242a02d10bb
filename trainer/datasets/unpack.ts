import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Headers } from 'tar-stream';
import { CollapsarError } from '../../prisma/errors.ts';
import { fileError, messageOf } from './file-content.ts';

export interface Unpacking {
  /** the .tar.gz */
  file: string;
  /** in the archive, before each name */
  folder: string;
  names: readonly string[];
  /** folder on the disk, which exists */
  target: string;
  largestBytes: number;
  /** called with the digest of each file when all are whole, before they bear their names */
  onWhole?: (digests: Readonly<Record<string, string>>) => Promise<void>;
  /** compressed bytes read so far */
  onBytes?: (bytes: number) => void;
  signal?: AbortSignal;
}

/**
 * Unpacks the files `names` of a .tar.gz and gives the SHA-256 of each.
 *
 * Safe with any archive: where a file goes is made from the caller's names alone, a path of the archive is only ever compared; links,
 * folders, devices and other files are passed over. A file gets its name when the whole archive was read without fault, synced before.
 * Streams: needs no memory for the size of the archive.
 * Errors: DATA_SET_DAMAGED for gzip or tar that ends early or does not add up, a missing, repeated or too large file, a wanted name that
 * is no plain file; DISK_FULL and DATA_SET_UNREADABLE from the disk; the signal's reason when it is aborted. Then nothing of it is left.
 */
export async function unpack(task: Unpacking): Promise<Record<string, string>> {
  const { file, names, target, signal } = task;
  const digests = new Map<string, string>();
  try {
    const entries = extract();
    const reading = pipeline(createReadStream(file), countBytes(task.onBytes), createGunzip(), entries, { signal });
    await bothEnd(reading, takeWanted(entries, task, digests));
    const missing = names.filter((name) => !digests.has(name));
    if (missing.length > 0) throw damaged(file, `it does not hold ${missing.join(', ')} in a folder ${task.folder}`);
    await task.onWhole?.(Object.fromEntries(digests));
    for (const name of names) await rename(partialOf(target, name), path.join(target, name));
  } catch (error) {
    for (const name of names) await rm(partialOf(target, name), { force: true });
    signal?.throwIfAborted();
    throw translate(error, task);
  }
  return Object.fromEntries(digests);
}

/** Each of the two breaks off when the other fails, so the error of our own making is the cause where there is one. */
async function bothEnd(reading: Promise<void>, taking: Promise<void>): Promise<void> {
  const ends = await Promise.allSettled([taking, reading]);
  const errors = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  if (errors.length > 0) throw errors.find((error) => error instanceof CollapsarError) ?? errors.at(-1);
}

const partialOf = (target: string, name: string) => path.join(target, `${name}.partial`);

function countBytes(onBytes: Unpacking['onBytes']): Transform {
  let bytes = 0;
  return new Transform({
    transform(piece: Buffer, _, done) {
      bytes += piece.length;
      onBytes?.(bytes);
      done(null, piece);
    },
  });
}

async function takeWanted(
  entries: ReturnType<typeof extract>,
  task: Unpacking,
  digests: Map<string, string>,
): Promise<void> {
  for await (const entry of entries) {
    const name = task.names.find((wanted) => `${task.folder}/${wanted}` === entry.header.name.replace(/^\.\//, ''));
    if (name === undefined) {
      entry.resume();
      continue;
    }
    checkEntry(entry.header, digests.has(name), task);
    digests.set(name, await store(entry, partialOf(task.target, name)));
  }
}

function checkEntry({ type, size, name }: Headers, isRepeated: boolean, { file, largestBytes }: Unpacking): void {
  if (isRepeated) throw damaged(file, `it holds ${name} twice`);
  if (type !== 'file') throw damaged(file, `${name} in it is a ${type}, and should be a file`);
  if ((size ?? 0) > largestBytes) {
    throw damaged(file, `${name} in it has ${size} bytes, and the official one at most ${largestBytes}`);
  }
}

async function store(pieces: AsyncIterable<Uint8Array>, file: string): Promise<string> {
  const handle = await onDisk(file, open(file, 'w'));
  try {
    const digest = createHash('sha256');
    for await (const piece of pieces) {
      digest.update(piece);
      await onDisk(file, handle.writeFile(piece));
    }
    await onDisk(file, handle.sync());
    return digest.digest('hex');
  } finally {
    await handle.close();
  }
}

async function onDisk<T>(file: string, work: Promise<T>): Promise<T> {
  return await work.catch((error: unknown) => {
    throw fileError(error, file);
  });
}

/** What the disk refused is said as that; all else that can go wrong here comes from the archive. */
function translate(error: unknown, { file }: Unpacking): unknown {
  if (error instanceof CollapsarError) return error;
  if (error instanceof Error && 'syscall' in error) return fileError(error, file);
  return damaged(file, messageOf(error), error);
}

function damaged(file: string, reason: string, cause?: unknown): CollapsarError {
  return new CollapsarError(
    'DATA_SET_DAMAGED',
    `${file} is damaged: ${reason}; delete it so that it is fetched again, or put a whole file there.`,
    { cause },
  );
}
