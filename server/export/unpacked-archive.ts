import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CollapsarError } from '../../prisma/errors.ts';
import { invalid } from './archive-file.ts';

/** Snapshots hardly shrink: what grows more than this while it is unpacked was made to fill the disk. */
const MOST_GROWTH = 100;
const GZIP = [0x1f, 0x8b];

/**
 * Gives `work` the path of the archive as a plain tar: a gzip file is unpacked into a temporary one, which is gone afterwards.
 *
 * @throws CollapsarError ARCHIVE_INVALID, DISK_FULL
 */
export async function withUnpacked<T>(archive: string, work: (plain: string) => Promise<T>): Promise<T> {
  if (!(await isGzip(archive))) return work(archive);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'collapsar-archive-'));
  try {
    const plain = path.join(folder, 'archive.tar');
    await unpack(archive, plain);
    return await work(plain);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A file that cannot be read is told by who opens it as an archive. */
async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file).catch(() => null);
  if (!handle) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0).catch(() => ({ buffer: Buffer.alloc(0), bytesRead: 0 }));
    return bytesRead === 2 && GZIP.every((byte, i) => buffer[i] === byte);
  } finally {
    await handle.close();
  }
}

async function unpack(from: string, to: string): Promise<void> {
  const most = MOST_GROWTH * (await stat(from)).size;
  try {
    await pipeline(createReadStream(from), createGunzip(), atMost(most), createWriteStream(to));
  } catch (error) {
    if (error instanceof CollapsarError) throw error;
    const code = String((error as NodeJS.ErrnoException).code);
    if (code.startsWith('Z_')) invalid('its gzip is damaged or cut off');
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new CollapsarError('DISK_FULL', `The disk of ${os.tmpdir()} has no room for the unpacked archive; free space there, or set TMPDIR to another folder.`, { cause: error });
    throw error;
  }
}

function atMost(most: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > most ? new CollapsarError('ARCHIVE_INVALID', `The archive is refused: unpacked it has more than ${MOST_GROWTH} times its size.`) : null, chunk);
    },
  });
}
