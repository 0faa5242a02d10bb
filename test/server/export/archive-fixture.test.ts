import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { PrismaClient } from '../../../prisma/client.ts';
import { LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { archiveJson } from '../../../server/export/archive-format.ts';
import { importArchive } from '../../../server/export/import-archive.ts';
import { series } from '../../../server/measuring/series.ts';
import { archiveBytes, inEmptyRecord } from './archives.ts';
import { addReview, reviewOf } from './made-review.ts';
import { addCheckpoint, makeStudy } from './made-study.ts';

const file = (name: string) => path.join(import.meta.dirname, '../../fixtures', name);

/** What is compared: of each run the NC1 of its train snapshots, what its epochs recorded, and the digests of all that was kept. */
async function facts(record: PrismaClient) {
  const runs = await record.run.findMany({ orderBy: { id: 'asc' } });
  const curves = await series(record, { runIds: runs.map(({ id }) => id), metrics: ['NC1'], split: 'TRAIN', layer: 'last' }, Number.POSITIVE_INFINITY);
  return JSON.parse(
    archiveJson({
      runs: runs.map(({ id, name, status, tags, note, optimiser, generated }) => ({ id, name, status, tags, note, optimiser, generated })),
      nc1: curves.map(({ columns }) => columns[0]!.values),
      epochs: await record.epoch.findMany({ select: { runId: true, epoch: true, trainLoss: true, testLoss: true, robustness: true, recordedAt: true }, orderBy: [{ runId: 'asc' }, { epoch: 'asc' }] }),
      snapshots: await record.snapshot.findMany({ select: { id: true, digest: true, parts: { select: { kind: true, digest: true }, orderBy: { kind: 'asc' } } }, orderBy: { id: 'asc' } }),
      checkpoints: await record.checkpoint.findMany({ select: { id: true, digest: true, pieces: { select: { index: true } } } }),
      logs: (await record.runLog.findMany({ orderBy: { id: 'asc' } })).map(({ message }) => message),
      baselines: await record.baseline.findMany({ select: { architecture: true, dataset: true, runId: true } }),
      pictures: (await record.thumbnail.findMany()).map(({ index, data }) => [index, Buffer.from(data).toString('base64')]),
    }),
  );
}

/** What people said, of a fixture that has it: with the names of those who are of another server. */
async function said(record: PrismaClient) {
  const { id } = await record.study.findFirstOrThrow();
  return {
    ...(await reviewOf(record, id)),
    names: {
      comments: (await record.comment.findMany({ include: { author: true }, orderBy: { id: 'asc' } })).map(({ author, authorName }) => author?.name ?? authorName),
      verdicts: (await record.verdict.findMany({ include: { reviewer: true }, orderBy: { id: 'asc' } })).map(({ reviewer, reviewerName }) => reviewer?.name ?? reviewerName),
    },
  };
}

const VERSION = 2;

// how the fixtures were made, of the made study (never trained: its runs are marked generated); each by the program of its version:
// MAKE_ARCHIVE_FIXTURE=1 npx vitest run test/server/export/archive-fixture.test.ts
test.runIf(process.env.MAKE_ARCHIVE_FIXTURE && !existsSync(file(`archive-${VERSION}.tar`)))('writes the fixture of the newest version of the format; one that is there is never written again', async () => {
  await inEmptyRecord(async (record) => {
    const { study, whole } = await makeStudy(record, `archive-${VERSION}`);
    await addCheckpoint(record, whole.id, 3);
    await addReview(record, study.id, whole.id, `archive-${VERSION}`);
    writeFileSync(file(`archive-${VERSION}.json`), `${JSON.stringify({ ...(await facts(record)), said: await said(record) }, null, 1)}\n`);
    writeFileSync(file(`archive-${VERSION}.tar`), await archiveBytes(record, await record.study.findUniqueOrThrow({ where: { id: study.id } }), { checkpoints: true, values: true }));
  });
});

test.each([1, 2])('an archive of version %i, made when that format was new, comes in as the study that it was made of', async (version) => {
  await inEmptyRecord(async (record) => {
    expect(await importArchive(record, file(`archive-${version}.tar`), LOCAL_ADMIN)).toMatchObject({ slug: `archive-${version}`, addedRuns: 2 });
    const { nc1, ...others } = await facts(record);
    const { nc1: expected, said: words, ...others1 } = JSON.parse(readFileSync(file(`archive-${version}.json`), 'utf8'));
    expect(others).toEqual(others1);
    // a later build may add in another order
    expect(nc1.flat()).toEqual(expected.flat().map((value: number) => expect.closeTo(value, 9)));
    if (words) expect(await said(record)).toEqual(words);
    else expect([await record.thread.count(), await record.verdict.count(), await record.report.count()]).toEqual([0, 0, 0]);
  });
});
