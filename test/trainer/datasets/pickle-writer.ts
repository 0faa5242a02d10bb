/** Opcodes as Python 2's cPickle writes them at protocol 2, each value that can be used again with a number in the memo. */

const u16 = (value: number) => [value & 255, value >> 8];
const u32 = (value: number) => [...Buffer.from(Uint32Array.of(value).buffer)];

export class PickleWriter {
  private readonly parts: Uint8Array[] = [];
  private kept = 0;

  op(...bytes: number[]): this {
    this.parts.push(Uint8Array.from(bytes));
    return this;
  }

  /** BINPUT, and LONG_BINPUT from number 256 on. */
  keep(): this {
    this.kept++;
    return this.kept < 256 ? this.op(0x71, this.kept) : this.op(0x72, ...u32(this.kept));
  }

  text(value: string): this {
    return this.op(0x55, value.length, ...Buffer.from(value, 'latin1')).keep();
  }

  int(value: number): this {
    if (value >= 0 && value < 256) return this.op(0x4b, value);
    return value >= 0 && value < 65536 ? this.op(0x4d, ...u16(value)) : this.op(0x4a, ...u32(value));
  }

  name(module: string, name: string): this {
    return this.op(0x63, ...Buffer.from(`${module}\n${name}\n`)).keep();
  }

  /** In chunks of `chunk`; one value alone is appended without a mark. */
  list<T>(values: readonly T[], write: (value: T) => void, chunk = 1000): this {
    this.op(0x5d).keep();
    for (let i = 0; i < values.length; i += chunk) {
      const some = values.slice(i, i + chunk);
      if (some.length > 1) this.op(0x28);
      some.forEach(write);
      this.op(some.length > 1 ? 0x65 : 0x61);
    }
    return this;
  }

  /** A numpy array of uint8; `lie` changes the number of bytes that is written before them. */
  array(pixels: Uint8Array, shape: readonly [number, number], { type = 'u1', fortran = false, lie = 0 } = {}): this {
    this.name('numpy.core.multiarray', '_reconstruct').name('numpy', 'ndarray');
    this.op(0x4b, 0, 0x85).keep().text('b').op(0x87).keep().op(0x52).keep();
    this.op(0x28, 0x4b, 1).int(shape[0]).int(shape[1]).op(0x86).keep();
    this.name('numpy', 'dtype').text(type).op(0x4b, 0, 0x4b, 1, 0x87).keep().op(0x52).keep();
    this.op(0x28, 0x4b, 3).text('|').op(0x4e, 0x4e, 0x4e).int(-1).int(-1).op(0x4b, 0, 0x74).keep().op(0x62);
    this.op(fortran ? 0x88 : 0x89, 0x54, ...u32(pixels.length + lie));
    this.parts.push(pixels);
    this.keep();
    return this.op(0x74).keep().op(0x62);
  }

  bytes(): Buffer {
    return Buffer.concat(this.parts);
  }
}

interface BatchOptions {
  type?: string;
  fortran?: boolean;
  lie?: number;
  shape?: [number, number];
  /** values a chunk of a list */
  chunk?: number;
  isReversed?: boolean;
}

/** A file of the python version: lists of labels by key, pixels as the records of the binary version have them. */
export function cifarPickle(
  labels: Readonly<Record<string, readonly number[]>>,
  pixels: Uint8Array,
  { shape = [pixels.length / 3072, 3072], chunk, isReversed, ...array }: BatchOptions = {},
): Buffer {
  const writer = new PickleWriter().op(0x80, 2, 0x7d).keep().op(0x28);
  const count = Object.values(labels)[0]!.length;
  const names = Array.from({ length: count }, (_, i) => `picture_${i}.png`);
  const entries = [
    () => writer.text('batch_label').text('training batch 1 of 5'),
    ...Object.entries(labels).map(
      ([key, values]) =>
        () =>
          writer.text(key).list(values, (value) => writer.int(value), chunk),
    ),
    () => writer.text('data').array(pixels, shape, array),
    () => writer.text('filenames').list(names, (name) => writer.text(name), chunk),
  ];
  if (isReversed) entries.reverse();
  for (const write of entries) write();
  return writer.op(0x75, 0x2e).bytes();
}

/** The same with the pixels of records of the binary version, `labelBytes` each. */
export function pixelsOf(records: Uint8Array, labelBytes: number): Uint8Array {
  const size = labelBytes + 3072;
  return Buffer.concat(
    Array.from({ length: records.length / size }, (_, i) => records.subarray(i * size + labelBytes, (i + 1) * size)),
  );
}
