import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type FileSource, openSourceFiles } from '../../../trainer/datasets/source-files.ts';
import { serveFiles } from './file-server.ts';
import { temporaryFolder } from './folders.ts';
import { digestOf, rootWith, tarGz } from './sample-files.ts';

const images = Buffer.alloc(50_000, 'images');
const labels = Buffer.from('labels');
const archive = await tarGz([
  { name: 'set/images.bin', content: images },
  { name: 'set/labels.bin', content: labels },
]);

/** A data set whose images have no digest of their own, as CIFAR10's, and whose labels have one, as CIFAR100's. */
const source: FileSource = {
  dataSet: 'SET',
  folders: ['set'],
  files: [
    { name: 'images.bin', digest: null, remote: null },
    { name: 'labels.bin', digest: { algorithm: 'md5', hex: digestOf('md5', labels) }, remote: null },
  ],
  mirrors: [],
  archive: {
    remote: {
      name: 'set.tar.gz',
      bytes: archive.length,
      checksum: { algorithm: 'md5', of: 'file', hex: digestOf('md5', archive) },
    },
    folder: 'set',
    largestBytes: 50_000,
  },
};

async function served(content: Uint8Array = archive, behaviour = {}) {
  const server = await serveFiles({ 'set.tar.gz': content }, behaviour);
  onTestFinished(() => server.close());
  return { source: { ...source, mirrors: [server.mirror] }, requests: server.requests };
}

async function withoutNetwork(): Promise<FileSource> {
  const server = await serveFiles({});
  await server.close();
  return { ...source, mirrors: [server.mirror] };
}

test('the archive is fetched, checked, unpacked and removed; its files are the official ones', async () => {
  const root = await temporaryFolder();
  const { files, warnings } = await openSourceFiles((await served()).source, { root });
  expect(warnings).toEqual([]);
  expect(files.map((file) => [path.relative(root, file.path), file.official])).toEqual([
    [path.join('set/images.bin'), true],
    [path.join('set/labels.bin'), true],
  ]);
  expect(await readdir(root)).toEqual(['set']);
  expect((await readdir(path.join(root, 'set'))).sort()).toEqual(['images.bin', 'labels.bin', 'unpacked.json']);
});

test('a second run asks nobody and knows the files again', async () => {
  const root = await temporaryFolder();
  const server = await served();
  await openSourceFiles(server.source, { root });
  const { files } = await openSourceFiles(server.source, { root });
  expect(files.every((file) => file.official)).toBe(true);
  expect(server.requests.length).toBe(1);
});

test('a file changed after it was unpacked is not the official one any more', async () => {
  const root = await temporaryFolder();
  const server = await served();
  await openSourceFiles(server.source, { root });
  await writeFile(path.join(root, 'set/images.bin'), 'changed');
  const { files, warnings } = await openSourceFiles(server.source, { root });
  expect(files.map((file) => file.official)).toEqual([false, true]);
  expect(warnings).toEqual([
    expect.stringMatching(/images\.bin is not the official images\.bin of SET: sha256 \w{64} instead of \w{64}/),
  ]);
});

test('a file of unknown origin that only the archive could vouch for is used, and its digest named', async () => {
  const root = await rootWith({ 'set/images.bin': images, 'set/labels.bin': labels });
  const { files, warnings } = await openSourceFiles(source, { root });
  expect(files.map((file) => file.official)).toEqual([false, true]);
  expect(warnings).toEqual([
    `${root}/set/images.bin cannot be compared with the official images.bin of SET, of which only the archive's digest is published: its sha256 is ${digestOf('sha256', images)}, and the run counts as unverified.`,
  ]);
});

test('a receipt that is damaged counts as none', async () => {
  const root = await rootWith({
    'set/images.bin': images,
    'set/labels.bin': labels,
    'set/unpacked.json': Buffer.from('{"ima'),
  });
  const { files } = await openSourceFiles(source, { root });
  expect(files.map((file) => file.official)).toEqual([false, true]);
});

test('an archive that lies there is used without a network, and left there', async () => {
  const root = await rootWith({ 'set.tar.gz': archive });
  const { files } = await openSourceFiles(await withoutNetwork(), { root });
  expect(files.every((file) => file.official)).toBe(true);
  expect((await readdir(root)).sort()).toEqual(['set', 'set.tar.gz']);
});

test('only what is missing is unpacked: a file of one’s own stays', async () => {
  const root = await rootWith({ 'set.tar.gz': archive, 'set/images.bin': Buffer.from('my own') });
  const { files } = await openSourceFiles(source, { root });
  expect(String(files[0]!.content)).toBe('my own');
  expect(files.map((file) => file.official)).toEqual([false, true]);
});

test('an archive that lies there with another digest is refused with both, and nothing is unpacked', async () => {
  const root = await rootWith({ 'set.tar.gz': archive.subarray(0, archive.length - 9) });
  await expect(openSourceFiles(source, { root })).rejects.toMatchObject({
    code: 'DATA_SET_DAMAGED',
    message: expect.stringMatching(
      /set\.tar\.gz is damaged: its md5 should be \w{32} and is \w{32}; delete it so that it is fetched/,
    ),
  });
  expect(await readdir(path.join(root, 'set'))).toEqual([]);
});

test('a fetched archive with a wrong checksum is thrown away and said so', async () => {
  const root = await temporaryFolder();
  const wrong = (await served(archive.map((byte, i) => (i === 200 ? byte ^ 1 : byte)))).source;
  await expect(openSourceFiles(wrong, { root })).rejects.toMatchObject({
    code: 'DATA_SET_UNREACHABLE',
    message: expect.stringMatching(/md5 should be \w{32} and is \w{32}/),
  });
  expect(await readdir(root)).toEqual(['set']);
});

test('a broken transfer of the archive goes on where it ended', async () => {
  const { source: cut, requests } = await served(archive, { cutAfter: 100, cuts: 1 });
  await openSourceFiles(cut, { root: await temporaryFolder() });
  expect(requests.map((request) => request.range)).toEqual([undefined, 'bytes=100-']);
});

test('progress tells first the download, then the unpacking, each up to the size of the archive', async () => {
  const seen = new Map<string, number>();
  const onProgress = ({ stage, receivedBytes }: { stage: string; receivedBytes: number }) =>
    void seen.set(stage, receivedBytes);
  await openSourceFiles((await served()).source, { root: await temporaryFolder(), onProgress });
  expect([...seen]).toEqual([
    ['download', archive.length],
    ['unpack', archive.length],
  ]);
});

test('two at once fetch and unpack once', async () => {
  const root = await temporaryFolder();
  const { source: slow, requests } = await served(archive, { delay: 300 });
  const both = await Promise.all([openSourceFiles(slow, { root }), openSourceFiles(slow, { root })]);
  expect(requests.length).toBe(1);
  expect(both.flatMap(({ files }) => files).every((file) => file.official)).toBe(true);
});

test('without a network the message names the archive and the folder', async () => {
  const root = await temporaryFolder();
  await expect(openSourceFiles(await withoutNetwork(), { root })).rejects.toMatchObject({
    code: 'DATA_SET_UNREACHABLE',
    message: expect.stringMatching(new RegExp(`^SET could not be downloaded .* put set\\.tar\\.gz into ${root}\\.$`)),
  });
}, 10_000);

test('a data folder that was removed in between is made again', async () => {
  const root = path.join(await temporaryFolder(), 'data');
  await openSourceFiles((await served()).source, { root });
  await rm(root, { recursive: true });
  await openSourceFiles((await served()).source, { root });
  expect(await readdir(root)).toEqual(['set']);
});
