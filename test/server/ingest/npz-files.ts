import { crc32, deflateRawSync } from 'node:zlib';

export interface NpySpec {
  descr?: string;
  shape?: number[];
  fortran?: boolean;
  version?: [number, number];
  /** instead of the dictionary that the others make */
  header?: string;
  magic?: string;
  data?: Uint8Array;
}

/** A .npy as numpy writes it, or one that lies where `spec` says so. */
export function npy({ descr = '<f8', shape = [], fortran = false, version = [1, 0], header, magic = '\x93NUMPY', data = Buffer.alloc(0) }: NpySpec): Buffer {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = header ?? `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': ${tuple}, }`;
  const before = version[0] === 1 ? 10 : 12;
  const padded = Buffer.from(text.padEnd(Math.ceil((before + text.length + 1) / 64) * 64 - before - 1) + (header?.endsWith('\n') ? '' : '\n'));
  const length = Buffer.alloc(before - 8);
  if (version[0] === 1) length.writeUInt16LE(Math.min(padded.length, 0xffff));
  else length.writeUInt32LE(padded.length);
  return Buffer.concat([Buffer.from(magic, 'latin1'), Buffer.from(version), length, padded, data]);
}

/** float64 numbers as a .npy. */
export function floats(values: number[], ...shape: number[]): Buffer {
  return npy({ descr: '<f8', shape, data: new Uint8Array(Float64Array.from(values).buffer) });
}

/** int64 numbers as a .npy. */
export function integers(...values: number[]): Buffer {
  return npy({ descr: '<i8', shape: [values.length], data: new Uint8Array(BigInt64Array.from(values.map(BigInt)).buffer) });
}

export interface ZipSpec {
  name: string;
  data: Uint8Array;
  deflate?: boolean;
  /** what both headers say instead of the truth */
  bytes?: number;
  compressed?: number;
  crc?: number;
  flags?: number;
  method?: number;
  attributes?: number;
  /** what the member's own header says instead */
  local?: { name?: string; crc?: number; bytes?: number };
}

/** A zip archive, with lies where `members` say so. `before`, `between` and `after` are bytes that belong to nothing. */
export function zip(members: ZipSpec[], { before = '', between = '', after = '', comment = '', entries = members.length } = {}): Buffer {
  const parts: Buffer[] = [Buffer.from(before)];
  const directory: Buffer[] = [];
  let offset = before.length;
  for (const member of members) {
    const body = member.deflate ? deflateRawSync(member.data) : Buffer.from(member.data);
    const local = Buffer.concat([zipHeader(member, body, true, 0), body, Buffer.from(between)]);
    directory.push(zipHeader(member, body, false, offset));
    parts.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, ...directory, end, Buffer.from(comment), Buffer.from(after)]);
}

function zipHeader(member: ZipSpec, body: Buffer, local: boolean, offset: number): Buffer {
  const said = { ...member, ...(local ? member.local : {}) };
  const name = Buffer.from(said.name);
  const header = Buffer.alloc(local ? 30 : 46);
  const at = local ? 6 : 8;
  header.writeUInt32LE(local ? 0x04034b50 : 0x02014b50, 0);
  header.writeUInt16LE((member.flags ?? 0) | 0x800, at);
  header.writeUInt16LE(member.method ?? (member.deflate ? 8 : 0), at + 2);
  header.writeUInt32LE(said.crc ?? crc32(member.data), at + 8);
  header.writeUInt32LE(member.compressed ?? body.length, at + 12);
  header.writeUInt32LE(said.bytes ?? member.data.length, at + 16);
  header.writeUInt16LE(name.length, at + 20);
  if (!local) {
    header.writeUInt32LE(((member.attributes ?? 0) << 16) >>> 0, 38);
    header.writeUInt32LE(offset, 42);
  }
  return Buffer.concat([header, name]);
}

/** A .npz of .npy contents by name. */
export function npz(arrays: Record<string, Uint8Array>, deflate = false): Buffer {
  return zip(Object.entries(arrays).map(([name, data]) => ({ name: `${name}.npy`, data, deflate })));
}

/** Two samples of two classes in two dimensions, and a classifier: the smallest that can be measured. */
export function small(): Record<string, Buffer> {
  return { features: floats([1, 0, 0, 1], 2, 2), labels: integers(0, 1), weight: floats([1, 0, 0, 1], 2, 2), bias: floats([0, 0], 2) };
}
