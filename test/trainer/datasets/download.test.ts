import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { DataSetProgress } from '../../../trainer/datasets/data-set.ts';
import { type DownloadOptions, downloadFiles, type RemoteFile } from '../../../trainer/datasets/download.ts';
import { type FileServer, serveFiles } from './file-server.ts';
import { temporaryFolder } from './folders.ts';

/** 300 kB that no compression and no repetition makes equal in two places. */
const content = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i * 31 + (i >> 8)) & 255);
const remote = (name: string, bytes = content): RemoteFile => ({
  name,
  bytes: bytes.length,
  checksum: { algorithm: 'sha256', of: 'file', hex: createHash('sha256').update(bytes).digest('hex') },
});
const file = remote('images');

async function serve(...args: Parameters<typeof serveFiles>): Promise<FileServer> {
  const server = await serveFiles(...args);
  onTestFinished(() => server.close());
  return server;
}

async function options(...mirrors: string[]): Promise<DownloadOptions> {
  return { dataSet: 'MNIST', mirrors, folder: path.join(await temporaryFolder(), 'MNIST/raw'), pauseMs: 20 };
}

async function expectWhole({ folder }: DownloadOptions): Promise<void> {
  expect(Buffer.compare(await readFile(path.join(folder, 'images')), content)).toBe(0);
}

const deadMirror = async () => {
  const server = await serveFiles({});
  await server.close();
  return server.mirror;
};

test('a file arrives whole, under its name, with nothing left beside it', async () => {
  const server = await serve({ images: content });
  const to = await options(server.mirror);
  await downloadFiles([file], to);
  await expectWhole(to);
  expect(await readdir(to.folder)).toEqual(['images']);
});

test('progress ascends to the whole size', async () => {
  const server = await serve({ images: content });
  const seen: DataSetProgress[] = [];
  await downloadFiles([file], { ...(await options(server.mirror)), onProgress: (progress) => seen.push(progress) });
  const received = seen.map((progress) => progress.receivedBytes);
  expect(received).toEqual([...received].sort((a, b) => a - b));
  expect(seen.at(-1)).toEqual({ stage: 'download', file: 'images', receivedBytes: 300_000, totalBytes: 300_000 });
});

test('a server that dies in the middle is asked again only for the rest', async () => {
  const server = await serve({ images: content }, { cutAfter: 100_000, cuts: 1 });
  const to = await options(server.mirror);
  await downloadFiles([file], to);
  expect(server.requests.map((request) => request.range)).toEqual([undefined, 'bytes=100000-']);
  await expectWhole(to);
});

test('what an earlier program left is continued', async () => {
  const server = await serve({ images: content });
  const to = await options(server.mirror);
  await mkdir(to.folder, { recursive: true });
  await writeFile(path.join(to.folder, 'images.partial'), content.subarray(0, 250_000));
  await downloadFiles([file], to);
  expect(server.requests.map((request) => request.range)).toEqual(['bytes=250000-']);
});

test('the second mirror continues what the first began', async () => {
  const first = await serve({ images: content }, { cutAfter: 120_000 });
  const second = await serve({ images: content });
  await downloadFiles([file], await options(first.mirror, second.mirror));
  expect(second.requests.map((request) => request.range)).toEqual(['bytes=120000-']);
});

test('a server without ranges is read from the beginning, not appended', async () => {
  const server = await serve({ images: content }, { ignoresRange: true, cutAfter: 100_000, cuts: 1 });
  const to = await options(server.mirror);
  await downloadFiles([file], to);
  await expectWhole(to);
});

test('left-overs of another file are thrown away and the file is fetched anew', async () => {
  const server = await serve({ images: content });
  const to = await options(server.mirror);
  await mkdir(to.folder, { recursive: true });
  await writeFile(path.join(to.folder, 'images.partial'), new Uint8Array(200_000));
  await downloadFiles([file], to);
  expect(server.requests.map((request) => request.range)).toEqual(['bytes=200000-', undefined]);
  await expectWhole(to);
});

test('the second mirror is used where the first serves other bytes', async () => {
  const first = await serve({ images: content.map((byte) => byte ^ 1) });
  const second = await serve({ images: content });
  const to = await options(first.mirror, second.mirror);
  await downloadFiles([file], to);
  expect(second.requests).toEqual([{ method: 'GET', path: '/images', range: undefined }]);
  await expectWhole(to);
});

test('wrong bytes everywhere are never kept, and both digests are named', async () => {
  const server = await serve({ images: content.map((byte) => byte ^ 1) });
  const to = await options(server.mirror);
  await expect(downloadFiles([file], to)).rejects.toThrow(`sha256 should be ${file.checksum.hex} and is `);
  expect(await readdir(to.folder)).toEqual([]);
});

