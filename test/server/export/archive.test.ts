import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PrismaClient } from '../../../prisma/client.ts';
import { LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { ARCHIVE_ROWS, studyRow } from '../../../server/export/archive-format.ts';
import { importArchive } from '../../../server/export/import-archive.ts';
import { runImport } from '../../../server/export/import-archive-command.ts';
import { type Served, serve } from '../served.ts';
import { counts, everything, inEmptyRecord } from './archives.ts';
import { download, sha256Of } from './download.ts';
import { addCheckpoint, makeStudy } from './made-study.ts';

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
  expect(manifest).toMatchObject({ format: 'collapsar-study', version: 2, study: { slug: 'made' }, counts: { runs: 2, epochs: 6, snapshots: 9, logs: 2, baselines: 1, thumbnails: 1, checkpoints: 0, values: 0, threads: 0, verdicts: 0, reports: 0 } });
  for (const { name, sha256 } of manifest.members) expect(sha256Of(readFileSync(path.join(unpacked, name)))).toBe(sha256);
  const blobs = readdirSync(path.join(unpacked, 'blobs'));
  expect(blobs).toHaveLength(manifest.counts.blobs);
  for (const name of blobs) expect(sha256Of(readFileSync(path.join(unpacked, 'blobs', name)))).toBe(name);
});

test('a study comes back in an empty record as it was: every row, every byte, every float', async () => {
  await inEmptyRecord(async (record) => {
    const imported = await importArchive(record, file, LOCAL_ADMIN);
    expect(imported).toEqual({ studyId: made.study.id, slug: 'made', name: 'Study made', isNew: true, addedRuns: 2, knownRuns: 0, review: { threads: 0, comments: 0, verdicts: 0, checks: 0, reports: 0 } });
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
    const events = await record.event.findMany({ orderBy: { id: 'asc' }, select: { kind: true, studyId: true } });
    expect(events).toEqual(['study.created', 'run.imported', 'run.imported'].map((kind) => ({ kind, studyId: made.study.id })));
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
  await record.run.update({ where: { id: made.diverged.id }, data: { status: 'RUNNING' } });
  await addCheckpoint(record, made.diverged.id, 3);
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
    Study: ['finalAt', 'finalBy'], // people here decide that
    Run: ['heartbeat'], // a sign of life of a process that is not here
    RunLog: ['id'], // numbers of the record's own counting
    Snapshot: ['core', 'seal'], // a blob, as are the next two; the seal is made anew where the row comes in
    Thumbnail: ['data'],
    Checkpoint: [],
    MetricValue: ['checksum', 'computedAt'], // for readers only
    Thread: ['resolvedElsewhere'], // what is in an archive is of elsewhere; people go by their names
    Comment: ['authorId', 'authorName', 'fromArchive'],
    Verdict: ['reviewerId', 'reviewerName', 'fromArchive'],
    Report: ['createdBy', 'authorName', 'fromArchive', 'deletedAt'], // a deleted one is left out
    ReportVersion: ['fromArchive'],
  };
  const reviewed = { Thread: ARCHIVE_ROWS.threads, Comment: ARCHIVE_ROWS.comments, CommentRevision: ARCHIVE_ROWS.revisions, Verdict: ARCHIVE_ROWS.verdicts, Check: ARCHIVE_ROWS.checks, Report: ARCHIVE_ROWS.reports, ReportVersion: ARCHIVE_ROWS.versions };
  const tables = { Study: studyRow, Run: ARCHIVE_ROWS.runs, Epoch: ARCHIVE_ROWS.epochs, Snapshot: ARCHIVE_ROWS.snapshots, RunLog: ARCHIVE_ROWS.logs, Baseline: ARCHIVE_ROWS.baselines, Thumbnail: ARCHIVE_ROWS.thumbnails, Checkpoint: ARCHIVE_ROWS.checkpoints, MetricValue: ARCHIVE_ROWS.values, ...reviewed };
  const added: Record<string, string[]> = { Snapshot: ['parts'], Thumbnail: ['digest'], Checkpoint: ['pieces'], Comment: ['author'], Verdict: ['reviewer'], Report: ['author'] };
  for (const [table, schema] of Object.entries(tables)) {
    const columns = await served.record.$queryRaw<{ name: string }[]>`SELECT column_name AS name FROM information_schema.columns WHERE table_name = ${table} AND table_schema = 'public'`;
    const wanted = columns.map(({ name }) => name).filter((name) => !leftOut[table]?.includes(name));
    expect([table, Object.keys(schema.shape).sort()]).toEqual([table, [...wanted, ...(added[table] ?? [])].sort()]);
  }
});
