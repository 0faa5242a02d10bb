import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readMatArrays } from '../../../trainer/datasets/mat-file.ts';
import { matArray, matElement, matFile } from './sample-files.ts';

const golden = (name: string) => readFile(path.join(import.meta.dirname, 'golden', name));
const six = { name: 'X', dimensions: [2, 3], values: Uint8Array.of(1, 2, 3, 4, 5, 6) };
/** A compressed element is the only one that is not padded. */
const compressed = (element: Uint8Array) => {
  const data = deflateSync(element);
  return Buffer.concat([Buffer.from(Uint32Array.of(15, data.length).buffer), data]);
};

async function expectRefused(content: Uint8Array, message: string | RegExp): Promise<void> {
  const failure = await readMatArrays(content, '/data/a.mat').catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'DATA_SET_DAMAGED' });
  expect(String(failure)).toMatch(message);
  expect(String(failure)).toMatch(/\/data\/a\.mat is damaged: .+; delete it so that it is fetched again/);
}

test('arrays that scipy wrote are read, compressed and not, bytes and doubles', async () => {
  const train = await readMatArrays(await golden('svhn-train.mat'), 'train');
  expect([...train].map(([name, { dimensions }]) => [name, dimensions])).toEqual([
    ['X', [32, 32, 3, 10]],
    ['y', [10, 1]],
  ]);
  expect([...train.get('y')!.values]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const test = await readMatArrays(await golden('svhn-test.mat'), 'test');
  expect([...test.get('y')!.values]).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test('values keep the order of the file: the first dimension runs fastest', async () => {
  const X = (await readMatArrays(await golden('svhn-train.mat'), 'train')).get('X')!.values;
  // golden/make.py: image + 2 row + 5 column + 60 channel
  expect([X[0], X[1], X[32], X[1024], X[3072]]).toEqual([0, 2, 5, 60, 1]);
});

test('small elements, whose data stand in the tag, are read', async () => {
  const flags = matElement(6, Buffer.from(Uint32Array.of(9, 0).buffer));
  const sizes = matElement(5, Buffer.from(Uint32Array.of(1, 2).buffer));
  const small = (kind: number, ...data: number[]) =>
    Buffer.from([kind, 0, data.length, 0, ...data, ...Array(4 - data.length).fill(0)]);
  const array = matElement(14, Buffer.concat([flags, sizes, small(1, 0x58), small(2, 7, 8)]));
  const found = await readMatArrays(matFile(array), 'a');
  expect(found.get('X')).toEqual({ dimensions: [1, 2], values: Buffer.of(7, 8) });
});

test('several arrays are read, compressed and plain ones mixed', async () => {
  const found = await readMatArrays(matFile(compressed(matArray(six)), matArray({ ...six, name: 'y' })), 'a');
  expect([...found.keys()]).toEqual(['X', 'y']);
  expect([...found.get('y')!.values]).toEqual([1, 2, 3, 4, 5, 6]);
});

test('what is no MAT-file, or one of another version, is refused as that', async () => {
  await expectRefused(Buffer.from('short'), 'it does not begin as a MAT-file of version 5');
  await expectRefused(Buffer.alloc(4000, 'x'), 'it does not begin as a MAT-file of version 5');
  await expectRefused(Buffer.alloc(600, 'MATLAB 7.3 MAT-file '), 'it is a MAT-file of version 7.3 (HDF5)');
  const big = matFile(matArray(six));
  big.set([1, 0, 0x4d, 0x49], 124);
  await expectRefused(big, 'little-endian');
});

test('a file cut anywhere is refused, and nothing else is thrown', async () => {
  const whole = matFile(compressed(matArray(six)), matArray({ ...six, name: 'y' }));
  for (let length = 129; length < whole.length; length++) {
    const cut = whole.subarray(0, length);
    const found = await readMatArrays(cut, 'a').catch((error: unknown) => error);
    // between the two arrays a shorter file is a whole one
    if (found instanceof Map) expect([...found.keys()]).toEqual(['X']);
    else expect(found).toMatchObject({ code: 'DATA_SET_DAMAGED' });
  }
});

test('dimensions that the values do not fill are refused with both', async () => {
  await expectRefused(
    matFile(matArray({ ...six, dimensions: [2, 4] })),
    'X in it should have 2 x 4 = 8 values and has 6',
  );
  await expectRefused(matFile(matArray({ ...six, dimensions: [0, 6] })), 'X in it has the dimensions 0 x 6');
  await expectRefused(matFile(matArray({ ...six, dimensions: [2 ** 30, 2 ** 30] })), 'values and has 6');
});

test('an element that announces more than there is, is refused with both numbers', async () => {
  const lying = matFile(matArray(six));
  lying.writeUInt32LE(4_000_000_000, 132);
  await expectRefused(lying, /announces 4000000000 bytes at byte 136 of it, and \d+ are there/);
});

test('arrays of other classes and kinds are refused', async () => {
  await expectRefused(matFile(matArray({ ...six, arrayClass: 7 })), 'X in it is of class 7, and should be uint8');
  await expectRefused(matFile(matArray({ ...six, kind: 3 })), 'the values of X in it are of kind 3');
  await expectRefused(matFile(matElement(1, Buffer.from('text'))), 'an element of it is of kind 1');
});

test('a double that is no byte is refused with its place', async () => {
  const values = new Uint8Array(Float64Array.of(1, 2.5).buffer);
  await expectRefused(
    matFile(matArray({ name: 'y', dimensions: [2, 1], values, arrayClass: 6, kind: 9 })),
    'y in it has the value 2.5 at 1',
  );
});

test('the same name twice is refused, and so is a stream that holds more than an array', async () => {
  await expectRefused(matFile(matArray(six), matArray(six)), 'it holds X twice');
  await expectRefused(
    matFile(compressed(Buffer.concat([matArray(six), matArray(six)]))),
    'bytes follow after an array',
  );
});

test('a flipped bit in a compressed array is refused', async () => {
  const file = matFile(
    compressed(matArray({ ...six, dimensions: [100, 60], values: new Uint8Array(6000).map((_, i) => i * i) })),
  );
  file[300]! ^= 16;
  await expectRefused(file, /decompressing \d+ bytes of it fails/);
});
