import { cp, mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadDataSet } from '../../../trainer/datasets/catalogue.ts';
import type { DataSetProgress } from '../../../trainer/datasets/data-set.ts';
import { temporaryFolder } from './folders.ts';
import { bytesOf, floatsOf, readImages } from './pixels.ts';

const golden = path.join(import.meta.dirname, 'golden');
/** Two classes, one of them with pictures of every kind. */
const pictures = {
  'train/n02000001/b.JPEG': 'rgb',
  'train/n02000001/a.JPEG': 'grey',
  'train/n01999999/z.JPEG': 'cmyk',
  'train/n01999999/y.JPEG': 'png',
  'val/n02000001/v1.JPEG': 'rgb',
  'val/n01999999/v2.jpg': 'small',
};

async function rootWith(files: Record<string, string> = pictures, folder = 'imagenet'): Promise<string> {
  const root = await temporaryFolder();
  for (const [name, picture] of Object.entries(files)) {
    const file = path.join(root, folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await cp(path.join(golden, `${picture}.JPEG`), file);
  }
  return root;
}

const load = (root: string, more: object = {}) =>
  loadDataSet('ImageNet', { root, samplesPerClass: null, testSamplesPerClass: null, seed: 0, ...more });

test('a class is the rank of its folder, pictures come in the order of their names', async () => {
  const loaded = await load(await rootWith());
  expect(loaded.classNames).toEqual(['n01999999', 'n02000001']);
  expect([...loaded.train.labels]).toEqual([0, 0, 1, 1]);
  expect(loaded.train.labels).toBeInstanceOf(Uint16Array);
  expect(loaded.train.shape).toEqual([224, 224, 3]);
  const expected = JSON.parse(await readFile(path.join(golden, 'expected.json'), 'utf8')).pictures;
  for (const [position, picture] of ['png', 'cmyk', 'grey', 'rgb'].entries()) {
    const bytes = await bytesOf(loaded, 'train', position);
    const [, , red, green] = expected[picture][1];
    const at = (16 * 224 + 208) * 3;
    // the middle of the 16 x 16 pixels whose mean Pillow gives; half a step of the gradients beside it
    expect(Math.abs(bytes[at]! - red)).toBeLessThan(3);
    expect(Math.abs(bytes[at + 1]! - green)).toBeLessThan(3);
  }
});

test('mean and deviation are those of the decoded train pictures', async () => {
  const loaded = await load(await rootWith());
  const values = await readImages(loaded.train, [0, 1, 2, 3]);
  for (const channel of [0, 1, 2]) {
    const own = values.filter((_, i) => i % 3 === channel);
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    const variance = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length;
    expect(Math.abs(mean)).toBeLessThan(1e-6);
    expect(Math.abs(variance - 1)).toBeLessThan(1e-6);
  }
});

test('images are read, not held as floats, and the same bits come every time', async () => {
  const { train } = await load(await rootWith());
  expect(() => floatsOf(train)).toThrow('read in batches');
  const first = await readImages(train, [3, 0, 3]);
  const again = await readImages(train, [0, 3]);
  const size = first.length / 3;
  expect(first.subarray(0, size)).toEqual(again.subarray(size));
  expect(first.subarray(size, 2 * size)).toEqual(again.subarray(0, size));
  expect(first.subarray(2 * size)).toEqual(first.subarray(0, size));
});

test('a part of the classes runs as unverified, and says how many there are', async () => {
  const root = await rootWith();
  const loaded = await load(root);
  expect(loaded.isVerified).toBe(false);
  expect(loaded.warnings).toEqual([
    `${root}/imagenet cannot be compared with the official archives of ImageNet, because they were unpacked, and it holds 2 of the 1000 classes, so the run counts as unverified.`,
  ]);
});

test('train and val may lie in the folder of all data sets', async () => {
  const loaded = await load(await rootWith(pictures, ''));
  expect(loaded.files.map((file) => [file.name, path.basename(file.path)])).toEqual([
    ['train', 'train'],
    ['val', 'val'],
  ]);
});

test('a subset is drawn by class and seed', async () => {
  const loaded = await load(await rootWith(), { samplesPerClass: 1 });
  expect([...loaded.train.labels]).toEqual([0, 1]);
  await expect(load(await rootWith(), { samplesPerClass: 3 })).rejects.toMatchObject({ code: 'DATA_SET_TOO_SMALL' });
});

test('the pictures are read once: the next run takes digests and statistics from what was saved', async () => {
  const root = await rootWith();
  const stages: DataSetProgress[] = [];
  const first = await load(root, { onProgress: (progress: DataSetProgress) => stages.push(progress) });
  expect(stages.at(-1)!.receivedBytes).toBe(stages.at(-1)!.totalBytes);
  expect(stages.every(({ stage }) => stage === 'survey')).toBe(true);
  stages.length = 0;
  const again = await load(root, { onProgress: (progress: DataSetProgress) => stages.push(progress) });
  expect(stages).toEqual([]);
  expect([again.digest, again.mean, again.deviation]).toEqual([first.digest, first.mean, first.deviation]);
});

test('what was saved and then damaged is made anew', async () => {
  const root = await rootWith();
  const first = await load(root);
  const folder = path.join(root, 'imagenet/.collapsar');
  const [saved] = await readdir(folder);
  await writeFile(path.join(folder, saved!), '{"statistics":{"mean":[0],"deviation":[]},"digests":{}}');
  expect((await load(root)).digest).toBe(first.digest);
  expect((await load(root)).mean).toEqual(first.mean);
});

test('another picture under the same name changes the digest, a moved folder does not', async () => {
  const root = await rootWith();
  const before = await load(root);
  const elsewhere = path.join(await temporaryFolder(), 'moved');
  await rename(root, elsewhere);
  expect((await load(elsewhere)).digest).toBe(before.digest);
  await cp(path.join(golden, 'small.JPEG'), path.join(elsewhere, 'imagenet/val/n02000001/v1.JPEG'));
  await utimes(path.join(elsewhere, 'imagenet/val/n02000001/v1.JPEG'), 1, 1);
  expect((await load(elsewhere)).digest).not.toBe(before.digest);
});

test('a damaged picture is named before training begins', async () => {
  const root = await rootWith();
  const file = path.join(root, 'imagenet/train/n02000001/a.JPEG');
  await writeFile(file, (await readFile(file)).subarray(0, 4000));
  await expect(load(root)).rejects.toMatchObject({
    code: 'DATA_SET_DAMAGED',
    message: expect.stringContaining(`${file} cannot be decoded as a picture`),
  });
});

test('a picture that went away while training is named', async () => {
  const root = await rootWith();
  const { train } = await load(root);
  await rm(path.join(root, 'imagenet/train/n02000001/a.JPEG'));
  await expect(readImages(train, [2])).rejects.toMatchObject({
    code: 'DATA_SET_UNREADABLE',
    message: expect.stringContaining('n02000001/a.JPEG cannot be used'),
  });
});

test('where it is missing, archives and folders are named, and nothing is downloaded', async () => {
  const root = await temporaryFolder();
  await expect(load(root)).rejects.toMatchObject({
    code: 'DATA_SET_UNREACHABLE',
    message: expect.stringMatching(
      new RegExp(
        `^ImageNet is not in ${root}/imagenet, .*ILSVRC2012_img_train\\.tar and ILSVRC2012_img_val\\.tar .*imagenet/val/<wnid>/`,
      ),
    ),
  });
  expect(await readdir(root)).toEqual([]);
});

test('where val is missing, it is named', async () => {
  const onlyTrain = Object.fromEntries(Object.entries(pictures).filter(([name]) => name.startsWith('train')));
  await expect(load(await rootWith(onlyTrain))).rejects.toThrow(/^ImageNet is not in .*imagenet\/val, /);
});

test('validation pictures that lie loose are to be sorted', async () => {
  const flat = { ...pictures, 'val/ILSVRC2012_val_00000001.JPEG': 'rgb' };
  const root = await rootWith(flat);
  for (const wnid of ['n02000001', 'n01999999']) await rm(path.join(root, 'imagenet/val', wnid), { recursive: true });
  await expect(load(root)).rejects.toThrow(
    /val should hold a folder for each class, .* and holds none but 1 pictures; sort them into such folders/,
  );
});

test('a class that only val has is refused, and one that only train has too', async () => {
  await expect(load(await rootWith({ ...pictures, 'val/n09999999/v.JPEG': 'rgb' }))).rejects.toThrow(
    'holds the classes n09999999, of which there is no train picture',
  );
  await expect(load(await rootWith({ ...pictures, 'train/n09999999/v.JPEG': 'rgb' }))).rejects.toThrow(
    'no test image has the label 2',
  );
});
