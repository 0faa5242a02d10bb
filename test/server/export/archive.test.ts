import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../../prisma/client.ts';
import { LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { ArchiveFile } from '../../../server/export/archive-file.ts';
import { ARCHIVE_ROWS, studyRow } from '../../../server/export/archive-format.ts';
import { importArchive } from '../../../server/export/import-archive.ts';
import { runImport } from '../../../server/export/import-archive-command.ts';
import { freshDatabase } from '../../postgres.ts';
import { type Served, serve } from '../served.ts';
import { download, sha256Of } from './download.ts';
import { makeStudy } from './made-study.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-archive-'));
const file = path.join(folder, 'made.tar');
let served: Served;
let made: Awaited<ReturnType<typeof makeStudy>>;
let archive: Buffer;
beforeAll(async () => {
  served = await serve();
  made = await makeStudy(served.record, 'made');
  archive = (await getArchive()).body;
  writeFileSync(file, archive);
});
afterAll(async () => {
  await served.end();
  rmSync(folder, { recursive: true });
});

const getArchive = (query = '') => download(`${served.url}/export/studies/made.tar${query}`);

/** An empty record of its own, gone after `work`. */
async function inEmptyRecord<T>(work: (record: PrismaClient, url: string) => Promise<T>): Promise<T> {
  const database = await freshDatabase();
  const record = connectRecord(database.url);
  try {
    return await work(record, database.url);
  } finally {
    await record.$disconnect();
    await database.drop();
  }
}

/** Every row of a study with every column, bytes included, in an order of its own. */
async function everything(record: PrismaClient, studyId: string) {
  const runs = await record.run.findMany({ where: { studyId }, orderBy: { id: 'asc' } });
  const runId = { in: runs.map((run) => run.id) };
  return {
    study: await record.study.findUniqueOrThrow({ where: { id: studyId } }),
    runs,
    epochs: await record.epoch.findMany({ where: { runId }, orderBy: [{ runId: 'asc' }, { epoch: 'asc' }] }),
    snapshots: await record.snapshot.findMany({ where: { runId }, include: { parts: { orderBy: { kind: 'asc' } } }, orderBy: { id: 'asc' } }),
    logs: await record.runLog.findMany({ where: { runId }, omit: { id: true }, orderBy: { id: 'asc' } }),
    baselines: await record.baseline.findMany({ where: { studyId } }),
    thumbnails: await record.thumbnail.findMany({ orderBy: { index: 'asc' } }),
    checkpoints: await record.checkpoint.findMany({ where: { runId }, include: { pieces: { orderBy: { index: 'asc' } } }, orderBy: { epoch: 'asc' } }),
  };
}

const counts = async (record: PrismaClient) =>
  Object.fromEntries(
    await Promise.all(['Study', 'Run', 'Epoch', 'Snapshot', 'SnapshotPart', 'RunLog', 'Baseline', 'Thumbnail', 'Event', 'AuditEvent'].map(async (table) => [table, (await record.$queryRawUnsafe<[{ n: number }]>(`SELECT count(*)::int AS n FROM "${table}"`))[0].n])),
  );

/** The archive unpacked, changed by `change`, and packed again as our writer does. */
async function changed(name: string, change: (members: Map<string, Buffer>) => void): Promise<string> {
  const opened = await ArchiveFile.open(file);
  const members = new Map<string, Buffer>();
  for (const member of opened.names) members.set(member, await opened.read(member));
  await opened.close();
  change(members);
  return packed(name, members);
}

async function packed(name: string, members: Map<string, Buffer>): Promise<string> {
  const tar = pack();
  for (const [member, bytes] of members) tar.entry({ name: member }, bytes);
  tar.finalize();
  const target = path.join(folder, name);
  const pieces: Buffer[] = [];
  for await (const piece of tar) pieces.push(piece);
  writeFileSync(target, Buffer.concat(pieces));
  return target;
}

/** Puts right what the manifest says of the members, so that only the change itself can be found. */
function sealed(members: Map<string, Buffer>): void {
  const manifest = JSON.parse(members.get('manifest.json')!.toString());
  for (const member of manifest.members) {
    const bytes = members.get(member.name)!;
    Object.assign(member, { bytes: bytes.length, sha256: sha256Of(bytes) });
  }
  members.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
}

function edit(members: Map<string, Buffer>, name: string, change: (text: string) => string): void {
  const before = members.get(name)!.toString();
  const after = change(before);
  expect(after).not.toBe(before);
  members.set(name, Buffer.from(after));
  sealed(members);
}

