import type { FoundArray } from './found-array.ts';

// A .npz is a zip of .npy files. Only the zip's directory and the first bytes of each member are read, packed or not.

const [END, ENTRY, LOCAL] = [0x06054b50, 0x02014b50, 0x04034b50];
const [STORED, DEFLATED] = [0, 8];
/** The end record, and a comment behind it of at most 65,535 bytes. */
const TAIL_BYTES = 22 + 65_535;
/** A header of an array is 128 bytes or little more. */
const NPY_BYTES = 4096;
const WANTS_ZIP64 = 0xffffffff;

interface Member {
  name: string;
  method: number;
  /** of its local header */
  offset: number;
}

/** Name, shape and type of every array; null for a file that is no plain .npz. */
export async function readNpz(file: Blob): Promise<FoundArray[] | null> {
  const members = await readDirectory(file);
  if (!members) return null;
  const arrays = members.filter(({ name }) => name.endsWith('.npy'));
  const found = await Promise.all(arrays.map(async (member) => ({ member, header: npyHeader(await firstBytes(file, member)) })));
  return found.flatMap(({ member, header }) => (header ? [{ name: member.name.slice(0, -4), ...header }] : []));
}

async function readDirectory(file: Blob): Promise<Member[] | null> {
  const tail = await view(file, Math.max(0, file.size - TAIL_BYTES), file.size);
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END) end--;
  if (end < 0) return null;
  const [size, start] = [tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  if (start === WANTS_ZIP64) return null;
  const directory = await view(file, start, start + size);
  const members: Member[] = [];
  for (let at = 0; at + 46 <= directory.byteLength && directory.getUint32(at, true) === ENTRY; ) {
    const [nameLength, extra, comment] = [directory.getUint16(at + 28, true), directory.getUint16(at + 30, true), directory.getUint16(at + 32, true)];
    const name = new TextDecoder().decode(new Uint8Array(directory.buffer, at + 46, nameLength));
    members.push({ name, method: directory.getUint16(at + 10, true), offset: directory.getUint32(at + 42, true) });
    at += 46 + nameLength + extra + comment;
  }
  return members;
}

async function firstBytes(file: Blob, { offset, method }: Member): Promise<Uint8Array> {
  const local = await view(file, offset, offset + 30);
  if (local.getUint32(0, true) !== LOCAL) return new Uint8Array();
  const start = offset + 30 + local.getUint16(26, true) + local.getUint16(28, true);
  if (method === STORED) return new Uint8Array(await file.slice(start, start + NPY_BYTES).arrayBuffer());
  if (method !== DEFLATED) return new Uint8Array();
  const reader = file.slice(start).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const { value } = await reader.read();
  await reader.cancel().catch(() => {});
  return value ?? new Uint8Array();
}

/** Magic, version, length of the header, and a Python dictionary as text. */
function npyHeader(bytes: Uint8Array): Omit<FoundArray, 'name'> | null {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, NPY_BYTES));
  if (text.slice(1, 6) !== 'NUMPY') return null;
  const shape = /'shape': \(([^)]*)\)/.exec(text)?.[1];
  const type = /'descr': '[<>|=]?(\w+)'/.exec(text)?.[1];
  return shape === undefined || type === undefined ? null : { shape: shape.split(',').map((part) => part.trim()).filter(Boolean).map(Number), type };
}

const view = async (file: Blob, from: number, to: number) => new DataView(await file.slice(from, to).arrayBuffer());
