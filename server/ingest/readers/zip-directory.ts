import { type Entry, fromRandomAccessReaderPromise, type LocalFileHeader, RandomAccessReader, type ZipFile } from 'yauzl';
import { CollapsarError } from '../../../prisma/errors.ts';
import type { OpenFile } from './byte-source.ts';
import { quoted, refuse } from './refuse.ts';

/** Where a member's bytes lie. */
export interface ZipMember {
  name: string;
  deflated: boolean;
  /** of its first byte, behind its header */
  begin: number;
  /** of its bytes in the file */
  compressed: number;
  /** of what they are */
  bytes: number;
  crc: number;
}

const MAX_MEMBERS = 64;
/** Of all members together, inflated, unless the caller says less. */
export const MAX_TOTAL_BYTES = 2 ** 37;
/** Beyond the first MiB, what numbers deflate to at best; a bomb of zeros has a ratio of 1,029. */
const MAX_RATIO = 100;
const RATIO_FREE_BYTES = 1 << 20;
const END_RECORD_BYTES = 22;
const END_RECORD_BYTES_ZIP64 = 22 + 20 + 56;
const UNKNOWN_32 = 0xffffffff;
const HAS_DESCRIPTOR = 8;
const DESCRIPTOR_BYTES = [12, 16, 20, 24];
const STORED = 0;
const DEFLATED = 8;
/** of a Unix mode */
const FILE_KIND = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/**
 * The members of a zip archive, each byte of which must mean one thing: members lie one behind the other from the first byte on, the
 * directory right behind them, nothing behind that, and each member's own header says what the directory says.
 * Nothing is inflated, and what the archive says of sizes is checked before anything is made from it. Throws NPZ_INVALID or ZIP_BOMB.
 */
export async function readZipDirectory(file: OpenFile, mostBytes = MAX_TOTAL_BYTES): Promise<ZipMember[]> {
  try {
    const archive = await fromRandomAccessReaderPromise(new FileReader(file), file.size, {
      autoClose: false,
      strictFileNames: true,
      validateEntrySizes: false, // an encrypted member is to be called that
    });
    return await readMembers(archive, file.size, mostBytes);
  } catch (error) {
    if (error instanceof CollapsarError) throw error;
    return invalid(`it is no sound zip archive (${(error as Error).message.split(/[.?\n]/)[0]})`);
  }
}

/** Reads at once, so that whatever the library throws at damaged bytes comes out where the directory was asked for. */
class FileReader extends RandomAccessReader {
  constructor(private readonly file: OpenFile) {
    super();
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: (error: Error | null) => void): void {
    if (position + length > this.file.size) invalid('its directory points behind its end');
    this.file.readSync(buffer.subarray(offset, offset + length), position);
    callback(null);
  }
}

async function readMembers(archive: ZipFile, fileBytes: number, mostBytes: number): Promise<ZipMember[]> {
  if (archive.entryCount > MAX_MEMBERS) refuse('ZIP_BOMB', `it has ${archive.entryCount} members, more than ${MAX_MEMBERS}; save only the arrays that are measured.`);
  if (archive.comment !== '') invalid('it carries a comment');
  const directory = cursor(archive);
  const entries: Entry[] = [];
  for await (const entry of archive.eachEntry()) entries.push(entry);
  if (![END_RECORD_BYTES, END_RECORD_BYTES_ZIP64].includes(fileBytes - cursor(archive))) invalid('there are bytes behind its directory that belong to nothing');
  entries.forEach(checkEntry);
  checkNames(entries);
  checkTotal(entries, mostBytes);
  return checkLayout(archive, entries, directory);
}

/** Where the next directory entry is: known, though not in the library's types. */
function cursor(archive: ZipFile): number {
  return archive.readEntryCursor as unknown as number;
}

function checkEntry(entry: Entry): void {
  const name = quoted(entry.fileName);
  if (entry.isEncrypted()) invalid(`${name} is encrypted`);
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) invalid(`${name} is compressed by method ${entry.compressionMethod}, known are stored and deflated`);
  if (entry.compressionMethod === STORED && entry.compressedSize !== entry.uncompressedSize)
    invalid(`${name} is stored in ${entry.compressedSize} bytes, but is to have ${entry.uncompressedSize}`);
  if (((entry.externalFileAttributes >>> 16) & FILE_KIND) === SYMBOLIC_LINK) invalid(`${name} is a link`);
  if (entry.uncompressedSize > RATIO_FREE_BYTES && entry.uncompressedSize > MAX_RATIO * entry.compressedSize)
    refuse('ZIP_BOMB', `${name} is to inflate from ${entry.compressedSize} to ${entry.uncompressedSize} bytes, more than ${MAX_RATIO} times; save it with numpy.savez, without compression.`);
}

