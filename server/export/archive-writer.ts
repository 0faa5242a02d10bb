import type { PrismaClient, Study } from '../../prisma/client.ts';
import { sha256 } from '../../prisma/snapshot/codec.ts';
import { blobsOf, type BlobSource, readBlob } from './archive-blobs.ts';
import { ARCHIVE_READERS, type ArchiveChoice, archivedColumns, type ArchivedContents, archivedContents, changed } from './archive-contents.ts';
import { ARCHIVE_FORMAT, ARCHIVE_TABLES, ARCHIVE_VERSION, archiveJson, type ArchiveRow, type ArchiveTable, type Manifest, MEMBER_BYTES, studyRow } from './archive-format.ts';
import { programVersion } from './program-version.ts';
import { tarMembers } from './tar-members.ts';

interface Member {
  name: string;
  bytes: Uint8Array;
}

/** What is known of an archive when all its members were written. */
type Noted = Pick<Manifest, 'counts' | 'blobBytes' | 'members'>;

/**
 * A whole study as the bytes of one archive; see archive-format.ts. One member is in memory at a time.
 *
 * @throws CollapsarError DATA_CORRUPT where stored bytes are not those that were recorded, CONFLICT where a run was rewritten meanwhile
 */
export async function* writeArchive(record: PrismaClient, study: Study, choice: ArchiveChoice): AsyncGenerator<Uint8Array> {
  yield* tarMembers(members(await archivedContents(record, study, choice)));
}

async function* members(contents: ArchivedContents): AsyncGenerator<Member> {
  const noted: Noted = { counts: {}, blobBytes: 0, members: [] };
  const head = { format: ARCHIVE_FORMAT, version: ARCHIVE_VERSION, madeBy: programVersion() };
  const { id, slug, name } = contents.study;
  yield note(noted, 'format.json', json(head));
  yield note(noted, 'study.json', json(Object.fromEntries(Object.keys(studyRow.shape).map((key) => [key, contents.study[key as keyof Study]]))));
  const blobs = new Map<string, BlobSource>();
  for (const table of ARCHIVE_TABLES) yield* tableMembers(contents, table, noted, blobs);
  for (const [digest, source] of blobs) {
    const bytes = await readBlob(contents.record, source);
    noted.blobBytes += bytes.length;
    yield { name: `blobs/${digest}`, bytes };
  }
  noted.counts.blobs = blobs.size;
  await checkUnchanged(contents);
  yield { name: 'manifest.json', bytes: json({ ...head, study: { id, slug, name }, ...noted } satisfies Manifest) };
}

/** A table as members of about a MiB each; the blobs that its rows name are remembered, each once. */
async function* tableMembers(contents: ArchivedContents, table: ArchiveTable, noted: Noted, blobs: Map<string, BlobSource>): AsyncGenerator<Member> {
  let [lines, length, part, rows] = [[] as string[], 0, 0, 0];
  const member = () => {
    part += 1;
    const bytes = Buffer.from(lines.join(''));
    [lines, length] = [[], 0];
    return note(noted, `${table}/${String(part).padStart(5, '0')}.ndjson`, bytes);
  };
  for await (const batch of ARCHIVE_READERS[table](contents)) {
    for (const each of batch) {
      const row = archivedColumns(table, each) as ArchiveRow<typeof table>;
      for (const blob of blobsOf(table, row)) if (!blobs.has(blob.digest)) blobs.set(blob.digest, blob);
      const line = `${archiveJson(row)}\n`;
      if (length + line.length > MEMBER_BYTES && lines.length > 0) yield member();
      lines.push(line);
      length += line.length;
      rows += 1;
    }
  }
  if (lines.length > 0) yield member();
  noted.counts[table] = rows;
}

function note(noted: Noted, name: string, bytes: Uint8Array): Member {
  noted.members.push({ name, bytes: bytes.length, sha256: sha256(bytes) });
  return { name, bytes };
}

const json = (value: unknown): Uint8Array => Buffer.from(`${archiveJson(value)}\n`);

/** A later attempt may have replaced epochs between the reading of one table and the next. */
async function checkUnchanged({ record, runs }: ArchivedContents): Promise<void> {
  const now = await record.run.findMany({ where: { id: { in: runs.map((run) => run.id) } }, select: { id: true, attempt: true } });
  const attempts = new Map(now.map((run) => [run.id, run.attempt]));
  if (runs.some((run) => attempts.get(run.id) !== run.attempt)) changed();
}
