import { Behind, type ByteSource, FileRange, type OpenFile } from './byte-source.ts';
import { InflatedBytes } from './inflated-bytes.ts';
import { npyHeaderRange, PREFIX_BYTES, parseNpyHeader } from './npy-header.ts';
import { BYTES_OF } from './number-type.ts';
import { aboutArray, quoted, refuse } from './refuse.ts';
import type { ArrayFile, StoredArray } from './stored-array.ts';
import { readZipDirectory, type ZipMember } from './zip-directory.ts';

/** A .npz: a zip archive with one .npy a member. Throws NPZ_INVALID, ZIP_BOMB or PICKLE_REFUSED. */
export async function openNpz(file: OpenFile, mostBytes?: number): Promise<ArrayFile> {
  const members = new Map<string, ZipMember>();
  for (const member of await readZipDirectory(file, mostBytes)) members.set(arrayName(member.name), member);
  return {
    names: [...members.keys()],
    metadata: new Map(),
    array: (name) => readArray(name, file, members.get(name)!),
    close: () => file.close(),
  };
}

function arrayName(member: string): string {
  if (/\.npy$/.test(member)) return member.slice(0, -'.npy'.length);
  if (/(^|\/)data\.pkl$/.test(member))
    return refuse('PICKLE_REFUSED', 'this is a PyTorch file, a pickle that can run code and is never read; save numpy.savez("features.npz", features=h.numpy(), labels=y.numpy(), ...) instead.');
  return refuse('NPZ_INVALID', `it holds ${quoted(member)}, which is no .npy; write the file again with numpy.savez.`);
}

async function readArray(name: string, file: OpenFile, member: ZipMember): Promise<StoredArray> {
  try {
    const source = member.deflated ? new InflatedBytes(file, member) : new FileRange(file, member.begin, member.bytes, member.crc);
    const { end, text } = await readHeaderText(source);
    const { type, bigEndian, fortran, shape } = parseNpyHeader(text);
    const data = new Behind(source, end);
    const expected = BYTES_OF[type] * shape.reduce((a, b) => a * b, 1);
    if (data.bytes !== expected)
      refuse('NPY_INVALID', `it has ${data.bytes} bytes of data, its shape [${shape.join(', ')}] of ${type} needs ${expected}; write it again with numpy.savez.`);
    return { name, type, bigEndian, fortran: fortran && shape.length > 1, shape, data };
  } catch (error) {
    throw aboutArray(name, error);
  }
}

async function readHeaderText(source: ByteSource): Promise<{ end: number; text: string }> {
  const stream = source.open();
  try {
    const prefix = Buffer.alloc(Math.min(PREFIX_BYTES, source.bytes));
    await stream.fill(prefix);
    const { begin, end } = npyHeaderRange(prefix);
    if (end > source.bytes) return refuse('NPY_INVALID', `its header claims to end at byte ${end}, but it has only ${source.bytes}; write it again with numpy.savez.`);
    const rest = Buffer.alloc(Math.max(0, end - prefix.length));
    await stream.fill(rest);
    return { end, text: Buffer.concat([prefix, rest]).toString('utf8', begin, end) };
  } finally {
    stream.close();
  }
}
