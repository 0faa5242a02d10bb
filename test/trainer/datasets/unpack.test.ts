import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type Unpacking, unpack } from '../../../trainer/datasets/unpack.ts';
import { temporaryFolder } from './folders.ts';
import { digestOf, tarGz } from './sample-files.ts';

/** 200 kB that compress badly, so that an archive can be cut in the middle of a file. */
const noise = Uint8Array.from({ length: 200_000 }, (_, i) => (Math.imul(i * i + 17, 0x9e3779b1) >>> 13) & 255);
const labels = Buffer.from('0123456789');
const good = [
  { name: 'set/', type: 'directory' as const },
  { name: 'set/readme.html', content: Buffer.from('<p>') },
  { name: 'set/images.bin', content: noise },
  { name: 'set/labels.bin', content: labels },
];

async function task(archive: Uint8Array, more: Partial<Unpacking> = {}): Promise<Unpacking> {
  const target = await temporaryFolder();
  const file = path.join(await temporaryFolder(), 'set.tar.gz');
  await writeFile(file, archive);
  return { file, folder: 'set', names: ['images.bin', 'labels.bin'], target, largestBytes: 200_000, ...more };
}

/** Unpacking fails with this, and nothing stays in the folder. */
async function expectRefused(archive: Uint8Array, message: RegExp): Promise<void> {
  const unpacking = await task(archive);
  await expect(unpack(unpacking)).rejects.toMatchObject({
    code: 'DATA_SET_DAMAGED',
    message: expect.stringMatching(message),
  });
  expect(await readdir(unpacking.target)).toEqual([]);
}

test('the files named are unpacked whole, with their digests, and no others', async () => {
  const unpacking = await task(await tarGz(good));
  expect(await unpack(unpacking)).toEqual({
    'images.bin': digestOf('sha256', noise),
    'labels.bin': digestOf('sha256', labels),
  });
  expect((await readdir(unpacking.target)).sort()).toEqual(['images.bin', 'labels.bin']);
  expect(Buffer.compare(await readFile(path.join(unpacking.target, 'images.bin')), noise)).toBe(0);
});

test('names that begin with ./ are the same names', async () => {
  const unpacking = await task(await tarGz(good.map((entry) => ({ ...entry, name: `./${entry.name}` }))));
  expect(Object.keys(await unpack(unpacking))).toEqual(['images.bin', 'labels.bin']);
});

test('progress ends with the size of the archive', async () => {
  const archive = await tarGz(good);
  const seen: number[] = [];
  await unpack(await task(archive, { onBytes: (bytes) => seen.push(bytes) }));
  expect(seen.at(-1)).toBe(archive.length);
});

test('an archive that ends early is refused, wherever it ends', async () => {
  const archive = await tarGz(good);
  for (const share of [0.3, 0.7, 0.999]) {
    await expectRefused(
      archive.subarray(0, Math.floor(archive.length * share)),
      /unexpected end of file; delete it so/,
    );
  }
});

test('a tar that ends early in a whole gzip is refused', async () => {
  const tar = gunzipSync(await tarGz(good));
  await expectRefused(gzipSync(tar.subarray(0, 100_000)), /is damaged: /);
});

test('a flipped bit is refused', async () => {
  const archive = await tarGz(good);
  archive[archive.length >> 1]! ^= 4;
  await expectRefused(archive, /set\.tar\.gz is damaged: /);
});

test('a file that is no gzip is refused', async () => {
  await expectRefused(Buffer.from('<html>404'), /incorrect header check/);
});

test('an archive without a wanted file is refused and names it', async () => {
  await expectRefused(await tarGz(good.slice(0, 3)), /it does not hold labels\.bin in a folder set;/);
});

test('a wanted name that is a link is refused, and the file it names is left alone', async () => {
  const elsewhere = path.join(await temporaryFolder(), 'precious');
  await writeFile(elsewhere, 'precious');
  const link = { name: 'set/labels.bin', type: 'symlink' as const, linkname: elsewhere };
  await expectRefused(await tarGz([...good.slice(0, 3), link]), /set\/labels\.bin in it is a symlink/);
  expect(await readFile(elsewhere, 'utf8')).toBe('precious');
});

test('paths that lead out of the folder are passed over', async () => {
  const evil = [
    '../images.bin',
    '/tmp/collapsar-evil',
    'set/../../images.bin',
    'set\\..\\images.bin',
    'other/images.bin',
  ];
  const unpacking = await task(await tarGz([...evil.map((name) => ({ name, content: labels })), ...good]));
  await unpack(unpacking);
  expect((await readdir(path.dirname(unpacking.target))).includes('images.bin')).toBe(false);
  expect((await readdir(unpacking.target)).sort()).toEqual(['images.bin', 'labels.bin']);
  expect(Buffer.compare(await readFile(path.join(unpacking.target, 'images.bin')), noise)).toBe(0);
});

test('a file that comes twice is refused', async () => {
  await expectRefused(await tarGz([...good, good[3]!]), /it holds set\/labels\.bin twice/);
});

test('a file larger than the official one is refused before it is written', async () => {
  const large = { name: 'set/labels.bin', content: new Uint8Array(200_001) };
  await expectRefused(
    await tarGz([...good.slice(0, 3), large]),
    /has 200001 bytes, and the official one at most 200000/,
  );
});

test('unpacking can be called off, and leaves nothing', async () => {
  const stop = new AbortController();
  const unpacking = await task(await tarGz(good), {
    signal: stop.signal,
    onBytes: () => stop.abort(new Error('called off')),
  });
  await expect(unpack(unpacking)).rejects.toThrow('called off');
  expect(await readdir(unpacking.target)).toEqual([]);
});

test.runIf(process.platform === 'linux')('a full disk is said', async () => {
  const unpacking = await task(await tarGz(good));
  await symlink('/dev/full', path.join(unpacking.target, 'images.bin.partial'));
  await expect(unpack(unpacking)).rejects.toMatchObject({ code: 'DISK_FULL' });
});

test('an archive that is not there is said as that', async () => {
  const unpacking = await task(labels);
  await expect(unpack({ ...unpacking, file: `${unpacking.file}.not` })).rejects.toMatchObject({
    code: 'DATA_SET_UNREADABLE',
    message: expect.stringContaining('ENOENT'),
  });
});