test('an archive streams with length and sha256, and the same study gives the same bytes', async () => {
  const { status, headers, trailers, body, isCut } = await getArchive();
  expect([status, isCut, headers['content-disposition']]).toEqual([200, false, 'attachment; filename=made.tar']);
  expect(trailers).toEqual({ 'x-content-length': String(body.length), 'x-content-sha256': sha256Of(body) });
  expect(body.equals(archive)).toBe(true);
});

test('tar unpacks it; the manifest lists the sha256 of each member, and blobs are named by theirs', () => {
  const unpacked = path.join(folder, 'unpacked');
  mkdirSync(unpacked);
  execFileSync('tar', ['-xf', file, '-C', unpacked]);
  const manifest = JSON.parse(readFileSync(path.join(unpacked, 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({ format: 'collapsar-study', version: 1, study: { slug: 'made' }, counts: { runs: 2, epochs: 6, snapshots: 9, logs: 2, baselines: 1, thumbnails: 1, checkpoints: 0, values: 0 } });
  for (const { name, sha256 } of manifest.members) expect(sha256Of(readFileSync(path.join(unpacked, name)))).toBe(sha256);
  const blobs = readdirSync(path.join(unpacked, 'blobs'));
  expect(blobs).toHaveLength(manifest.counts.blobs);
  for (const name of blobs) expect(sha256Of(readFileSync(path.join(unpacked, 'blobs', name)))).toBe(name);
});

test('a study comes back in an empty record as it was: every row, every byte, every float', async () => {
  await inEmptyRecord(async (record) => {
    const imported = await importArchive(record, file, LOCAL_ADMIN);
    expect(imported).toEqual({ studyId: made.study.id, slug: 'made', name: 'Study made', isNew: true, addedRuns: 2, knownRuns: 0 });
    const [before, after] = [await everything(served.record, made.study.id), await everything(record, made.study.id)];
    expect(after).toEqual(before);
    expect(after.epochs.filter((row) => row.runId === made.diverged.id).map((row) => row.trainLoss)).toEqual([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    const bits = (of: PrismaClient) => of.$queryRaw`SELECT encode(float8send("testLoss"), 'hex') AS loss, encode(float8send(robustness), 'hex') AS robustness FROM "Epoch" ORDER BY "runId", epoch`;
    expect(await bits(record)).toEqual(await bits(served.record));
  });
});

test('an import says so in the audit log and in the news, and a second one changes nothing', async () => {
  await inEmptyRecord(async (record) => {
    await importArchive(record, file, LOCAL_ADMIN);
    const [event] = await record.event.findMany({ orderBy: { id: 'asc' } });
    expect(event).toMatchObject({ kind: 'study.created', studyId: made.study.id });
    expect(await record.auditEvent.findMany({ select: { action: true, subject: true, caller: true } })).toEqual([{ action: 'importArchive', subject: made.study.id, caller: 'local' }]);
    const before = await counts(record);
    expect(await importArchive(record, file, LOCAL_ADMIN)).toMatchObject({ isNew: false, addedRuns: 0, knownRuns: 2 });
    expect(await counts(record)).toEqual(before);
  });
});

test('what people said of a run meanwhile stays, and two imports at once give one copy', async () => {
  await inEmptyRecord(async (record) => {
    await Promise.all([importArchive(record, file, LOCAL_ADMIN), importArchive(record, file, LOCAL_ADMIN)]);
    expect(await counts(record)).toMatchObject({ Study: 1, Run: 2, Epoch: 6, RunLog: 2 });
    await record.run.update({ where: { id: made.whole.id }, data: { note: 'mine', tags: ['mine'] } });
    await record.baseline.deleteMany();
    await importArchive(record, file, LOCAL_ADMIN);
    expect(await record.run.findUnique({ where: { id: made.whole.id }, select: { note: true, tags: true } })).toEqual({ note: 'mine', tags: ['mine'] });
    expect(await record.baseline.count()).toBe(0);
  });
});

test('a run that was deleted since comes back; the rest stays as it is', async () => {
  await inEmptyRecord(async (record) => {
    await importArchive(record, file, LOCAL_ADMIN);
    await record.run.delete({ where: { id: made.whole.id } });
    expect(await importArchive(record, file, LOCAL_ADMIN)).toMatchObject({ isNew: false, addedRuns: 1, knownRuns: 1 });
    expect(await everything(record, made.study.id)).toEqual(await everything(served.record, made.study.id));
  });
});

test('a short name that another study has gets a number', async () => {
  await inEmptyRecord(async (record) => {
    await record.study.create({ data: { id: 'study_other', slug: 'made', name: 'Another' } });
    expect(await importArchive(record, file, LOCAL_ADMIN)).toMatchObject({ slug: 'made-2', isNew: true });
  });
});

test.each([
  ['other numbers of an epoch', (record: PrismaClient) => record.epoch.updateMany({ where: { runId: made.whole.id, epoch: 2 }, data: { trainLoss: 0.5 } }), 'epoch 2 has other numbers'],
  ['another snapshot', (record: PrismaClient) => record.snapshot.updateMany({ where: { runId: made.whole.id, epoch: 3 }, data: { digest: 'e'.repeat(64) } }), 'epoch 3 has other numbers'],
  ['fewer epochs', (record: PrismaClient) => record.epoch.deleteMany({ where: { runId: made.whole.id, epoch: 3 } }), 'epoch 3 is not here'],
  ['another seed', (record: PrismaClient) => record.run.update({ where: { id: made.whole.id }, data: { seed: 8 } }), 'another run than that of this id'],
  ['another beginning of the study', (record: PrismaClient) => record.study.updateMany({ data: { createdAt: new Date(0) } }), 'another one than that of this id'],
])('a record with %s under the same ids refuses the archive and stays as it is', async (_, change, sentence) => {
  await inEmptyRecord(async (record) => {
    await importArchive(record, file, LOCAL_ADMIN);
    await change(record);
    const before = await counts(record);
    await expect(importArchive(record, file, LOCAL_ADMIN)).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(sentence) });
    expect(await counts(record)).toEqual(before);
  });
});

test('an id that something else has is a conflict, and nothing is written', async () => {
  await inEmptyRecord(async (record) => {
    await record.study.create({ data: { id: 'study_other', slug: 'other', name: 'Other' } });
    const { heartbeat: _, ...run } = await served.record.run.findUniqueOrThrow({ where: { id: made.diverged.id } });
    await record.run.create({ data: { ...run, id: 'run_other', studyId: 'study_other' } as never });
    await record.epoch.create({ data: { runId: 'run_other', epoch: 1, attempt: 1, learningRate: 1, runningError: 1, imagesPerSecond: 1, durationMs: 1 } });
    const snapshot = await served.record.snapshot.findFirstOrThrow({ where: { runId: made.whole.id } });
    await record.snapshot.create({ data: { ...snapshot, runId: 'run_other', epoch: 1 } });
    await expect(importArchive(record, file, LOCAL_ADMIN)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await counts(record)).toMatchObject({ Study: 1, Run: 1, Epoch: 1 });
  });
});

test('a run that was under way comes in at rest: paused with its checkpoint, over without', async () => {
  const { record } = served;
  const pieces = [Buffer.from('first piece'), Buffer.from('second piece')];
  const whole = Buffer.concat(pieces);
  await record.run.update({ where: { id: made.diverged.id }, data: { status: 'RUNNING' } });
  await record.checkpoint.create({
    data: { id: 'ckpt_made', runId: made.diverged.id, epoch: 3, attempt: 2, digest: sha256Of(whole), bytes: whole.length, pieces: { create: pieces.map((data, index) => ({ index, data })) } },
  });
  try {
    for (const [query, status] of [['?checkpoints=1', 'PAUSED'], ['', 'CANCELLED']] as const) {
      const target = path.join(folder, `running${status}.tar`);
      writeFileSync(target, (await getArchive(query)).body);
      await inEmptyRecord(async (empty) => {
        await importArchive(empty, target, LOCAL_ADMIN);
        const run = await empty.run.findUniqueOrThrow({ where: { id: made.diverged.id } });
        expect([run.status, run.warnings.length]).toEqual([status, status === 'PAUSED' ? 0 : 1]);
        const { checkpoints } = await everything(empty, made.study.id);
        expect(checkpoints).toEqual(status === 'PAUSED' ? (await everything(record, made.study.id)).checkpoints : []);
        expect(await importArchive(empty, target, LOCAL_ADMIN)).toMatchObject({ addedRuns: 0 });
      });
    }
  } finally {
    await record.checkpoint.deleteMany();
    await record.run.update({ where: { id: made.diverged.id }, data: { status: 'DIVERGED' } });
  }
});

const refusals: [string, (members: Map<string, Buffer>) => void, string, RegExp][] = [
  ['a newer format', (m) => m.set('format.json', Buffer.from('{"format":"collapsar-study","version":2,"madeBy":"9.0.0","news":[]}')), 'ARCHIVE_TOO_NEW', /has format version 2 \(made by version "9.0.0" of the program\), and this program reads up to 1; update the program/],
  ['another format', (m) => m.set('format.json', Buffer.from('{"format":"tarball"}')), 'ARCHIVE_INVALID', /format\.json is not as it must be/],
  ['no manifest', (m) => void m.delete('manifest.json'), 'ARCHIVE_INVALID', /it has no manifest\.json, so it was cut off/],
  ['a changed row', (m) => m.set('epochs/00001.ndjson', Buffer.from(m.get('epochs/00001.ndjson')!.toString().replace('"epoch":1', '"epoch":9'))), 'ARCHIVE_INVALID', /the bytes of epochs\/00001\.ndjson are not those that its manifest lists/],
  ['a flipped bit in a blob', (m) => flip(m), 'ARCHIVE_INVALID', /the bytes of blobs\/[0-9a-f]{64} have another sha256/],
  ['a missing blob', (m) => void m.delete([...m.keys()].find((name) => name.startsWith('blobs/'))!), 'ARCHIVE_INVALID', /it has no blobs\//],
  ['a blob that nothing names', (m) => m.set(`blobs/${sha256Of(Buffer.from('x'))}`, Buffer.from('x')), 'ARCHIVE_INVALID', /nothing in it names blobs\//],
  ['a member that is not listed', (m) => m.set('epochs/00002.ndjson', Buffer.from('')), 'ARCHIVE_INVALID', /epochs\/00002\.ndjson is not in its manifest/],
  ['a name that leads elsewhere', (m) => m.set('../../etc/passwd', Buffer.from('x')), 'ARCHIVE_INVALID', /it holds "\.\.\/\.\.\/etc\/passwd", which no archive of a study has/],
  ['an unknown column', (m) => edit(m, 'runs/00001.ndjson', (text) => text.replace('"seed":7', '"seed":7,"colour":"red"')), 'ARCHIVE_INVALID', /line \d of runs\/00001\.ndjson is not as it must be/],
  ['a number beyond 32 bits', (m) => edit(m, 'runs/00001.ndjson', (text) => text.replace('"seed":7', '"seed":7000000000')), 'ARCHIVE_INVALID', /\(seed: /],
  ['a NUL in a text', (m) => edit(m, 'runs/00001.ndjson', (text) => text.replace('Looks', 'Looks\\u0000')), 'ARCHIVE_INVALID', /\(note: text without NUL/],
  ['brackets without end', (m) => edit(m, 'runs/00001.ndjson', (text) => text.replace('{"width":8}', `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`)), 'ARCHIVE_INVALID', /runs\/00001\.ndjson/],
  ['a run of another study', (m) => edit(m, 'study.json', (text) => text.replace(/"id":"study_./, '"id":"study_z')), 'ARCHIVE_INVALID', /its manifest is of another study/],
  ['an epoch of a run that is not in it', (m) => edit(m, 'epochs/00001.ndjson', (text) => text.replace(/"runId":"run_./, '"runId":"run_z')), 'ARCHIVE_INVALID', /it names the run run_z.*, which is not in it/],
  ['an epoch twice', (m) => edit(m, 'epochs/00001.ndjson', (text) => text.replace('"epoch":2', '"epoch":1')), 'ARCHIVE_INVALID', /it has epoch 1 of run_.* twice/],
  ['a snapshot in the place of another', (m) => edit(m, 'snapshots/00001.ndjson', swapDigests), 'ARCHIVE_INVALID', /snapshot snap_/],
  ['counts that are not so', (m) => m.set('manifest.json', Buffer.from(m.get('manifest.json')!.toString().replace('"epochs":6', '"epochs":7'))), 'ARCHIVE_INVALID', /it has 6 epochs, and its manifest says 7/],
  ['half a line', (m) => edit(m, 'logs/00001.ndjson', (text) => text.slice(0, -5)), 'ARCHIVE_INVALID', /logs\/00001\.ndjson ends inside a line/],
];

function flip(members: Map<string, Buffer>): void {
  const name = [...members.keys()].find((each) => each.startsWith('blobs/'))!;
  const bytes = Buffer.from(members.get(name)!);
  bytes[bytes.length - 1]! ^= 1;
  members.set(name, bytes);
}

/** The first two snapshots' cores, each under the other's row. */
function swapDigests(text: string): string {
  const [first, second, ...rest] = text.split('\n');
  const digest = (line: string) => JSON.parse(line).digest as string;
  const [a, b] = [digest(first!), digest(second!)];
  return [first!.replace(a, b), second!.replace(b, a), ...rest].join('\n');
}

test.each(refusals)('%s is refused before anything is written', async (name, change, code, sentence) => {
  const target = await changed(`${name}.tar`, change);
  await inEmptyRecord(async (record) => {
    await expect(importArchive(record, target, LOCAL_ADMIN)).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) });
    expect(await record.study.count()).toBe(0);
  });
});

test.each([
  ['cut in the middle', () => archive.subarray(0, archive.length / 2)],
  ['without its last block', () => archive.subarray(0, archive.length - 600)],
  ['with something behind its end', () => Buffer.concat([archive, Buffer.from('x')])],
  ['of zeros', () => Buffer.alloc(2048)],
  ['that is text', () => Buffer.from('no archive at all'.repeat(100))],
  ['that is empty', () => Buffer.alloc(0)],
])('a file %s is refused', async (name, bytes) => {
  const target = path.join(folder, `${name}.tar`);
  writeFileSync(target, bytes());
  await expect(importArchive(served.record, target, LOCAL_ADMIN)).rejects.toMatchObject({ code: 'ARCHIVE_INVALID' });
});

test('a length that no file has is refused before memory is taken for it', async () => {
  const bytes = Buffer.from(archive);
  bytes.write('77777777777\0', 124, 'latin1'); // 8 GiB, with a sum that is right
  bytes.fill(' ', 148, 156);
  bytes.write(`${bytes.subarray(0, 512).reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  const target = path.join(folder, 'long.tar');
  writeFileSync(target, bytes);
  await expect(importArchive(served.record, target, LOCAL_ADMIN)).rejects.toThrow('claims a length that no member has');
});

test('who may only read may not import', async () => {
  await expect(importArchive(served.record, file, { ...LOCAL_ADMIN, access: 'REVIEWER' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('the command says what it did in a sentence, and its exit code tells a refusal', async () => {
  await inEmptyRecord(async (_, url) => {
    const said: string[] = [];
    const print = { log: (line: string) => void said.push(line), error: (line: string) => void said.push(line) };
    expect(await runImport([file], url, print)).toBe(0);
    expect(await runImport([file], url, print)).toBe(0);
    expect(await runImport([path.join(folder, 'missing.tar')], url, print)).toBe(1);
    expect(said).toEqual([
      'made.tar: imported the study "Study made" (made) with 2 runs.',
      'made.tar: the study "Study made" is here already, with all 2 runs of the archive; nothing was changed.',
      'missing.tar: The file cannot be read (ENOENT); give the path of an archive.',
    ]);
  });
});

test('a damaged snapshot cuts the connection, so that the archive never looks whole, and the log says why', async () => {
  const { study, whole } = await makeStudy(served.record, 'damaged');
  await served.record.$executeRaw`UPDATE "Snapshot" SET core = set_byte(core, 900, get_byte(core, 900) # 1) WHERE "runId" = ${whole.id} AND epoch = 2`;
  const { status, isCut, trailers } = await download(`${served.url}/export/studies/${study.id}.tar`);
  expect([status, isCut, trailers]).toEqual([200, true, {}]);
  expect(served.logged.some((line) => line.includes('an export was cut off') && line.includes('DATA_CORRUPT'))).toBe(true);
});

test('every column of the archived tables is in the archive, or is named here with the reason why not', async () => {
  const leftOut: Record<string, string[]> = {
    Run: ['heartbeat'], // a sign of life of a process that is not here
    RunLog: ['id'], // numbers of the record's own counting
    Snapshot: ['core'], // a blob, as are the next two
    Thumbnail: ['data'],
    Checkpoint: [],
    MetricValue: ['checksum', 'computedAt'], // for readers only
  };
  const tables = { Study: studyRow, Run: ARCHIVE_ROWS.runs, Epoch: ARCHIVE_ROWS.epochs, Snapshot: ARCHIVE_ROWS.snapshots, RunLog: ARCHIVE_ROWS.logs, Baseline: ARCHIVE_ROWS.baselines, Thumbnail: ARCHIVE_ROWS.thumbnails, Checkpoint: ARCHIVE_ROWS.checkpoints, MetricValue: ARCHIVE_ROWS.values };
  const added: Record<string, string[]> = { Snapshot: ['parts'], Thumbnail: ['digest'], Checkpoint: ['pieces'] };
  for (const [table, schema] of Object.entries(tables)) {
    const columns = await served.record.$queryRaw<{ name: string }[]>`SELECT column_name AS name FROM information_schema.columns WHERE table_name = ${table} AND table_schema = 'public'`;
    const wanted = columns.map(({ name }) => name).filter((name) => !leftOut[table]?.includes(name));
    expect([table, Object.keys(schema.shape).sort()]).toEqual([table, [...wanted, ...(added[table] ?? [])].sort()]);
  }
});
