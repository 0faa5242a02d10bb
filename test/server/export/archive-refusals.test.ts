import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../../prisma/client.ts';
import { LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { importArchive } from '../../../server/export/import-archive.ts';
import { freshDatabase } from '../../postgres.ts';
import { archiveBytes } from './archives.ts';
import { changedArchive, edit } from './changed-archive.ts';
import { sha256Of } from './download.ts';
import { makeStudy } from './made-study.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-refused-'));
const file = path.join(folder, 'made.tar');
let archive: Buffer;
let empty: PrismaClient;
let databases: { drop: () => Promise<void> }[];
beforeAll(async () => {
  const [source, target] = [await freshDatabase(), await freshDatabase()];
  databases = [source, target];
  const record = connectRecord(source.url);
  const { study } = await makeStudy(record, 'made');
  archive = await archiveBytes(record, study);
  writeFileSync(file, archive);
  await record.$disconnect();
  empty = connectRecord(target.url);
});
afterAll(async () => {
  await empty.$disconnect();
  for (const database of databases) await database.drop();
  rmSync(folder, { recursive: true });
});

const refusals: [string, (members: Map<string, Buffer>) => void, string, RegExp][] = [
  ['a newer format', (m) => m.set('format.json', Buffer.from('{"format":"collapsar-study","version":3,"madeBy":"9.0.0","news":[]}')), 'ARCHIVE_TOO_NEW', /has format version 3 \(made by version "9.0.0" of the program\), and this program reads up to 2; update the program/],
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
  const target = await changedArchive(file, path.join(folder, `${name}.tar`), change);
  await expect(importArchive(empty, target, LOCAL_ADMIN)).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) });
  expect(await empty.study.count()).toBe(0);
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
  await expect(importArchive(empty, target, LOCAL_ADMIN)).rejects.toMatchObject({ code: 'ARCHIVE_INVALID' });
});

test('a length that no file has is refused before memory is taken for it', async () => {
  const bytes = Buffer.from(archive);
  bytes.write('77777777777\0', 124, 'latin1'); // 8 GiB, with a sum that is right
  bytes.fill(' ', 148, 156);
  bytes.write(`${bytes.subarray(0, 512).reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  const target = path.join(folder, 'long.tar');
  writeFileSync(target, bytes);
  await expect(importArchive(empty, target, LOCAL_ADMIN)).rejects.toThrow('claims a length that no member has');
});

test('who may only read may not import', async () => {
  await expect(importArchive(empty, file, { ...LOCAL_ADMIN, access: 'REVIEWER' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
