import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCovariance, decodeExamples, encodeCovariance, encodeExamples } from '../../../prisma/snapshot/parts.ts';

test('a covariance comes back bit for bit', () => {
  const covariance = fc.float64Array({ minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(covariance, (packed) => {
      const { bytes, digest } = encodeCovariance(packed);
      expect(decodeCovariance(bytes, digest, 4)).toEqual(packed);
    }),
  );
});

test('a covariance of another number of features is refused', () => {
  const { bytes, digest } = encodeCovariance(new Float64Array(10));
  expect(() => decodeCovariance(bytes, digest, 5)).toThrow('`covariance` is F64 [10], expected F64 [15]');
});

test('examples come back bit for bit', () => {
  const examples = {
    features: Float32Array.of(1, 2, 3, 4, 5, 6),
    labels: Uint32Array.of(0, 1),
    indices: Uint32Array.of(17, 59_999),
  };
  const { bytes, digest } = encodeExamples(examples, 3);
  expect(decodeExamples(bytes, digest, 3)).toEqual(examples);
});

test('no examples at all are a valid part', () => {
  const none = { features: new Float32Array(0), labels: new Uint32Array(0), indices: new Uint32Array(0) };
  const { bytes, digest } = encodeExamples(none, 3);
  expect(decodeExamples(bytes, digest, 3)).toEqual(none);
});

test('a part given for another one is refused', () => {
  const { bytes, digest } = encodeCovariance(new Float64Array(3));
  expect(() => decodeExamples(bytes, digest, 3)).toThrow(expect.objectContaining({ code: 'DATA_CORRUPT' }));
});

test('a damaged part is refused by its digest', () => {
  const { bytes, digest } = encodeCovariance(new Float64Array(3));
  bytes[bytes.length - 1] ^= 1;
  expect(() => decodeCovariance(bytes, digest, 2)).toThrow(expect.objectContaining({ code: 'DATA_CORRUPT' }));
});
