import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { packageFolder } from '../../../trainer/datasets/package-folder.ts';
import { type FileSource, openSourceFiles } from '../../../trainer/datasets/source-files.ts';
import { serveFiles } from './file-server.ts';
import { temporaryFolder } from './folders.ts';

const bytes = (text: string) => Buffer.from(text);
const digest = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
const contents = { images: bytes('the official images'), labels: bytes('the official labels') };
const twin = bytes('images of the other set');

const source: FileSource = {
  dataSet: 'MNIST',
  folders: ['MNIST/raw'],
  files: Object.entries(contents).map(([name, content]) => ({
    name,
    digest: { algorithm: 'sha256', hex: digest(content) },
    remote: {
      name: `${name}.gz`,
      bytes: gzipSync(content).length,
      checksum: { algorithm: 'sha256', of: 'gunzipped', hex: digest(content) },
    },
  })),
  mirrors: [],
  lookalikes: { FashionMNIST: [digest(twin)] },
};

/** A folder of data sets with these files in MNIST's place. */
async function rootWith(files: Record<string, Uint8Array>): Promise<string> {
  const root = await temporaryFolder();
  await mkdir(path.join(root, 'MNIST/raw'), { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(root, 'MNIST/raw', name), content);
  return root;
}

/** A project in which the package is installed with these files. */
async function sourceWithPackage(files: Record<string, Uint8Array>): Promise<FileSource> {
  const project = await temporaryFolder();
  const installed = path.join(project, 'node_modules/digits');
  await mkdir(path.join(installed, 'data'), { recursive: true });
  await writeFile(path.join(installed, 'package.json'), '{"name":"digits"}');
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(installed, 'data', name), content);
  return { ...source, packageFolder: () => packageFolder('digits', 'data', path.join(project, 'index.js')) };
}

async function sourceWithMirror(): Promise<FileSource> {
  const server = await serveFiles({ 'images.gz': gzipSync(contents.images), 'labels.gz': gzipSync(contents.labels) });
  onTestFinished(() => server.close());
  return { ...source, mirrors: [server.mirror] };
}

test('official local files are used, compressed or not, and give no warning', async () => {
  const root = await rootWith({ images: contents.images, 'labels.gz': gzipSync(contents.labels) });
  const { files, warnings } = await openSourceFiles(source, { root });
  expect(warnings).toEqual([]);
  expect(files.map((file) => [file.name, path.relative(root, file.path), file.official, String(file.content)])).toEqual(
    [
      ['images', path.join('MNIST/raw/images'), true, 'the official images'],
      ['labels', path.join('MNIST/raw/labels.gz'), true, 'the official labels'],
    ],
  );
});

test('a local file goes before the package, and the package fills in what is missing', async () => {
  const root = await rootWith({ images: contents.images });
  const { files } = await openSourceFiles(await sourceWithPackage(contents), { root });
  expect(files.map((file) => file.path.includes('node_modules'))).toEqual([false, true]);
});

test('where the package has all, nothing is written to the data folder', async () => {
  const root = await temporaryFolder();
  await openSourceFiles(await sourceWithPackage(contents), { root });
  expect(await readdir(root)).toEqual([]);
});

test('what neither folder nor package has is downloaded into the folder', async () => {
  const root = await rootWith({ labels: contents.labels });
  const { files, warnings } = await openSourceFiles(await sourceWithMirror(), { root });
  expect(warnings).toEqual([]);
  expect(files.map((file) => path.basename(file.path))).toEqual(['images.gz', 'labels']);
  expect(files.every((file) => file.official)).toBe(true);
});

test('a local file with another digest is used, and the warning names both digests', async () => {
  const own = bytes('my own images');
  const root = await rootWith({ images: own, labels: contents.labels });
  const { files, warnings } = await openSourceFiles(source, { root });
  expect(files.map((file) => file.official)).toEqual([false, true]);
  expect(files[0]!.sha256).toBe(digest(own));
  expect(warnings).toEqual([
    `${root}/MNIST/raw/images is not the official images of MNIST: sha256 ${digest(own)} instead of ${digest(contents.images)}, so the run counts as unverified.`,
  ]);
});

test('a damaged file of the package is not used', async () => {
  const damaged = await sourceWithPackage({ ...contents, images: bytes('the official imagez') });
  const failure = await openSourceFiles(damaged, { root: await temporaryFolder() }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'DATA_SET_DAMAGED' });
  expect(String(failure)).toMatch(
    /images is damaged: its sha256 should be \w{64} and is \w{64}; delete node_modules and install again\.$/,
  );
});

test('a file of a data set with the same file names is refused by its digest', async () => {
  const root = await rootWith({ 'images.gz': gzipSync(twin), labels: contents.labels });
  const failure = await openSourceFiles(source, { root }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'DATA_SET_MISTAKEN' });
  expect(String(failure)).toContain(
    `should be images of MNIST, but its sha256 ${digest(twin)} is that of a file of FashionMNIST; put the right file there`,
  );
});

test('two files that were swapped are refused by name', async () => {
  const root = await rootWith({ images: contents.labels, labels: contents.images });
  await expect(openSourceFiles(source, { root })).rejects.toThrow("is that of MNIST's labels");
});

test('a removed file is not replaced silently where there is no network', async () => {
  const root = await rootWith(contents);
  await rename(path.join(root, 'MNIST/raw/labels'), path.join(root, 'labels'));
  const server = await serveFiles({});
  await server.close();
  await expect(openSourceFiles({ ...source, mirrors: [server.mirror] }, { root })).rejects.toMatchObject({
    code: 'DATA_SET_UNREACHABLE',
    message: expect.stringContaining(`put labels.gz into ${path.join(root, 'MNIST/raw')}.`),
  });
}, 10_000);

test.skipIf(process.platform === 'win32')(
  'a file where the folder should be is said, not downloaded over',
  async () => {
    const root = await temporaryFolder();
    await writeFile(path.join(root, 'MNIST'), 'no folder');
    const failure = await openSourceFiles(await sourceWithPackage(contents), { root }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'DATA_SET_UNREADABLE' });
    expect(String(failure)).toMatch(
      /MNIST\/raw\/\w+ cannot be used \(ENOTDIR: .*set COLLAPSAR_DATA to another folder\.$/,
    );
  },
);
