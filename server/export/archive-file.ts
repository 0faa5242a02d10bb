import { type FileHandle, open } from 'node:fs/promises';
import { CollapsarError } from '../../prisma/errors.ts';
import { MOST_BYTES, MOST_MEMBERS } from './archive-format.ts';

interface Place {
  begin: number;
  bytes: number;
}

const BLOCK = 512;
const NAMES: [RegExp, number][] = [
  [/^(format|study|manifest)\.json$/, MOST_BYTES.json],
  [/^[a-z]+\/\d{5,9}\.ndjson$/, MOST_BYTES.ndjson],
  [/^blobs\/[0-9a-f]{64}$/, MOST_BYTES.blob],
];

/**
 * The members of an archive in a file, found by their names and read one at a time. Only what our own writer makes is taken: plain files
 * of the names above in a tar without extensions. A name is a key and nothing else: nothing is ever written under it.
 */
export class ArchiveFile {
  private constructor(
    private readonly handle: FileHandle,
    private readonly places: ReadonlyMap<string, Place>,
  ) {}

  /** @throws CollapsarError ARCHIVE_INVALID with what is wrong, FILE_UNREADABLE */
  static async open(path: string): Promise<ArchiveFile> {
    const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
      throw new CollapsarError('FILE_UNREADABLE', `The file cannot be read (${error.code}); give the path of an archive.`, { cause: error });
    });
    try {
      return new ArchiveFile(handle, await placesIn(handle));
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  get names(): IterableIterator<string> {
    return this.places.keys();
  }

  has(name: string): boolean {
    return this.places.has(name);
  }

  /** The bytes of a member. @throws CollapsarError ARCHIVE_INVALID where there is none */
  async read(name: string): Promise<Buffer<ArrayBuffer>> {
    const place = this.places.get(name) ?? invalid(`it has no ${name}, so it was cut off or is no archive of a study`);
    return readAt(this.handle, place.begin, place.bytes);
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

async function placesIn(handle: FileHandle): Promise<Map<string, Place>> {
  const stat = await handle.stat();
  if (!stat.isFile()) invalid('it is no file');
  const places = new Map<string, Place>();
  for (let at = 0; ; ) {
    if (at + BLOCK > stat.size) invalid('it ends before its last member does');
    const header = await readAt(handle, at, BLOCK);
    if (header.every((byte) => byte === 0)) {
      await checkEnd(handle, at + BLOCK, stat.size);
      return places;
    }
    const { name, bytes } = readHeader(header);
    if (places.has(name)) invalid(`it holds ${name} twice`);
    if (places.size === MOST_MEMBERS) invalid(`it has more than ${MOST_MEMBERS} members`);
    places.set(name, { begin: at + BLOCK, bytes });
    at += BLOCK + Math.ceil(bytes / BLOCK) * BLOCK;
  }
}

function readHeader(header: Buffer): { name: string; bytes: number } {
  if (header.toString('latin1', 257, 262) !== 'ustar' || sumOf(header) !== octal(header, 148, 8)) invalid('it is no tar file, or damaged; a compressed one must be unpacked first');
  const name = textAt(header, 0, 100);
  const kind = header[156];
  const shown = JSON.stringify(name.slice(0, 100));
  const known = NAMES.find(([pattern]) => pattern.test(name));
  if ((kind !== 0x30 && kind !== 0) || header[345] !== 0 || !known) return invalid(`it holds ${shown}, which no archive of a study has`);
  const bytes = octal(header, 124, 12);
  if (!Number.isSafeInteger(bytes) || bytes > known[1]) return invalid(`${shown} claims a length that no member has`);
  return { name, bytes };
}

/** Every byte of the header, with its own sum taken as blanks. */
function sumOf(header: Buffer): number {
  return header.reduce((sum, byte, i) => sum + (i >= 148 && i < 156 ? 0x20 : byte), 0);
}

function octal(header: Buffer, begin: number, length: number): number {
  const digits = textAt(header, begin, length).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

function textAt(header: Buffer, begin: number, length: number): string {
  const end = header.indexOf(0, begin);
  return header.toString('latin1', begin, end < 0 ? begin + length : Math.min(end, begin + length));
}

/** A second empty block, and perhaps more to a round size: nothing may hide behind it. */
async function checkEnd(handle: FileHandle, at: number, size: number): Promise<void> {
  if (size < at + BLOCK || size > at + 64 * 1024) invalid('its end is missing, or something follows it');
  const rest = await readAt(handle, at, size - at);
  if (!rest.every((byte) => byte === 0)) invalid('something follows its end');
}

async function readAt(handle: FileHandle, begin: number, length: number): Promise<Buffer<ArrayBuffer>> {
  const stat = await handle.stat();
  if (begin + length > stat.size) return invalid('it ends before its last member does');
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await handle.read(bytes, done, length - done, begin + done);
    if (bytesRead === 0) return invalid('it became shorter while it was being read');
    done += bytesRead;
  }
  return bytes;
}

export function invalid(reason: string): never {
  throw new CollapsarError('ARCHIVE_INVALID', `The archive is refused: ${reason}; export the study again.`);
}
