import { expect, test } from 'vitest';
import { loadDataSet } from '../../../trainer/datasets/catalogue.ts';
import { bytesOf, countsOf } from './pixels.ts';
import { rootWith } from './sample-files.ts';

const IMAGE = 3 * 96 * 96;
const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const noise = (count: number) => new Uint8Array(count * IMAGE).map((_, i) => (Math.imul(i, 2654435761) >>> 16) & 255);

const files = (more: Record<string, Uint8Array> = {}) => ({
  'stl10_binary/train_X.bin': noise(10),
  'stl10_binary/train_y.bin': Uint8Array.from(ten),
  'stl10_binary/test_X.bin': noise(20),
  'stl10_binary/test_y.bin': Uint8Array.from([...ten, ...ten]),
  ...more,
});
const load = async (content: Record<string, Uint8Array>) =>
  loadDataSet('STL10', { root: await rootWith(content), samplesPerClass: null, testSamplesPerClass: null, seed: 0 });

test('the labels 1 to 10 become 0 to 9', async () => {
  const { train, test, classNames } = await load(files());
  expect([...train.labels]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(countsOf(test)).toEqual(Array(10).fill(2));
  expect([classNames[0], classNames[9], train.shape]).toEqual(['airplane', 'truck', [96, 96, 3]]);
});

test('a plane is stored column by column: its second byte is the second row', async () => {
  const content = files();
  const bytes = await bytesOf(await load(content), 'train', 4);
  const file = content['stl10_binary/train_X.bin'].subarray(4 * IMAGE);
  const at = (row: number, column: number) => bytes.slice((row * 96 + column) * 3, (row * 96 + column) * 3 + 3);
  // offsets counted by hand from the publisher's description: red, green, blue plane of 9,216 bytes, "column-major order"
  expect(at(0, 0)).toEqual([file[0], file[9216], file[18432]]);
  expect(at(1, 0)).toEqual([file[1], file[9217], file[18433]]);
  expect(at(0, 1)).toEqual([file[96], file[9312], file[18528]]);
  expect(at(95, 94)).toEqual([file[9119], file[18335], file[27551]]);
});

test('a file cut within an image is refused with its size', async () => {
  await expect(load(files({ 'stl10_binary/test_X.bin': noise(20).subarray(0, 500_000) }))).rejects.toThrow(
    /test_X\.bin is damaged: it has 500000 bytes, which is no whole number of images of 27648; replace the file/,
  );
});

test('more labels than images are refused with both counts', async () => {
  await expect(load(files({ 'stl10_binary/train_y.bin': Uint8Array.from([...ten, 1]) }))).rejects.toThrow(
    /train_y\.bin holds 11 labels, and .*train_X\.bin holds 10 images/,
  );
});

test('a label of 0 is refused with its position: the file counts from 1', async () => {
  await expect(
    load(files({ 'stl10_binary/train_y.bin': Uint8Array.from([1, 2, 0, 4, 5, 6, 7, 8, 9, 10]) })),
  ).rejects.toThrow('has the label 0 at position 2, and those of STL10 are 1 to 10');
});

test('a stand-in runs as unverified, one warning a file', async () => {
  const loaded = await load(files());
  expect(loaded.isVerified).toBe(false);
  expect(loaded.warnings.length).toBe(4);
  expect(loaded.warnings[1]).toMatch(
    /train_y\.bin is not the official train_y\.bin of STL10: md5 \w{32} instead of 5a34089d4802c674881badbb80307741/,
  );
});
