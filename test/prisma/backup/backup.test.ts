import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBackup } from '../../../prisma/backup/read-backup.ts';
import { restoreBackup } from '../../../prisma/backup/restore-backup.ts';
import { writeBackup } from '../../../prisma/backup/write-backup.ts';
import { connectRecord, type PrismaClient } from '../../../prisma/client.ts';
import { newId } from '../../../prisma/ids.ts';
import { migrate, readMigrations } from '../../../prisma/migrate.ts';
import { addPerson, addToken } from '../../../prisma/tokens.ts';
import { holdClaim } from '../../../trainer/claim.ts';
import { freshDatabase, withClient } from '../../postgres.ts';
import { addEvent, addMeasuredRun, addRun, addStudy, measureAll } from '../../server/record-builder.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-backup-'));
const file = path.join(folder, 'record.tar.gz');
let source: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
let running: string;
/** digests of the tables at the moment of the backup */
let before: Record<string, string>;

beforeAll(async () => {
  source = await freshDatabase();
  record = connectRecord(source.url);
  await fill();
  before = await digests(source.url);
  await writeBackup(source.url, file, { madeBy: 'test' });
});
afterAll(async () => {
  await record.$disconnect();
  await source.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs, snapshots, measured values, a checkpoint of two pieces (one longer than a piece of the file), people, texts that COPY must escape. */
async function fill(): Promise<void> {
  const study = await addStudy(record, 'Backslash \\N, tab \t, line\nend, "quotes", é');
  const { run } = await addMeasuredRun(record, study.id, 12, { tags: ['a,b', '{c}', ''], note: '\\.\n' });
  running = (await addRun(record, study.id, { status: 'RUNNING', attempt: 3, heartbeat: new Date() })).id;
  await measureAll(record, ['NC1', 'NC2_EQUIANGULAR_MEANS']);
  const pieces = [noise(5 * 1024 * 1024), Buffer.from([0, 1, 10, 92, 255])];
  await record.checkpoint.create({
    data: { id: newId('checkpoint'), runId: run.id, epoch: 12, attempt: 1, digest: sha256(Buffer.concat(pieces)), bytes: 5, pieces: { create: pieces.map((data, index) => ({ index, data: new Uint8Array(data) })) } },
    select: { id: true },
  });
  const person = await addPerson(record, { name: 'Ada', role: 'ADMIN' });
  await addToken(record, { userId: person.id, name: 'laptop', role: 'ADMIN', days: 3 });
  for (let epoch = 1; epoch <= 5; epoch++) await addEvent(record, { kind: 'run.epoch', runId: run.id, epoch });
  await record.$executeRaw`DELETE FROM "Event" WHERE epoch = 5`; // a number that was given out and is not there
}

const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
const noise = (length: number): Buffer => {
  const block = createHash('sha512').update('noise').digest();
  return Buffer.concat(Array.from({ length: length / block.length }, (_, i) => createHash('sha512').update(block).update(String(i)).digest()));
};

/** One digest over all rows of each table, whatever their order. */
async function digests(url: string): Promise<Record<string, string>> {
  return withClient(url, async (client) => {
    const { rows: tables } = await client.query(`SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations'`);
    const found: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows } = await client.query(`SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE "C")), '') AS digest FROM "${name}" t`);
      found[name] = rows[0].digest;
    }
    return found;
  });
}

