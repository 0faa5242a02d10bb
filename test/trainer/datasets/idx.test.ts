import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readIdxImages, readIdxLabels } from '../../../trainer/datasets/idx.ts';

const bigEndian = (...values: number[]) =>
  values.flatMap((value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);
const imageFile = Uint8Array.from([...bigEndian(0x803, 2, 1, 3), 1, 2, 3, 4, 5, 6]);
const labelFile = Uint8Array.from([...bigEndian(0x801, 3), 7, 8, 9]);

test('images are read with their sizes', () => {
  expect(readIdxImages(imageFile, 'a')).toEqual({
    count: 2,
    rows: 1,
    columns: 3,
    pixels: Uint8Array.of(1, 2, 3, 4, 5, 6),
  });
});

test('labels are read', () => {
  expect(readIdxLabels(labelFile, 'a')).toEqual(Uint8Array.of(7, 8, 9));
});

test('a view into a larger buffer is read from its own beginning', () => {
  const buffer = new Uint8Array(100);
  buffer.set(labelFile, 37);
  expect(readIdxLabels(buffer.subarray(37, 37 + labelFile.length), 'a')).toEqual(Uint8Array.of(7, 8, 9));
});

test('a truncated file is refused with path, expected and found size, and what to do', () => {
  expect(() => readIdxImages(imageFile.subarray(0, 20), '/data/x')).toThrow(
    '/data/x is damaged: its header announces 2 x 1 x 3 bytes after 16, 22 together, and it has 20 (decompressed); delete it so that it is fetched again, or put a whole file there.',
  );
});

test('a file cut anywhere, or longer by a byte, is refused', () => {
  for (let length = 0; length < imageFile.length; length++)
    expect(() => readIdxImages(imageFile.subarray(0, length), 'a')).toThrow('is damaged');
  expect(() => readIdxImages(Uint8Array.from([...imageFile, 0]), 'a')).toThrow('it has 23');
});

test('labels in the place of images are named', () => {
  expect(() => readIdxImages(Uint8Array.from([...labelFile, 1, 2, 3, 4, 5]), 'a')).toThrow(
    'it should begin with 0x00000803 (images) and begins with 0x00000801 (labels)',
  );
});

test('sizes that announce terabytes are refused without taking memory for them', () => {
  const boast = Uint8Array.from([...bigEndian(0x803, 0xffffffff, 0xffffffff, 0xffffffff), 1]);
  expect(() => readIdxImages(boast, 'a')).toThrow('4294967295 x 4294967295 x 4294967295');
});

test('a file without any record is refused', () => {
  expect(() => readIdxLabels(Uint8Array.from(bigEndian(0x801, 0)), 'a')).toThrow('is damaged');
});

test('arbitrary bytes are refused with one sentence and never crash the reader', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(() => readIdxImages(bytes, 'a')).toThrow(/^a is damaged: .*there\.$/);
    }),
  );
});
