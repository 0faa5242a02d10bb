import { BYTES_OF, isFloat, toFloats, toIntegers } from './number-type.ts';
import { readRows } from './read-rows.ts';
import type { StoredArray } from './stored-array.ts';

/** All numbers of a floating-point vector or matrix, row-major. The caller has checked that its size is one to hold in memory. */
export async function readFloats(array: StoredArray): Promise<Float32Array | Float64Array> {
  const length = array.shape.reduce((a, b) => a * b, 1);
  const values = array.type === 'float64' ? new Float64Array(length) : new Float32Array(length);
  const p = array.shape.length === 2 ? array.shape[1]! : 1;
  for await (const { first, values: piece } of readRows({ ...array, shape: [length / p, p] })) values.set(piece, first * p);
  return values;
}

/** The numbers of a vector of integers, piece by piece. */
export async function* readIntegers(array: StoredArray): AsyncGenerator<{ first: number; values: ArrayLike<number> }> {
  const size = BYTES_OF[array.type];
  const length = array.data.bytes / size;
  const step = Math.min(length, 1 << 20);
  const buffer = Buffer.allocUnsafeSlow(step * size);
  const stream = array.data.open();
  try {
    for (let first = 0; first < length; first += step) {
      const bytes = buffer.subarray(0, Math.min(step, length - first) * size);
      await stream.fill(bytes);
      if (first + step >= length) await stream.finish();
      yield { first, values: toIntegers(bytes, array.type, array.bigEndian) };
    }
  } finally {
    stream.close();
  }
}

/** The one number of an array that holds one. */
export async function readScalar(array: StoredArray): Promise<number> {
  const stream = array.data.open();
  try {
    const bytes = Buffer.allocUnsafeSlow(BYTES_OF[array.type]);
    await stream.fill(bytes);
    await stream.finish();
    if (isFloat(array.type)) return toFloats(bytes, array.type, array.bigEndian, new Float32Array(1))[0]!;
    return toIntegers(bytes, array.type, array.bigEndian)[0]!;
  } finally {
    stream.close();
  }
}
