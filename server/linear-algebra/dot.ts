/**
 * Scalar product of `length` entries of two arrays, from their offsets on.
 *
 * Allocates  nothing
 */
export function dot(a: Float64Array, aOffset: number, b: Float64Array, bOffset: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += a[aOffset + k]! * b[bOffset + k]!;
  return sum;
}
