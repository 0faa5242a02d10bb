import { type z } from 'zod';
import { CollapsarError } from '../../prisma/errors.ts';
import { sha256 } from '../../prisma/snapshot/codec.ts';
import { type ArchiveFile, invalid } from './archive-file.ts';
import { ARCHIVE_ROWS, ARCHIVE_TABLES, ARCHIVE_VERSION, type ArchivedStudy, type ArchiveRow, type ArchiveTable, formatFile, type Manifest, manifestFile, studyRow } from './archive-format.ts';

/** An archive whose members are all listed and have the lengths that its manifest says. */
export interface OpenArchive {
  file: ArchiveFile;
  study: ArchivedStudy;
  manifest: Manifest;
}

/**
 * Reads what an archive says of itself.
 *
 * @throws CollapsarError ARCHIVE_TOO_NEW, ARCHIVE_INVALID
 */
export async function readArchive(file: ArchiveFile): Promise<OpenArchive> {
  const { version, madeBy } = parse(formatFile, await file.read('format.json'), 'format.json');
  if (version > ARCHIVE_VERSION) {
    throw new CollapsarError('ARCHIVE_TOO_NEW', `The archive has format version ${version} (made by version ${JSON.stringify(madeBy)} of the program), and this program reads up to ${ARCHIVE_VERSION}; update the program.`);
  }
  const manifest = parse(manifestFile, await file.read('manifest.json'), 'manifest.json');
  if (manifest.version !== version) invalid('its manifest names another version than its format.json');
  checkMembers(file, manifest);
  const study = parse(studyRow, await readMember(file, manifest, 'study.json'), 'study.json');
  if (study.id !== manifest.study.id) invalid('its manifest is of another study');
  return { file, study, manifest };
}

/** The rows of a table, each checked by its schema; every member is read whole, and has the sha256 that the manifest says. */
export async function* archivedRows<T extends ArchiveTable>({ file, manifest }: OpenArchive, table: T): AsyncGenerator<ArchiveRow<T>> {
  for (const { name } of manifest.members) {
    if (!name.startsWith(`${table}/`)) continue;
    const lines = decode(await readMember(file, manifest, name), name).split('\n');
    if (lines.pop() !== '') invalid(`${name} ends inside a line`);
    for (const [i, line] of lines.entries()) yield parseText(ARCHIVE_ROWS[table], line, `line ${i + 1} of ${name}`) as ArchiveRow<T>;
  }
}

/** A blob, whose bytes have the sha256 of its name. */
export async function readArchivedBlob({ file }: OpenArchive, digest: string): Promise<Buffer<ArrayBuffer>> {
  const bytes = await file.read(`blobs/${digest}`);
  if (sha256(bytes) !== digest) invalid(`the bytes of blobs/${digest} have another sha256`);
  return bytes;
}

/** Each member is listed once, and nothing else is there; blobs are known by the rows that name them. */
function checkMembers(file: ArchiveFile, manifest: Manifest): void {
  const listed = new Set(manifest.members.map(({ name }) => name));
  const known = /^(format\.json|study\.json|([a-z]+)\/\d+\.ndjson)$/;
  for (const name of listed) {
    const table = known.exec(name)?.[2];
    if (!known.test(name) || (table !== undefined && !ARCHIVE_TABLES.includes(table as ArchiveTable))) invalid(`its manifest lists ${JSON.stringify(name)}, which this version of the format does not have`);
  }
  for (const name of file.names) if (!listed.has(name) && name !== 'manifest.json' && !name.startsWith('blobs/')) invalid(`${name} is not in its manifest`);
}

async function readMember(file: ArchiveFile, { members }: Manifest, name: string): Promise<Buffer> {
  const bytes = await file.read(name);
  const member = members.find((each) => each.name === name);
  if (!member || member.bytes !== bytes.length || member.sha256 !== sha256(bytes)) invalid(`the bytes of ${name} are not those that its manifest lists`);
  return bytes;
}

function decode(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return invalid(`${name} is not UTF-8`);
  }
}

const parse = <T extends z.ZodType>(schema: T, bytes: Buffer, where: string) => parseText(schema, decode(bytes, where), where);

function parseText<T extends z.ZodType>(schema: T, text: string, where: string): z.output<T> {
  const parsed = safely(() => schema.safeParse(JSON.parse(text)));
  if (parsed?.success) return parsed.data;
  const issue = parsed?.error.issues[0];
  return invalid(issue ? `${where} is not as it must be (${[issue.path.join('.'), issue.message].filter(Boolean).join(': ').slice(0, 200)})` : `${where} is no JSON`);
}

/** Null for what is no JSON, or nested so deeply that nothing can walk through it. */
function safely<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}
