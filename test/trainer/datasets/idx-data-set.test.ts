import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { loadDataSet } from '../../../trainer/datasets/catalogue.ts';
import { temporaryFolder } from './folders.ts';

const bigEndian = (...values: number[]) =>
  values.flatMap((value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);
const images = (count: number, side = 28) =>
  Uint8Array.from([
    ...bigEndian(0x803, count, side, side),
    ...Array.from({ length: count * side * side }, (_, i) => i % 251),
  ]);
const labels = (...values: number[]) => Uint8Array.from([...bigEndian(0x801, values.length), ...values]);
const tenDigits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The layout of MNIST with ten images a split, one a class: a data set of somebody's own. */
const own = () => ({
  'train-images-idx3-ubyte': images(10),
  'train-labels-idx1-ubyte': labels(...tenDigits),
  't10k-images-idx3-ubyte': images(10),
  't10k-labels-idx1-ubyte': labels(...tenDigits),
});

async function load(files: Record<string, Uint8Array>) {
  const root = await temporaryFolder();
  await mkdir(path.join(root, 'MNIST/raw'), { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(root, 'MNIST/raw', name), content);
  return await loadDataSet('MNIST', { root, samplesPerClass: 1, testSamplesPerClass: 1, seed: 0 });
}

test('own files in the right layout load as unverified, one warning a file', async () => {
  const loaded = await load(own());
  expect(loaded.isVerified).toBe(false);
  expect(loaded.warnings.length).toBe(4);
  expect([...loaded.train.labels]).toEqual(tenDigits);
});

test('a truncated file is refused as damaged, not run as unverified', async () => {
  const files = own();
  await expect(
    load({ ...files, 't10k-images-idx3-ubyte': files['t10k-images-idx3-ubyte'].subarray(0, 4000) }),
  ).rejects.toMatchObject({
    code: 'DATA_SET_DAMAGED',
    message: expect.stringMatching(
      /t10k-images-idx3-ubyte is damaged: its header announces 10 x 28 x 28 bytes after 16, 7856 together, and it has 4000/,
    ),
  });
});

test('a truncated gzip is refused as damaged', async () => {
  const { 'train-images-idx3-ubyte': whole, ...others } = own();
  const zipped = gzipSync(whole);
  await expect(
    load({ ...others, 'train-images-idx3-ubyte.gz': zipped.subarray(0, zipped.length - 9) }),
  ).rejects.toThrow('train-images-idx3-ubyte.gz is damaged: decompressing its');
});

test('more images than labels are refused with both counts', async () => {
  await expect(load({ ...own(), 'train-labels-idx1-ubyte': labels(...tenDigits.slice(1)) })).rejects.toThrow(
    /train-labels-idx1-ubyte holds 9 labels, and .*train-images-idx3-ubyte holds 10 images; replace the file/,
  );
});

test('images of another size are refused with both sizes', async () => {
  await expect(load({ ...own(), 'train-images-idx3-ubyte': images(10, 32) })).rejects.toThrow(
    'holds images of 32 x 32, and those of MNIST are 28 x 28',
  );
});

test('a label beyond the classes is refused with its position', async () => {
  await expect(load({ ...own(), 't10k-labels-idx1-ubyte': labels(0, 1, 2, 3, 10, 5, 6, 7, 8, 9) })).rejects.toThrow(
    't10k-labels-idx1-ubyte has the label 10 at position 4, and those of MNIST are 0 to 9',
  );
});
