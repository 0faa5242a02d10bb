import { widenHalf } from '../../../prisma/snapshot/half-float.ts';

/** Number types of arrays in files, and the bytes of one number. */
export const BYTES_OF = {
  float16: 2,
  bfloat16: 2,
  float32: 4,
  float64: 8,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  int64: 8,
  uint64: 8,
} as const;

export type NumberType = keyof typeof BYTES_OF;

export function isFloat(type: NumberType): boolean {
  return type.includes('float');
}

/**
 * The numbers in `bytes`, every one exact: a view where the bytes lie as this machine has them, else `wide` filled (half floats), or the
 * bytes put in this machine's order in place.
 *
 * Shapes     bytes n x BYTES_OF[type], at an offset that is a multiple of 8; `wide` at least n
 * Allocates  nothing but views
 */
export function toFloats(bytes: Buffer, type: NumberType, bigEndian: boolean, wide: Float32Array<ArrayBuffer>): Float32Array | Float64Array {
  if (bigEndian) swapBytes(bytes, BYTES_OF[type]);
  const count = bytes.length / BYTES_OF[type];
  if (type === 'float64') return new Float64Array(bytes.buffer, bytes.byteOffset, count);
  if (type === 'float32') return new Float32Array(bytes.buffer, bytes.byteOffset, count);
  const bits = new Uint16Array(bytes.buffer, bytes.byteOffset, count);
  return widenHalf(bits, type === 'float16' ? 'F16' : 'BF16', wide.subarray(0, count));
}

/**
 * The whole numbers in `bytes` as float64: exact up to 2^53, and beyond it still on the right side of any limit below.
 *
 * Shapes     as of `toFloats`
 */
export function toIntegers(bytes: Buffer, type: NumberType, bigEndian: boolean): ArrayLike<number> {
  if (bigEndian) swapBytes(bytes, BYTES_OF[type]);
  const count = bytes.length / BYTES_OF[type];
  const at = [bytes.buffer, bytes.byteOffset, count] as const;
  switch (type) {
    case 'int8':
      return new Int8Array(...at);
    case 'uint8':
      return new Uint8Array(...at);
    case 'int16':
      return new Int16Array(...at);
    case 'uint16':
      return new Uint16Array(...at);
    case 'int32':
      return new Int32Array(...at);
    case 'uint32':
      return new Uint32Array(...at);
    default:
      return joinHalves(new Uint32Array(bytes.buffer, bytes.byteOffset, 2 * count), type === 'int64');
  }
}

/** 64-bit numbers from their low and high halves: several times faster than through BigInt. */
function joinHalves(halves: Uint32Array, signed: boolean): Float64Array {
  const numbers = new Float64Array(halves.length / 2);
  for (let i = 0; i < numbers.length; i++) {
    const high = signed ? halves[2 * i + 1]! | 0 : halves[2 * i + 1]!;
    numbers[i] = high * 2 ** 32 + halves[2 * i]!;
  }
  return numbers;
}

function swapBytes(bytes: Buffer, size: number): void {
  if (size === 2) bytes.swap16();
  else if (size === 4) bytes.swap32();
  else if (size === 8) bytes.swap64();
}