async function emptyDatabase() {
  const database = await freshDatabase();
  await withClient(database.url, (client) => client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public'));
  return database;
}

test('every table comes back as it was, in a new database, with its triggers, keys and numbers', async () => {
  const target = await emptyDatabase();
  const { rows, tables, migrations } = await restoreBackup(target.url, file);
  expect([migrations, tables]).toEqual([[], Object.keys(before).length]);
  const after = await digests(target.url);
  expect({ ...after, Run: '' }).toEqual({ ...before, Run: '' });
  expect(rows).toBe(Object.values(before).reduce((sum, digest) => sum + Number(digest.split(' ')[0]), 0));
  const restored = connectRecord(target.url);
  const differing = await restored.run.findMany({ where: { id: { not: running } }, orderBy: { id: 'asc' } });
  expect(differing).toEqual(await record.run.findMany({ where: { id: { not: running } }, orderBy: { id: 'asc' } }));
  const values = (client: PrismaClient) => client.metricValue.findMany({ orderBy: [{ digest: 'asc' }, { metric: 'asc' }], take: 20 });
  expect(await values(restored)).toEqual(await values(record));
  expect((await values(restored)).length).toBe(20);
  const objects = (url: string) =>
    withClient(url, async (client) => (await client.query(`SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) AS it FROM pg_constraint WHERE connamespace = 'public'::regnamespace
      UNION ALL SELECT tgrelid::regclass::text, tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2, 3`)).rows);
  expect(await objects(target.url)).toEqual(await objects(source.url));
  const last = (await record.$queryRaw<{ last_value: bigint }[]>`SELECT last_value FROM "Event_id_seq"`)[0]!.last_value;
  expect(await addEvent(restored, { kind: 'run.queued', runId: running })).toBe(last + 1n);
  await restored.$disconnect();
  await target.drop();
});

test('who trained a run when the backup was made is superseded by the restored record', async () => {
  const target = await emptyDatabase();
  await restoreBackup(target.url, file);
  const restored = connectRecord(target.url);
  await expect(restored.$transaction((tx) => holdClaim(tx, { runId: running, attempt: 3 }))).rejects.toMatchObject({ code: 'STALE_ATTEMPT' });
  await restored.$disconnect();
  await target.drop();
});

test('a backup is of one moment, however much others write meanwhile', async () => {
  const study = await addStudy(record, 'written to');
  const run = await addRun(record, study.id);
  let isOver = false;
  let written = 0;
  const writing = (async () => {
    // an event and the run's last epoch always change together
    while (!isOver) {
      written += 1;
      await record.$transaction([
        record.run.update({ where: { id: run.id }, data: { lastEpoch: written } }),
        record.$executeRaw`INSERT INTO "RunLog" ("runId", attempt, level, message) VALUES (${run.id}, ${written}, 'INFO', 'line')`,
      ]);
    }
  })();
  const moment = path.join(folder, 'moment.tar.gz');
  await writeBackup(source.url, moment, { madeBy: 'test' });
  isOver = true;
  await writing;
  const target = await emptyDatabase();
  await restoreBackup(target.url, moment);
  const restored = connectRecord(target.url);
  const { lastEpoch } = await restored.run.findUniqueOrThrow({ where: { id: run.id }, select: { lastEpoch: true } });
  expect(await restored.runLog.count({ where: { runId: run.id } })).toBe(lastEpoch);
  expect(written).toBeGreaterThan(lastEpoch);
  await restored.$disconnect();
  await target.drop();
  await record.study.update({ where: { id: study.id }, data: { runs: { deleteMany: {} } } });
  await record.study.delete({ where: { id: study.id } });
});

test('a record with rows is never restored into, and stays as it is', async () => {
  const held = await digests(source.url);
  await expect(restoreBackup(source.url, file)).rejects.toMatchObject({ code: 'RECORD_NOT_EMPTY', message: expect.stringMatching(/not empty.*\.$/) });
  expect(await digests(source.url)).toEqual(held);
});

test('a backup of an older version is restored as it was and migrated, also where a newer program made the tables already', async () => {
  const older = await emptyDatabase();
  const first = readMigrations()[0]!.name;
  await migrate(older.url, { until: first });
  await withClient(older.url, (client) => client.query(`INSERT INTO "Study" (id, slug, name) VALUES ('study_1', 'one', 'One')`));
  const old = path.join(folder, 'old.tar.gz');
  await writeBackup(older.url, old, { madeBy: 'test' });
  await older.drop();
  for (const target of [await emptyDatabase(), await freshDatabase()]) {
    const { migrations } = await restoreBackup(target.url, old);
    expect(migrations).toEqual(readMigrations().slice(1).map(({ name }) => name));
    const restored = connectRecord(target.url);
    expect(await restored.study.findMany({ select: { slug: true, version: true } })).toEqual([{ slug: 'one', version: 1 }]);
    await restored.$disconnect();
    await target.drop();
  }
});

test('a file that is cut or has one wrong byte anywhere is refused, and nothing is there afterwards', async () => {
  const target = await emptyDatabase();
  const whole = readFileSync(file);
  const bad = path.join(folder, 'bad.tar.gz');
  for (const part of [0, 1, 0.001, 0.3, 0.9, 0.999]) {
    writeFileSync(bad, whole.subarray(0, part === 1 ? whole.length - 1 : Math.floor(whole.length * part)));
    await expect(restoreBackup(target.url, bad), `cut at ${part}`).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
  }
  for (const part of [0, 0.0005, 0.2, 0.5, 0.8, 0.9999]) {
    const flipped = Buffer.from(whole);
    const at = Math.floor((whole.length - 1) * part);
    flipped[at]! ^= 0x10;
    writeFileSync(bad, flipped);
    await expect(restoreBackup(target.url, bad), `flipped at ${part}`).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
  }
  expect(await digests(target.url)).toEqual({});
  await target.drop();
});

test('rows that were changed inside a file that unpacks are found by their digest', async () => {
  const unpacked = gunzipSync(readFileSync(file));
  const at = unpacked.indexOf('vgg on digits');
  expect(at).toBeGreaterThan(0);
  unpacked.write('VGG', at);
  const changed = path.join(folder, 'changed.tar.gz');
  const { gzipSync } = await import('node:zlib');
  writeFileSync(changed, gzipSync(unpacked, { level: 1 }));
  await expect(readBackup(changed)).rejects.toMatchObject({ code: 'BACKUP_DAMAGED', message: expect.stringContaining('table Run') });
});

test('no other file is written over, a failed backup leaves nothing, and the file is its owner\'s alone', async () => {
  await expect(writeBackup(source.url, file, { madeBy: 'test' })).rejects.toMatchObject({ code: 'FILE_EXISTS' });
  await expect(writeBackup(source.url, path.join(folder, 'absent', 'a.tar.gz'), { madeBy: 'test' })).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
  const empty = await emptyDatabase();
  await expect(writeBackup(empty.url, path.join(folder, 'empty.tar.gz'), { madeBy: 'test' })).rejects.toMatchObject({ code: 'RECORD_EMPTY' });
  await empty.drop();
  expect(readdirSync(folder).filter((name) => /part|empty/.test(name))).toEqual([]);
  expect(statSync(file).mode & 0o077).toBe(0);
});

test('the commands do it from the command line, one sentence each', async () => {
  const target = await emptyDatabase();
  const name = path.join(folder, 'command.tar.gz');
  const command = (word: string, url: string) =>
    promisify(execFile)(process.execPath, ['collapsar.mjs', word, name], { cwd: path.join(import.meta.dirname, '../../..'), env: { ...process.env, DATABASE_URL: url } });
  expect((await command('backup', source.url)).stdout).toMatch(/^Saved [\d,]+ rows of \d+ tables in .*command\.tar\.gz \(.* MB\)\. [\d.]+ s\.\n$/);
  expect((await command('restore', target.url)).stdout).toMatch(/^Restored [\d,]+ rows of \d+ tables as they were on [\d:.TZ-]+\. [\d.]+ s\.\n$/);
  expect((await digests(target.url)).Snapshot).toBe((await digests(source.url)).Snapshot);
  await expect(command('restore', target.url)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('not empty') });
  await target.drop();
});
