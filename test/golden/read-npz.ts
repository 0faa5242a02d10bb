import { inflateRawSync } from 'node:zlib';

export interface NpyArray {
  shape: number[];
  data: Float64Array;
}

const CENTRAL_ENTRY = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;

/** Reads a .npz of float64 and int64 arrays: a zip of .npy files, stored or deflated. For the golden cases, which are known files. */
export function readNpz(archive: Buffer): Map<string, NpyArray> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || archive.readUInt32LE(end) !== END_OF_DIRECTORY) throw new RangeError('not a zip archive');
  const arrays = new Map<string, NpyArray>();
  let at = archive.readUInt32LE(end + 16);
  for (let entry = 0; entry < archive.readUInt16LE(end + 10); entry++) {
    if (archive.readUInt32LE(at) !== CENTRAL_ENTRY) throw new RangeError(`no directory entry at byte ${at}`);
    const name = archive.toString('utf8', at + 46, at + 46 + archive.readUInt16LE(at + 28));
    arrays.set(name.replace(/\.npy$/, ''), readNpy(readMember(archive, at)));
    at += 46 + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return arrays;
}

function readMember(archive: Buffer, directoryEntry: number): Buffer {
  const method = archive.readUInt16LE(directoryEntry + 10);
  const size = archive.readUInt32LE(directoryEntry + 20);
  const local = archive.readUInt32LE(directoryEntry + 42);
  const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const bytes = archive.subarray(from, from + size);
  if (method === 0) return bytes;
  if (method === 8) return inflateRawSync(bytes);
  throw new RangeError(`zip method ${method}, expected 0 or 8`);
}

function readNpy(file: Buffer): NpyArray {
  const headerEnd = 10 + file.readUInt16LE(8);
  const header = file.toString('latin1', 10, headerEnd);
  const type = /'descr': '([^']+)'/.exec(header)?.[1];
  const shape = (/'shape': \(([^)]*)\)/.exec(header)?.[1] ?? '').split(',').filter((size) => size.trim()).map(Number);
  if (!header.includes("'fortran_order': False")) throw new RangeError('expected row-major data');
  const body = file.subarray(headerEnd);
  const length = shape.reduce((product, size) => product * size, 1);
  if (type === '<f8') return { shape, data: Float64Array.from({ length }, (_, i) => body.readDoubleLE(8 * i)) };
  if (type === '<i8') return { shape, data: Float64Array.from({ length }, (_, i) => Number(body.readBigInt64LE(8 * i))) };
  throw new RangeError(`numpy type ${type}, expected <f8 or <i8`);
}
