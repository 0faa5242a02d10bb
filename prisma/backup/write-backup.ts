import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type Pack, pack } from 'tar-stream';
import { CollapsarError } from '../errors.ts';
import { listMigrations, listSequences, listTables, type Table } from './catalogue.ts';
import { BACKUP_FORMAT, BACKUP_VERSION, type HeadFile, type ManifestFile, PIECE_BYTES, type Progress, quoted, type TableEntry } from './format.ts';
import { withSession } from './session.ts';

export interface BackupOptions {
  /** version of the program, for the reader's information */
  madeBy: string;
  onProgress?: (progress: Progress) => void;
}

/** What was written. */
export interface Written {
  rows: number;
  tables: number;
  bytes: number;
}

/**
 * Writes all tables of the database into one file, as they are at one moment; others go on reading and writing. The file is written
 * beside its place and moved there when it is complete. One piece of a table is in memory at a time.
 *
 * @throws CollapsarError FILE_EXISTS, FILE_UNWRITABLE, RECORD_EMPTY for a database without tables of ours, DATABASE_* as explainDatabaseError
 */
export async function writeBackup(url: string, file: string, options: BackupOptions): Promise<Written> {
  if (await stat(file).catch(() => null)) throw new CollapsarError('FILE_EXISTS', `${file} is there already: give another name, or move it away.`);
  const draft = `${file}.${process.pid}.part`;
  try {
    const { rows, tables } = await withSession(url, 'collapsar-backup', (client) => inSnapshot(client, () => writeFile(client, draft, options)));
    await settle(draft);
    await rename(draft, file);
    return { rows, tables, bytes: (await stat(file)).size };
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** On the disk before it has its name: after a power cut there is a whole backup or none. */
async function settle(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
}

async function inSnapshot<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const result = await work();
  await client.query('COMMIT');
  return result;
}

async function writeFile(client: pg.Client, draft: string, options: BackupOptions): Promise<{ rows: number; tables: number }> {
  const tar = pack();
  const ended = new AbortController();
  // secrets of the record are kept as hashes, but not those that sign webhooks: the file is its owner's alone
  const written = pipeline(tar, createGzip({ level: 4 }), createWriteStream(draft, { flags: 'wx', mode: 0o600 }), { signal: ended.signal });
  written.catch((error) => tar.destroy(error)); // a full disk must not leave the filling waiting for ever
  try {
    const filled = await fill(tar, client, options);
    await written;
    return filled;
  } catch (error) {
    ended.abort();
    throw await written.then(() => error, (failure: Error) => (failure.name === 'AbortError' ? error : unwritable(draft, failure)));
  }
}

const unwritable = (file: string, { message }: Error) => new CollapsarError('FILE_UNWRITABLE', `${path.dirname(file)} does not take the backup (${message}): make room there, or give another place.`);

async function fill(tar: Pack, client: pg.Client, options: BackupOptions) {
  const tables = await listTables(client);
  const migrations = await listMigrations(client);
  if (migrations.length === 0) throw new CollapsarError('RECORD_EMPTY', `The database has no record of Collapsar (${path.basename(client.database ?? '')}): nothing was saved.`);
  await member(tar, 'format.json', json(await head(client, tables, migrations, options)));
  const entries: TableEntry[] = [];
  const whole = tables.reduce((sum, { bytes }) => sum + bytes, 1);
  let [before, bytes] = [0, 0];
  for (const table of tables) {
    const tell = (length: number) => {
      bytes += length;
      options.onProgress?.({ table: table.name, bytes, share: (before + Math.min(table.bytes, (bytes - done(entries)) / 2)) / whole });
    };
    entries.push(await writeTable(tar, client, table, tell));
    before += table.bytes;
  }
  const sequences = (await listSequences(client)).map(({ name, last }) => ({ name, last }));
  await member(tar, 'manifest.json', json({ tables: entries, sequences } satisfies ManifestFile));
  tar.finalize();
  return { rows: entries.reduce((sum, { rows }) => sum + rows, 0), tables: entries.length };
}

const done = (entries: readonly TableEntry[]): number => entries.reduce((sum, { bytes }) => sum + bytes, 0);

async function head(client: pg.Client, tables: Table[], migrations: HeadFile['migrations'], { madeBy }: BackupOptions): Promise<HeadFile> {
  const { rows } = await client.query<{ at: Date }>('SELECT now() AS at');
  const named = tables.map(({ name, columns }) => ({ name, columns }));
  return { format: BACKUP_FORMAT, version: BACKUP_VERSION, madeBy, takenAt: rows[0]!.at.toISOString(), migrations, tables: named };
}

async function writeTable(tar: Pack, client: pg.Client, { name, columns }: Table, tell: (length: number) => void): Promise<TableEntry> {
  const copy = client.query(copyTo(`COPY ${quoted(name)} (${columns.map(quoted).join(', ')}) TO STDOUT`));
  const hash = createHash('sha256');
  let [piece, length, bytes, part] = [[] as Buffer[], 0, 0, 0];
  const flush = async () => {
    part += 1;
    await member(tar, `tables/${name}/${String(part).padStart(6, '0')}.copy`, Buffer.concat(piece));
    [piece, length] = [[], 0];
  };
  for await (const chunk of copy as AsyncIterable<Buffer>) {
    hash.update(chunk);
    piece.push(chunk);
    length += chunk.length;
    bytes += chunk.length;
    tell(chunk.length);
    if (length >= PIECE_BYTES) await flush();
  }
  if (length > 0) await flush();
  return { name, rows: copy.rowCount, bytes, sha256: hash.digest('hex') };
}

/** Waits until the member is taken, so that a slow disk slows the reading down. */
async function member(tar: Pack, name: string, bytes: Uint8Array): Promise<void> {
  const entry = tar.entry({ name, size: bytes.length, mtime: new Date(0), mode: 0o600 });
  const written = once(entry, 'close');
  entry.end(bytes);
  await written;
  if (tar.destroyed) throw new Error('the file could not be written');
}

const json = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
