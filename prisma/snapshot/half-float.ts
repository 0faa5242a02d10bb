/** The value of each of the 65,536 halfs, made at first use: looking up is some ten times faster than computing. */
let table: Float32Array | undefined;

/** The values of F16 or BF16 bits; every one of them is a float32. They go into `values`, or into an array made for them. */
export function widenHalf(bits: Uint16Array, dtype: 'F16' | 'BF16', values = new Float32Array(bits.length)): Float32Array {
  if (dtype === 'BF16') {
    const wide = new Uint32Array(values.buffer, values.byteOffset, bits.length);
    for (let i = 0; i < bits.length; i++) wide[i] = bits[i] << 16;
    return values;
  }
  table ??= Float32Array.from({ length: 0x10000 }, (_, half) => halfToNumber(half));
  for (let i = 0; i < bits.length; i++) values[i] = table[bits[i]];
  return values;
}

/** IEEE 754 binary16: sign, 5 bits of exponent (bias 15), 10 bits of fraction. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
