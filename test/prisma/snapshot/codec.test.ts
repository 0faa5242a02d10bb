import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeSnapshot, encodeSnapshot, sealBlob } from '../../../prisma/snapshot/codec.ts';
import { readSafetensors, type Tensor, writeSafetensors } from '../../../prisma/snapshot/safetensors.ts';
import { anyCore, smallCore } from './snapshot-samples.ts';

test('every core comes back as it was, bit for bit', () => {
  fc.assert(
    fc.property(anyCore, (core) => {
      const { bytes, digest } = encodeSnapshot(core);
      expect(decodeSnapshot(bytes, digest)).toEqual(core);
    }),
  );
});

test('equal content gives equal bytes, whatever the order the fields were set in', () => {
  fc.assert(
    fc.property(anyCore, (core) => {
      const reversed = Object.fromEntries(Object.entries(core).reverse()) as unknown as typeof core;
      expect(encodeSnapshot(reversed).digest).toBe(encodeSnapshot(core).digest);
    }),
  );
});

test('a core comes back from the middle of a larger buffer, as a database driver gives it', () => {
  const { bytes, digest } = encodeSnapshot(smallCore());
  for (let shift = 0; shift < 8; shift++) {
    const larger = new Uint8Array(bytes.length + shift + 5);
    larger.set(bytes, shift);
    expect(decodeSnapshot(larger.subarray(shift, shift + bytes.length), digest)).toEqual(smallCore());
  }
});

test('one flipped bit anywhere is found before parsing, with both digests in the message', () => {
  const { bytes, digest } = encodeSnapshot(smallCore());
  for (let at = 0; at < bytes.length; at++) {
    const damaged = bytes.slice();
    damaged[at] ^= 1 << (at % 8);
    const actual = sealBlob(damaged).digest;
    expect(() => decodeSnapshot(damaged, digest)).toThrow(
      `bytes have sha256 ${actual}, but were recorded with ${digest}`,
    );
  }
});

test('a blob cut short anywhere is found', () => {
  const { bytes, digest } = encodeSnapshot(smallCore());
  for (const length of [0, 1, 7, 8, 100, bytes.length - 1])
    expect(() => decodeSnapshot(bytes.subarray(0, length), digest)).toThrow(
      expect.objectContaining({ code: 'DATA_CORRUPT' }),
    );
});

test('a blob recorded for another epoch is refused in this place', () => {
  const { bytes, digest } = encodeSnapshot(smallCore());
  const place = { run: 'run_1', epoch: 8, split: 'TRAIN', layer: 'last' } as const;
  expect(() => decodeSnapshot(bytes, digest, place)).toThrow(
    'a snapshot of epoch 7 lies where that of epoch 8 belongs',
  );
  expect(decodeSnapshot(bytes, digest, { ...place, epoch: 7 })).toEqual(smallCore());
});

/** A blob with a true digest whose content somebody changed. */
function resealed(change: (tensors: Map<string, Tensor>, metadata: Map<string, string>) => void) {
  const { tensors, metadata } = readSafetensors(encodeSnapshot(smallCore()).bytes);
  change(tensors, metadata);
  return sealBlob(writeSafetensors(tensors, metadata));
}

const f64 = (shape: number[]): Tensor => ({
  dtype: 'F64',
  shape,
  data: new Float64Array(shape.reduce((a, b) => a * b, 1)),
});

test.each<[string, Parameters<typeof resealed>[0], string]>([
  ['a missing tensor', (tensors) => tensors.delete('scatter'), '`scatter` is missing, expected F64 [2, 2]'],
  ['a transposed tensor', (tensors) => tensors.set('means', f64([3, 2])), '`means` is F64 [3, 2], expected F64 [2, 3]'],
  ['a wrong type', (tensors) => tensors.set('nearest', f64([2, 2])), '`nearest` is F64 [2, 2], expected U32 [2, 2]'],
  ['an unknown tensor', (tensors) => tensors.set('extra', f64([1])), 'unknown tensor "extra"'],
  ['missing metadata', (_, metadata) => metadata.delete('run'), 'its metadata has no run'],
  ['a number that is none', (_, metadata) => metadata.set('epoch', 'seven'), 'epoch is "seven", no number'],
  [
    'counts of other samples',
    (_, metadata) => metadata.set('samples', '6'),
    'counts add up to 5, not to its 6 samples',
  ],
])('a blob with %s is refused although its digest is right', (_, change, message) => {
  const { bytes, digest } = resealed(change);
  expect(() => decodeSnapshot(bytes, digest)).toThrow(message);
});

test('a blob of a newer codec is refused as unknown, not as damaged', () => {
  const { bytes, digest } = resealed((_, metadata) => metadata.set('codec', '2'));
  expect(() => decodeSnapshot(bytes, digest)).toThrow(expect.objectContaining({ code: 'CODEC_UNKNOWN' }));
});

test('an array of the wrong length is refused when recording', () => {
  const core = { ...smallCore(), within: new Float64Array(3) };
  expect(() => encodeSnapshot(core)).toThrow('`within` is F64 of 3, expected F64 [2]');
});

test('a number that is not finite is refused in the metadata when recording', () => {
  const core = smallCore();
  core.metadata.largestFeature = Number.NaN;
  expect(() => encodeSnapshot(core)).toThrow("its metadata's largestFeature is NaN");
});