/** Names are only compared with those that are looked for: nothing is ever written under one. */
function checkNames(entries: Entry[]): void {
  const seen = new Set<string>();
  for (const { fileName } of entries) {
    if (!/^[\p{L}\p{N}_][\p{L}\p{N}_.\-+ /[\]()]{0,199}$/u.test(fileName) || fileName.includes('..')) invalid(`a member is called ${quoted(fileName)}`);
    const twin = fileName.toLowerCase();
    if (seen.has(twin)) invalid(`it holds ${quoted(fileName)} twice (large and small letters are one here)`);
    seen.add(twin);
  }
}

function checkTotal(entries: Entry[], mostBytes: number): void {
  const total = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (total > mostBytes) refuse('ZIP_BOMB', `it is to inflate to ${total} bytes, more than ${mostBytes}; save fewer samples.`);
}

async function checkLayout(archive: ZipFile, entries: Entry[], directory: number): Promise<ZipMember[]> {
  const members: ZipMember[] = [];
  let expected = 0;
  for (const entry of [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)) {
    const { relativeOffsetOfLocalHeader: begin, fileName } = entry;
    const gap = begin - expected;
    if (gap !== 0 && !mayLieBehind(members.at(-1), entries, gap)) invalid(`${quoted(fileName)} begins at byte ${begin}, but the one before ends at ${expected}`);
    const header = await localHeader(archive, entry);
    expected = header.fileDataStart + entry.compressedSize;
    members.push(toMember(entry, header));
  }
  if (directory !== expected && !mayLieBehind(members.at(-1), entries, directory - expected)) invalid(`its members end at byte ${expected}, but its directory begins at ${directory}`);
  return members;
}

/** A program that could not seek writes size and checksum behind the member, and the bit that says so. */
function mayLieBehind(member: ZipMember | undefined, entries: Entry[], gap: number): boolean {
  const entry = entries.find(({ fileName }) => fileName === member?.name);
  return entry !== undefined && Boolean(entry.generalPurposeBitFlag & HAS_DESCRIPTOR) && DESCRIPTOR_BYTES.includes(gap);
}

function localHeader(archive: ZipFile, entry: Entry): Promise<LocalFileHeader> {
  return new Promise((resolve, reject) => archive.readLocalFileHeader(entry, (error, header) => (error ? reject(error) : resolve(header))));
}

function toMember(entry: Entry, header: LocalFileHeader): ZipMember {
  const { fileName: name, compressionMethod, compressedSize: compressed, uncompressedSize: bytes, crc32: crc, generalPurposeBitFlag: flags } = entry;
  const sizes = localSizes(header);
  const agrees =
    header.fileName.equals(entry.fileNameRaw) &&
    header.compressionMethod === compressionMethod &&
    header.generalPurposeBitFlag === flags &&
    (flags & HAS_DESCRIPTOR || (header.crc32 === crc && sizes.compressed === compressed && sizes.bytes === bytes));
  if (!agrees) invalid(`${quoted(name)} is described in two ways, by its own header and by the directory`);
  return { name, deflated: compressionMethod === DEFLATED, begin: header.fileDataStart, compressed, bytes, crc };
}

/** Large sizes stand in the extra field of kind 1, eight bytes each: first of the data, then of the compressed data. */
function localSizes({ compressedSize: compressed, uncompressedSize: bytes, extraField }: LocalFileHeader): { compressed: number; bytes: number } {
  if (compressed !== UNKNOWN_32 && bytes !== UNKNOWN_32) return { compressed, bytes };
  for (let at = 0; at + 4 <= extraField.length; at += 4 + extraField.readUInt16LE(at + 2)) {
    if (extraField.readUInt16LE(at) !== 1 || at + 20 > extraField.length) continue;
    return { bytes: Number(extraField.readBigUInt64LE(at + 4)), compressed: Number(extraField.readBigUInt64LE(at + 12)) };
  }
  return { compressed, bytes };
}

function invalid(reason: string): never {
  return refuse('NPZ_INVALID', `${reason}; write the file again with numpy.savez.`);
}
