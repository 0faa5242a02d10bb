import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { downloadFiles } from '../../trainer/datasets/download.ts';
import { type FileSource, openSourceFiles } from '../../trainer/datasets/source-files.ts';
import { freshRecord } from '../fresh-record.ts';
import { serveFiles } from '../trainer/datasets/file-server.ts';
import { digestOf, tarGz } from '../trainer/datasets/sample-files.ts';
import { DaemonProcess } from '../trainer/daemon-process.ts';
import { queueRun } from '../trainer/queued-run.ts';
import { until } from '../until.ts';
import { noSmallDisk, smallDisk } from './small-disk.ts';

const onSmallDisk = test.skipIf(noSmallDisk);
const { record, url } = await freshRecord();

/** 600 kB that no compression makes smaller. */
const content = Uint8Array.from({ length: 600_000 }, (_, i) => (Math.imul(i * i + 17, 0x9e3779b1) >>> 13) & 255);
const remote = { name: 'images', bytes: content.length, checksum: { algorithm: 'sha256', of: 'file', hex: digestOf('sha256', content) } } as const;

async function served(files: Record<string, Uint8Array>) {
  const server = await serveFiles(files);
  onTestFinished(() => server.close());
  return server;
}
/** Every file and folder below. */
const allIn = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
const fill = (folder: string, bytes: number) => writeFileSync(path.join(folder, 'of-others'), new Uint8Array(bytes));

onSmallDisk(`a download for which there is no room is not begun, and goes well once there is${noSmallDisk}`, async () => {
  const { folder, remount } = smallDisk('size=500k');
  const { mirror, requests } = await served({ images: content });
  const options = { dataSet: 'SET', mirrors: [mirror], folder };
  const refusal = `The disk of ${folder} has 0.5 MB left and 0.6 MB are needed; free space there, or set COLLAPSAR_DATA to another folder.`;
  await expect(downloadFiles([remote], options)).rejects.toMatchObject({ code: 'DISK_FULL', message: refusal });
  expect([requests, allIn(folder)]).toEqual([[], []]);
  remount('size=2m');
  await downloadFiles([remote], options);
  expect(allIn(folder)).toEqual(['images']);
});

onSmallDisk(`a disk that others fill during a download is left as it was without it${noSmallDisk}`, async () => {
  const { folder } = smallDisk('size=1m');
  const { mirror } = await served({ images: content });
  const onProgress = () => !existsSync(path.join(folder, 'of-others')) && fill(folder, 600_000);
  const options = { dataSet: 'SET', mirrors: [mirror], folder, onProgress };
  await expect(downloadFiles([remote], options)).rejects.toMatchObject({ code: 'DISK_FULL', message: expect.stringContaining(path.join(folder, 'images.partial')) });
  expect(allIn(folder)).toEqual(['of-others']);
  rmSync(path.join(folder, 'of-others'));
  await downloadFiles([remote], { ...options, onProgress: undefined });
  expect(allIn(folder)).toEqual(['images']);
});

onSmallDisk(`a disk without any room keeps no empty lock that the next one would wait for${noSmallDisk}`, async () => {
  const { folder } = smallDisk('size=64k');
  fill(folder, 64 * 1024);
  const options = { dataSet: 'SET', mirrors: ['http://127.0.0.1:9/'], folder };
  await expect(downloadFiles([remote], options)).rejects.toMatchObject({ code: 'DISK_FULL', message: expect.stringContaining('images.lock') });
  expect(allIn(folder)).toEqual(['of-others']);
});

const archive = await tarGz([{ name: 'set/images', content }, { name: 'set/labels', content: Buffer.from('labels') }]);
const packed: FileSource = {
  dataSet: 'SET', folders: ['set'], mirrors: [],
  files: ['images', 'labels'].map((name) => ({ name, digest: null, remote: null })),
  archive: { remote: { name: 'set.tar.gz', bytes: archive.length, checksum: { algorithm: 'md5', of: 'file', hex: digestOf('md5', archive) } }, folder: 'set', largestBytes: 600_000 },
};

for (const [what, small] of [
  ['its files', 'size=1m'],
  // archive, folder, lock and two files, with the disk's own one: none is left for the receipt
  ['the receipt of what was in it', 'size=4m,nr_inodes=6'],
] as const) {
  onSmallDisk(`an archive on a disk without room for ${what} leaves nothing of them, and is unpacked once there is${noSmallDisk}`, async () => {
    const { folder: root, remount } = smallDisk(small);
    writeFileSync(path.join(root, 'set.tar.gz'), archive);
    await expect(openSourceFiles(packed, { root })).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(allIn(root)).toEqual(['set', 'set.tar.gz']);
    remount('size=4m,nr_inodes=20');
    const { used, warnings } = await openSourceFiles(packed, { root });
    expect([used.map(({ official }) => official), warnings]).toEqual([[true, true], []]);
    expect(allIn(root)).toEqual(['set', 'set.tar.gz', 'set/images', 'set/labels', 'set/unpacked.json']);
  });
}

onSmallDisk(`a run whose data have no room waits in the queue with the reason, and the trainer takes the next${noSmallDisk}`, async () => {
  const { folder } = smallDisk('size=1m');
  const [tooLarge, fits] = [await queueRun(record, { dataset: 'FashionMNIST', priority: 1 }), await queueRun(record, { plannedEpochs: 2 })];
  const daemon = new DaemonProcess(url, { COLLAPSAR_DATA: folder });
  onTestFinished(() => void daemon.end());
  const runOf = (id: string) => record.run.findUniqueOrThrow({ where: { id } });
  await until('the end of the run that fits', async () => (await runOf(fits)).status === 'COMPLETED', 180);
  const waits = await runOf(tooLarge);
  expect(waits).toMatchObject({ status: 'QUEUED', attempt: 1, fruitlessAttempts: 0, lastEpoch: 0, finishedAt: null, error: expect.stringMatching(/^The disk of .* has 1\.0 MB left and 26\.4 MB are needed/) });
  expect(allIn(folder)).toEqual(['FashionMNIST', 'FashionMNIST/raw']);
  await daemon.end();
}, 200_000);
