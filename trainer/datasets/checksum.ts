import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

export interface FileDigest {
  algorithm: 'sha256' | 'md5';
  hex: string;
}

export interface Checksum extends FileDigest {
  /** what is summed: the file's own bytes, or what its gzip contains */
  of: 'file' | 'gunzipped';
}

/**
 * The checksum that the file at `path` has, in hexadecimal, or a reason in words where its gzip cannot be decompressed.
 * Reads in pieces, so that a file of gigabytes needs no memory.
 */
export async function checksumOf(path: string, { algorithm, of }: Checksum): Promise<string> {
  const hash = createHash(algorithm);
  if (of === 'file') {
    await pipeline(createReadStream(path), hash);
    return hash.digest('hex');
  }
  try {
    await pipeline(createReadStream(path), createGunzip(), hash);
    return hash.digest('hex');
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      return `no whole gzip (${error.message})`;
    throw error;
  }
}
