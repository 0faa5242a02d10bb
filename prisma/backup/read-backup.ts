import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { type Entry, extract } from 'tar-stream';
import { CollapsarError } from '../errors.ts';
import { anyHead, BACKUP_VERSION, type HeadFile, headFile, type ManifestFile, manifestFile } from './format.ts';

/** Larger than any piece can be: PIECE_BYTES, and one row of the longest kind. */
const MEMBER_BYTES = 256 * 1024 * 1024;
const JSON_BYTES = 4 * 1024 * 1024;

/** What happens with what a backup holds, in the file's order. */
export interface BackupReader {
  onHead?: (head: HeadFile) => void | Promise<void>;
  /** a piece of a table; `share` of the file that was read, 0 to 1 */
  onPiece?: (table: string, bytes: Buffer, share: number) => void | Promise<void>;
}

/**
 * Reads a backup to its end and checks every piece against the manifest, which is the last thing in it.
 *
 * @throws CollapsarError BACKUP_DAMAGED with what is wrong, BACKUP_NEWER, FILE_MISSING
 */
export async function readBackup(file: string, reader: BackupReader = {}): Promise<{ head: HeadFile; manifest: ManifestFile }> {
  const size = (await stat(file).catch(() => null))?.size;
  if (size === undefined) throw new CollapsarError('FILE_MISSING', `There is no file ${file}.`);
  const raw = createReadStream(file);
  const gunzip = createGunzip();
  const tar = extract();
  raw.on('error', (error) => gunzip.destroy(error));
  gunzip.on('error', (error) => tar.destroy(error));
  raw.pipe(gunzip).pipe(tar);
  try {
    return await readMembers(tar, reader, () => Math.min(1, raw.bytesRead / size));
  } catch (error) {
    if (isOfTheFile(error)) throw damaged(`it cannot be unpacked (${(error as Error).message})`);
    throw error;
  } finally {
    raw.destroy();
    gunzip.destroy();
  }
}

/** Zlib's errors, and tar-stream's, which have no code. */
function isOfTheFile(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof CollapsarError) return false;
  return String((error as NodeJS.ErrnoException).code ?? '').startsWith('Z_') || /^(Invalid tar header|Unexpected end of data|Size mismatch|Writable stream closed prematurely|Premature close)/i.test(error.message);
}

async function readMembers(tar: AsyncIterable<Entry>, reader: BackupReader, share: () => number) {
  let head: HeadFile | undefined;
  let manifest: ManifestFile | undefined;
  const tables = new Map<string, { hash: Hash; bytes: number; part: number }>();
  for await (const entry of tar) {
    const { name } = entry.header;
    if (manifest) throw damaged(`there is ${name} after its end`);
    const bytes = await contents(entry);
    if (!head) {
      head = readHead(name, bytes);
      await reader.onHead?.(head);
    } else if (name === 'manifest.json') manifest = parsed(manifestFile, bytes, name);
    else {
      const table = account(tables, head, name, bytes);
      await reader.onPiece?.(table, bytes, share());
    }
  }
  if (!head || !manifest) throw damaged('it ends before it is complete');
  compare(head, manifest, tables);
  return { head, manifest };
}

async function contents(entry: Entry): Promise<Buffer> {
  const { size = 0, name } = entry.header;
  if (size > (name.endsWith('.json') ? JSON_BYTES : MEMBER_BYTES)) throw damaged(`${name} is larger than a backup has`);
  const pieces: Buffer[] = [];
  for await (const piece of entry) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function readHead(name: string, bytes: Buffer): HeadFile {
  const found = name === 'format.json' ? anyHead.safeParse(parseJson(bytes)) : null;
  if (!found?.success) throw new CollapsarError('BACKUP_DAMAGED', 'This is no backup of Collapsar: it does not begin with format.json.');
  if (found.data.version > BACKUP_VERSION) throw new CollapsarError('BACKUP_NEWER', `The backup has version ${found.data.version} of the format, and this program reads version ${BACKUP_VERSION}: update it.`);
  return parsed(headFile, bytes, name);
}

/** Notes a piece under its table: the pieces of each must follow one another. */
function account(tables: Map<string, { hash: Hash; bytes: number; part: number }>, head: HeadFile, name: string, bytes: Buffer): string {
  const [, table = '', part] = /^tables\/(\w+)\/(\d{6})\.copy$/.exec(name) ?? [];
  if (!head.tables.some((known) => known.name === table)) throw damaged(`${name} belongs to no table of it`);
  const noted = tables.get(table) ?? { hash: createHash('sha256'), bytes: 0, part: 0 };
  if (Number(part) !== noted.part + 1) throw damaged(`${name} stands where piece ${noted.part + 1} should`);
  noted.hash.update(bytes);
  tables.set(table, Object.assign(noted, { bytes: noted.bytes + bytes.length, part: noted.part + 1 }));
  return table;
}

function compare(head: HeadFile, manifest: ManifestFile, tables: Map<string, { hash: Hash; bytes: number }>): void {
  const empty = () => ({ hash: createHash('sha256'), bytes: 0 });
  if (head.tables.map(({ name }) => name).join() !== manifest.tables.map(({ name }) => name).join()) throw damaged('its first and its last part name different tables');
  for (const { name, bytes, sha256 } of manifest.tables) {
    const found = tables.get(name) ?? empty();
    if (found.bytes !== bytes || found.hash.digest('hex') !== sha256) throw damaged(`the rows of table ${name} are not those that were saved`);
  }
}

function parsed<T>(schema: { safeParse: (value: unknown) => { success: true; data: T } | { success: false } }, bytes: Buffer, name: string): T {
  const found = schema.safeParse(parseJson(bytes));
  if (!found.success) throw damaged(`${name} cannot be read`);
  return found.data;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

const damaged = (what: string) => new CollapsarError('BACKUP_DAMAGED', `The backup is damaged: ${what}. Nothing was restored from it.`);
