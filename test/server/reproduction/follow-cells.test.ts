import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { importArchive } from '../../../server/export/import-archive.ts';
import { LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { REDUCED } from '../../../server/reproduction/cells.ts';
import { timeLeft } from '../../../server/reproduction/follow-cells.ts';
import { followStudy, openStudyRecord } from '../../../server/reproduction/study-record.ts';
import { freshRecord } from '../../fresh-record.ts';
import { inEmptyRecord } from '../export/archives.ts';
import { addEpoch } from '../record-builder.ts';

const { record, url } = await freshRecord();
const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-study-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Ends a cell as a trainer does, one after the other; the last one fails. */
async function endNext(): Promise<void> {
  const run = await record.run.findFirst({ where: { status: 'QUEUED' }, orderBy: { id: 'asc' } });
  if (!run) return;
  const left = await record.run.count({ where: { status: 'QUEUED' } });
  await addEpoch(record, run.id, 1, { trainError: 0 });
  await record.run.update({ where: { id: run.id }, data: left === 1 ? { status: 'FAILED', lastEpoch: 1, error: 'out of memory' } : { status: 'COMPLETED', lastEpoch: 1, terminalPhaseEpoch: 1, finishedAt: new Date() } });
}

test('what is not queued yet is listed with its epochs', async () => {
  const study = await openStudyRecord(url, { full: false, folder });
  const { table, summary, isGood } = await study.states();
  await study.close();
  expect([summary, isGood, table.split('\n').length]).toEqual([`0 of ${REDUCED.cells.length} cells done`, true, REDUCED.cells.length + 1]);
  expect(table).toMatch(/VGG on CIFAR10 +waits +0\/500/);
});

test('each cell that completes is archived at once, all together at the end, and a failed one is told', async () => {
  const study = await openStudyRecord(url, { full: false, folder });
  const said: string[] = [];
  await study.queue();
  await followStudy(study, { say: (text) => said.push(text), wait: endNext, isStopped: () => false });
  const { table, summary, isGood } = await study.states();
  await study.close();
  const completed = REDUCED.cells.length - 1;
  expect(readdirSync(path.join(folder, 'cells'))).toHaveLength(completed);
  expect([summary, isGood]).toEqual([`${completed + 1} of ${completed + 1} cells done`, false]);
  expect(table).toMatch(/seed 3\s+failed/);
  expect(said).toHaveLength(completed + 1);
  expect(said.at(-1)).toContain('reduced-study.tar');
});

test('the archive of a cell, and that of all, come into another record', async () => {
  const [first] = readdirSync(path.join(folder, 'cells')).sort();
  await inEmptyRecord(async (other) => {
    expect(await importArchive(other, path.join(folder, 'cells', first!), LOCAL_ADMIN)).toMatchObject({ addedRuns: 1, isNew: true });
    expect(await importArchive(other, path.join(folder, 'reduced-study.tar'), LOCAL_ADMIN)).toMatchObject({ addedRuns: REDUCED.cells.length - 2, knownRuns: 1 });
  });
});

test('the time left goes by the share that was done since the start, and is not told before there is one', () => {
  expect(timeLeft(0.5, { share: 0.25, ms: 1000 })).toBe(2000);
  expect(timeLeft(0.25, { share: 0.25, ms: 1000 })).toBeNull();
});
