import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test, vi } from 'vitest';
import { LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { importArchive } from '../../../server/export/import-archive.ts';
import { withUnpacked } from '../../../server/export/unpacked-archive.ts';
import { noSmallDisk, smallDisk } from '../../faults/small-disk.ts';
import { freshRecord } from '../../fresh-record.ts';

const { record } = await freshRecord();
const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-gzip-'));
// what others unpack meanwhile is not here
vi.stubEnv('TMPDIR', folder);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const tar = readFileSync(path.join(import.meta.dirname, '../../fixtures/archive-2.tar'));
const put = (name: string, bytes: Buffer) => {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
};
const leftOver = () => readdirSync(os.tmpdir()).filter((name) => name.startsWith('collapsar-archive-'));

test('the gzip of an archive is the same archive', async () => {
  const { addedRuns, isNew } = await importArchive(record, put('whole.tar.gz', gzipSync(tar)), LOCAL_ADMIN);
  expect([addedRuns > 0, isNew]).toEqual([true, true]);
  expect(await importArchive(record, put('whole.tar', tar), LOCAL_ADMIN)).toMatchObject({ addedRuns: 0, knownRuns: addedRuns });
  expect(leftOver()).toEqual([]);
});

test('a gzip that was cut off is refused', async () => {
  const cut = put('cut.tar.gz', gzipSync(tar).subarray(0, -100));
  await expect(importArchive(record, cut, LOCAL_ADMIN)).rejects.toMatchObject({ code: 'ARCHIVE_INVALID', message: expect.stringContaining('gzip') });
});

test('a small file that would fill the disk is refused before it does', async () => {
  const bomb = put('bomb.tar.gz', gzipSync(Buffer.alloc(32 * 1024 * 1024)));
  await expect(withUnpacked(bomb, async () => 'unpacked')).rejects.toMatchObject({ code: 'ARCHIVE_INVALID', message: expect.stringContaining('100 times') });
});

test.skipIf(noSmallDisk)(`where there is no room to unpack it, a sentence says so and nothing is left${noSmallDisk}`, async () => {
  const whole = put('large.tar.gz', gzipSync(tar));
  const { folder: small } = smallDisk('size=16k');
  vi.stubEnv('TMPDIR', small);
  await expect(withUnpacked(whole, async () => 'unpacked')).rejects.toMatchObject({ code: 'DISK_FULL', message: expect.stringContaining(small) });
  expect(leftOver()).toEqual([]);
  vi.stubEnv('TMPDIR', folder);
});
