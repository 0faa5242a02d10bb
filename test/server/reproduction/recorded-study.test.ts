import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { RECORDED_ARCHIVE, recordedFolder, recordedStudy } from '../../../prisma/recorded-study.ts';
import { importRecorded } from '../../../server/reproduction/import-recorded.ts';
import { reportFiles } from '../../../server/reproduction/report/write-report.ts';
import { MOST_BYTES } from '../../../server/reproduction/write-recorded.ts';
import { queueFirstStudy } from '../../../trainer/first-study.ts';
import { type Served, serve } from '../served.ts';

// an archive of 22 MB comes in, and every snapshot of it is measured
vi.setConfig({ testTimeout: 240_000, hookTimeout: 180_000 });
const docs = path.join(import.meta.dirname, '../../../docs');
const recorded = recordedStudy()!;
let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.end());

test('the archive is the one that its provenance names, and small enough for the repository', () => {
  const file = path.join(recordedFolder(), RECORDED_ARCHIVE);
  expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(recorded.sha256);
  expect([statSync(file).size, recorded.bytes < MOST_BYTES]).toEqual([recorded.bytes, true]);
});

test('an empty record gets it, once, and the first study is queued beside it', async () => {
  expect(await importRecorded(served.databaseUrl)).toBe(recorded.runCount);
  expect(await importRecorded(served.databaseUrl)).toBeNull();
  expect([await queueFirstStudy(served.record), await queueFirstStudy(served.record)]).toEqual([true, false]);
  expect(await served.record.run.count()).toBe(recorded.runCount + 1);
});

test('every run reached zero train error and was trained at least three times as long again', async () => {
  const runs = await served.record.run.findMany({ where: { studyId: recorded.studyId } });
  for (const { name, status, terminalPhaseEpoch, lastEpoch, classes, features } of runs) {
    expect([name, status, lastEpoch >= 4 * terminalPhaseEpoch!, features! >= classes! - 1]).toEqual([name, 'COMPLETED', true, true]);
  }
});

test('its last snapshots have the digests of the provenance', async () => {
  for (const { id, lastSnapshot } of recorded.runs) {
    const last = await served.record.snapshot.findFirst({ where: { runId: id, split: 'TRAIN', layer: 'last' }, orderBy: { epoch: 'desc' }, select: { digest: true } });
    expect(last!.digest).toBe(lastSnapshot);
  }
});

test('the report drawn from it is docs/study.md, with its figures', async () => {
  const files = await reportFiles(served.record, 'reduced-study', 'study.md');
  expect([...files.keys()].sort()).toEqual(['study.md', ...readdirSync(path.join(docs, 'study')).map((name) => `study/${name}`)].sort());
  for (const [name, text] of files) expect(text).toBe(readFileSync(path.join(docs, name), 'utf8'));
});

const STUDY = '{ studies(first: 10) { nodes { id recorded { madeAt command codeVersions node processor runCount sha256 } } } }';

test('the API says of it, and of no other, where it came from', async () => {
  const { data } = await served.ask(STUDY);
  const said = new Map(data.studies.nodes.map((node: { id: string; recorded: object | null }) => [node.id, node.recorded]));
  const { madeAt, command, codeVersions, node, processor, runCount, sha256 } = recorded;
  expect(said.size).toBe(2);
  expect(said.get(recorded.studyId)).toEqual({ madeAt, command, codeVersions, node, processor, runCount, sha256 });
  expect([...said.values()].filter((each) => each === null)).toHaveLength(1);
});

const remove = () => served.ask('mutation ($input: DeleteStudyInput!) { deleteStudy(input: $input) { deletedStudyId userErrors { code } } }', { input: { studyId: recorded.studyId } });

test('it is removed at once unless somebody wrote about it, and stays away', async () => {
  const { id } = await served.record.thread.create({ data: { id: 'thread_1', studyId: recorded.studyId } });
  expect((await remove()).data.deleteStudy).toMatchObject({ deletedStudyId: null, userErrors: [{ code: 'PRECONDITION_FAILED' }] });
  await served.record.thread.delete({ where: { id } });
  expect((await remove()).data.deleteStudy).toEqual({ deletedStudyId: recorded.studyId, userErrors: [] });
  expect(await importRecorded(served.databaseUrl)).toBeNull();
});
