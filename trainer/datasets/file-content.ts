import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { CollapsarError } from '../../prisma/errors.ts';

/** More than any file of a data set that is read whole, where its source says no less; a small .gz that would grow beyond it is refused instead of filling the memory. */
const MAXIMUM_BYTES = 1024 ** 3;

export interface FileContent {
  bytes: Uint8Array;
  sha256: string;
}

/**
 * The content of a file, decompressed where it is gzip (told by its first two bytes, whatever its name says), and its SHA-256.
 * Errors: DATA_SET_DAMAGED for gzip that ends early or does not add up, and for more than `largestBytes`, told before they are read;
 * DATA_SET_UNREADABLE where the system refuses to read.
 */
export async function readContent(path: string, largestBytes = MAXIMUM_BYTES): Promise<FileContent> {
  const stored = await readStored(path, largestBytes).catch((error: unknown) => {
    throw error instanceof CollapsarError ? error : fileError(error, path);
  });
  const isGzip = stored[0] === 0x1f && stored[1] === 0x8b;
  const bytes = isGzip ? await decompress(stored, path, largestBytes) : stored;
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function readStored(path: string, largestBytes: number): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size <= largestBytes) return await readFile(path);
  throw new CollapsarError(
    'DATA_SET_DAMAGED',
    `${path} has ${size} bytes, and no file of its data set is larger than ${largestBytes}; put the right file there, or delete it so that it is fetched.`,
  );
}

async function decompress(stored: Uint8Array, path: string, largestBytes: number): Promise<Uint8Array> {
  try {
    return await promisify(gunzip)(stored, { maxOutputLength: largestBytes });
  } catch (error) {
    throw new CollapsarError(
      'DATA_SET_DAMAGED',
      `${path} is damaged: decompressing its ${stored.length} bytes fails (${messageOf(error)}); delete it so that it is fetched again, or put a whole file there.`,
      { cause: error },
    );
  }
}

/** Only "there is no such file" counts as absent: anything else must be said, or a refused right would start a download. */
export async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw fileError(error, path);
  }
}

/** A refusal of the file system as one sentence with the path; a full disk has its own code, because a run can wait for it to end. */
export function fileError(error: unknown, path: string): CollapsarError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new CollapsarError('DISK_FULL', `The disk is full while writing ${path}; free space there, then go on.`, {
      cause: error,
    });
  }
  return new CollapsarError(
    'DATA_SET_UNREADABLE',
    `${path} cannot be used (${messageOf(error)}); correct its rights, or set COLLAPSAR_DATA to another folder.`,
    { cause: error },
  );
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