test('a mirror that sends more than the file has is cut off', async () => {
  const server = await serve({ images: new Uint8Array(5_000_000) });
  await expect(downloadFiles([file], await options(server.mirror))).rejects.toThrow(
    'sends more than the 300000 bytes of the file',
  );
});

test('a checksum of what the gzip contains is checked, and a gzip that is none is refused', async () => {
  const gzip = gzipSync(content);
  const zipped: RemoteFile = { name: 'images.gz', bytes: gzip.length, checksum: { ...file.checksum, of: 'gunzipped' } };
  const good = await serve({ 'images.gz': gzip });
  await downloadFiles([zipped], await options(good.mirror));
  const bad = await serve({ 'images.gz': new Uint8Array(gzip.length) });
  await expect(downloadFiles([zipped], await options(bad.mirror))).rejects.toThrow(
    'is no whole gzip (incorrect header check)',
  );
});

test('without a network one sentence names the files and the folder to put them into', async () => {
  const to = await options(await deadMirror());
  const failure = await downloadFiles([file, remote('labels')], to).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'DATA_SET_UNREACHABLE' });
  expect(String(failure)).toMatch(
    /MNIST could not be downloaded \(127\.0\.0\.1:\d+: connect ECONNREFUSED .*\); try again with a network, or put images, labels into /,
  );
  expect(String(failure)).toContain(`${to.folder}.`);
});

test('files that arrived before the network went away are not asked for again', async () => {
  const server = await serve({ images: content });
  const to = await options(server.mirror);
  await expect(downloadFiles([file, remote('labels')], to)).rejects.toThrow(
    /answers 404\); try again with a network, or put labels into/,
  );
  await downloadFiles([file], to);
  expect(server.requests.filter((request) => request.path === '/images').length).toBe(1);
});

test('a mirror that stands still is left for the next', async () => {
  const still = await serve({ images: content }, { stallsAfter: 1000 });
  const second = await serve({ images: content });
  await downloadFiles([file], { ...(await options(still.mirror, second.mirror)), idleMs: 150 });
  expect(second.requests.map((request) => request.range)).toEqual(['bytes=1000-']);
});

test('two at once fetch a file once, and the one that waits says so', async () => {
  const server = await serve({ images: content }, { delay: 300 });
  const to = await options(server.mirror);
  const stages = new Set<string>();
  const onProgress = ({ stage }: DataSetProgress) => void stages.add(stage);
  await Promise.all([downloadFiles([file], { ...to, onProgress }), downloadFiles([file], { ...to, onProgress })]);
  expect(server.requests.length).toBe(1);
  expect(stages).toEqual(new Set(['wait', 'download']));
});

test('the lock of a process that died is taken over at once', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  const server = await serve({ images: content });
  const to = await options(server.mirror);
  await mkdir(to.folder, { recursive: true });
  await writeFile(
    path.join(to.folder, 'images.lock'),
    JSON.stringify({ process: child.pid, host: hostname(), token: 'x' }),
  );
  const began = performance.now();
  await downloadFiles([file], to);
  expect(performance.now() - began).toBeLessThan(5000);
  expect(await readdir(to.folder)).toEqual(['images']);
});

test('a download can be called off while it waits', async () => {
  const server = await serve({ images: content }, { stallsAfter: 1000 });
  const to = await options(server.mirror);
  const signal = AbortSignal.timeout(200);
  await expect(downloadFiles([file], { ...to, signal })).rejects.toThrow(/timeout/);
  expect(await readdir(to.folder)).toEqual(['images.partial']);
});

test.runIf(process.platform === 'linux')('a full disk is said, and leaves nothing behind', async () => {
  const server = await serve({ images: content });
  const to = await options(server.mirror);
  await mkdir(to.folder, { recursive: true });
  await symlink('/dev/full', path.join(to.folder, 'images.partial'));
  const failure = await downloadFiles([file], to).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: 'DISK_FULL',
    message: expect.stringContaining(`${to.folder}/images.partial; free space there`),
  });
  expect(await readdir(to.folder)).toEqual([]);
});

test('a folder that cannot be made is named', async () => {
  const to = await options(await deadMirror());
  await writeFile(path.dirname(to.folder), 'a file where the folder should be');
  await expect(downloadFiles([file], to)).rejects.toMatchObject({
    code: 'DATA_SET_UNREADABLE',
    message: expect.stringContaining('set COLLAPSAR_DATA to another folder'),
  });
});
