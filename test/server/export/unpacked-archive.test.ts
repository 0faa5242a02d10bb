import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { importArchive } from '../../../server/export/import-archive.ts';
import { withUnpacked } from '../../../server/export/unpacked-archive.ts';
import { freshRecord } from '../../fresh-record.ts';

const { record } = await freshRecord();
const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-gzip-'));
afterAll(() => rmSync(folder, { recursive: true }));

const tar = readFileSync(path.join(import.meta.dirname, '../../fixtures/archive-2.tar'));
const put = (name: string, bytes: Buffer) => {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
};
const leftOver = () => readdirSync(os.tmpdir()).filter((name) => name.startsWith('collapsar-archive-'));

test('the gzip of an archive is the same archive', async () => {
  const before = leftOver();
  const { addedRuns, isNew } = await importArchive(record, put('whole.tar.gz', gzipSync(tar)), LOCAL_ADMIN);
  expect([addedRuns > 0, isNew]).toEqual([true, true]);
  expect(await importArchive(record, put('whole.tar', tar), LOCAL_ADMIN)).toMatchObject({ addedRuns: 0, knownRuns: addedRuns });
  expect(leftOver()).toEqual(before);
});

test('a gzip that was cut off is refused', async () => {
  const cut = put('cut.tar.gz', gzipSync(tar).subarray(0, -100));
  await expect(importArchive(record, cut, LOCAL_ADMIN)).rejects.toMatchObject({ code: 'ARCHIVE_INVALID', message: expect.stringContaining('gzip') });
});

test('a small file that would fill the disk is refused before it does', async () => {
  const bomb = put('bomb.tar.gz', gzipSync(Buffer.alloc(32 * 1024 * 1024)));
  await expect(withUnpacked(bomb, async () => 'unpacked')).rejects.toMatchObject({ code: 'ARCHIVE_INVALID', message: expect.stringContaining('100 times') });
});
