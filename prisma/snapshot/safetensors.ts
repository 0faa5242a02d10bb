/**
 * The safetensors format: 8 bytes length n, little-endian; n bytes of JSON; the tensors' bytes, one after the other.
 * The reader is strict because files come from strangers: whatever the format leaves open or another reader might see differently is
 * refused, and every size is checked before anything is made from it.
 * Source: github.com/huggingface/safetensors, README and tensor.rs; limits tighter here.
 */
import { CollapsarError } from '../errors.ts';
import { checkStrictJson } from './strict-json.ts';

export type TensorData =
  | Float64Array
  | Float32Array
  | BigInt64Array
  | BigUint64Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

/** F16 and BF16 are given as their bits; `widenHalf` (half-float.ts) makes numbers of them. */
const ARRAY_OF = {
  F64: Float64Array,
  F32: Float32Array,
  F16: Uint16Array,
  BF16: Uint16Array,
  I64: BigInt64Array,
  U64: BigUint64Array,
  I32: Int32Array,
  U32: Uint32Array,
  I16: Int16Array,
  U16: Uint16Array,
  I8: Int8Array,
  U8: Uint8Array,
} as const;

export type TensorType = keyof typeof ARRAY_OF;

export interface Tensor {
  dtype: TensorType;
  shape: number[];
  /** row-major; a view of the file where its alignment allows, else a copy */
  data: TensorData;
}

/** Where a tensor lies: `begin` and `end` count bytes from the start of the file. */
export interface TensorEntry {
  dtype: TensorType;
  shape: number[];
  begin: number;
  end: number;
}

export interface SafetensorsHeader {
  tensors: Map<string, TensorEntry>;
  metadata: Map<string, string>;
}

const LENGTH_BYTES = 8;
const MAX_HEADER_BYTES = 1024 * 1024;
const MAX_TENSORS = 10_000;

/**
 * The file with these tensors. Equal content gives equal bytes whatever the order of the maps: tensors are laid down by falling element
 * size, then by name, so each one is aligned; the header is padded with blanks to a multiple of 8.
 */
export function writeSafetensors(tensors: Map<string, Tensor>, metadata: Map<string, string>): Uint8Array<ArrayBuffer> {
  const ordered = [...tensors].sort(
    ([nameA, a], [nameB, b]) => elementBytes(b.dtype) - elementBytes(a.dtype) || compare(nameA, nameB),
  );
  const entries: [string, unknown][] = [];
  if (metadata.size > 0)
    entries.push(['__metadata__', Object.fromEntries([...metadata].sort(([a], [b]) => compare(a, b)))]);
  let length = 0;
  for (const [name, tensor] of ordered) {
    const bytes = checkedBytes(name, tensor);
    entries.push([name, { dtype: tensor.dtype, shape: tensor.shape, data_offsets: [length, length + bytes] }]);
    length += bytes;
  }
  const header = paddedHeader(
    `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`,
  );
  const file = new Uint8Array(LENGTH_BYTES + header.length + length);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, LENGTH_BYTES);
  let offset = LENGTH_BYTES + header.length;
  for (const [, { data }] of ordered) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return file;
}

/** All tensors of a file in memory. Throws SAFETENSORS_INVALID with what is wrong. */
export function readSafetensors(bytes: Uint8Array): { tensors: Map<string, Tensor>; metadata: Map<string, string> } {
  const header = readSafetensorsHeader(bytes, bytes.byteLength);
  const tensors = new Map<string, Tensor>();
  for (const [name, entry] of header.tensors) tensors.set(name, readTensor(bytes, entry));
  return { tensors, metadata: header.metadata };
}

/**
 * The header alone, so that a large file's tensors can be read one by one: `start` holds at least the first 8 + n bytes of a file of
 * `fileBytes` bytes. Everything is checked against the file's length. Throws SAFETENSORS_INVALID.
 */
export function readSafetensorsHeader(start: Uint8Array, fileBytes: number): SafetensorsHeader {
  const headerBytes = readHeaderLength(start, fileBytes);
  const text = decodeHeader(start.subarray(LENGTH_BYTES, LENGTH_BYTES + headerBytes));
  const json = parseHeader(text);
  const tensors = new Map<string, TensorEntry>();
  let metadata = new Map<string, string>();
  for (const [name, value] of Object.entries(json)) {
    if (name === '__metadata__') metadata = readMetadata(value);
    else tensors.set(checkName(name), readEntry(name, value, LENGTH_BYTES + headerBytes, fileBytes));
  }
  if (tensors.size > MAX_TENSORS) refuse(`it lists ${tensors.size} tensors, more than ${MAX_TENSORS}`);
  checkLayout(tensors, LENGTH_BYTES + headerBytes, fileBytes);
  return { tensors, metadata };
}

function readTensor(bytes: Uint8Array, { dtype, shape, begin, end }: TensorEntry): Tensor {
  const ArrayType = ARRAY_OF[dtype];
  const offset = bytes.byteOffset + begin;
  const aligned = offset % ArrayType.BYTES_PER_ELEMENT === 0;
  const [buffer, from] = aligned ? [bytes.buffer, offset] : [bytes.slice(begin, end).buffer, 0];
  return {
    dtype,
    shape,
    data: new ArrayType(buffer as ArrayBuffer, from, (end - begin) / ArrayType.BYTES_PER_ELEMENT),
  };
}

function readHeaderLength(start: Uint8Array, fileBytes: number): number {
  if (fileBytes < LENGTH_BYTES || start.byteLength < LENGTH_BYTES)
    refuse(`it has ${fileBytes} bytes, fewer than the 8 of its first field`);
  const length = new DataView(start.buffer, start.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  if (length < 2n) refuse(`its header has ${length} bytes, fewer than the 2 of "{}"`);
  if (length > MAX_HEADER_BYTES) refuse(`its header claims ${length} bytes, more than ${MAX_HEADER_BYTES}`);
  if (length > fileBytes - LENGTH_BYTES)
    refuse(`its header claims ${length} bytes, but the file ends after ${fileBytes}`);
  if (Number(length) > start.byteLength - LENGTH_BYTES)
    refuse(`only ${start.byteLength} of its bytes were given, which end inside the header`);
  return Number(length);
}

function decodeHeader(bytes: Uint8Array): string {
  if (bytes[0] !== 0x7b) refuse(`its header does not start with "{" but with byte ${bytes[0]}`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse('its header is not UTF-8');
  }
}

function parseHeader(text: string): object {
  try {
    const json: unknown = JSON.parse(text);
    const fault = checkStrictJson(text);
    if (fault) refuse(`its header has ${fault}`);
    return json as object; // "{" came first, so it is one
  } catch (error) {
    if (error instanceof CollapsarError) throw error;
    return refuse('its header is not JSON');
  }
}

function checkName(name: string): string {
  if (name === '__proto__') refuse('a tensor is called "__proto__"');
  return name;
}

function readMetadata(value: unknown): Map<string, string> {
  if (!isObject(value)) return refuse('its __metadata__ is no object');
  const metadata = new Map<string, string>();
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') return refuse(`its __metadata__ ${JSON.stringify(key)} is no string`);
    metadata.set(key, text);
  }
  return metadata;
}

function readEntry(name: string, value: unknown, dataStart: number, fileBytes: number): TensorEntry {
  const where = `tensor ${JSON.stringify(name)}`;
  if (!isObject(value)) return refuse(`${where} is not described by an object`);
  const { dtype, shape, data_offsets: offsets, ...others } = value;
  if (Object.keys(others).length > 0)
    return refuse(`${where} has the unknown field ${JSON.stringify(Object.keys(others)[0])}`);
  if (!isTensorType(dtype))
    return refuse(`${where} has type ${JSON.stringify(dtype)}; known are ${Object.keys(ARRAY_OF).join(', ')}`);
  if (!isSizes(shape)) return refuse(`${where} has a shape that is no list of whole numbers`);
  if (!isSizes(offsets) || offsets.length !== 2)
    return refuse(`${where} has data_offsets that are not two whole numbers`);
  const [begin, end] = offsets;
  if (begin > end) return refuse(`${where} begins at ${begin}, behind its end ${end}`);
  if (dataStart + end > fileBytes)
    return refuse(`${where} ends at ${end}, but the file has only ${fileBytes - dataStart} bytes of data`);
  if (end - begin !== shapeBytes(where, shape, dtype))
    return refuse(`${where} has ${end - begin} bytes, not those of ${dtype} [${shape.join(', ')}]`);
  return { dtype, shape, begin: dataStart + begin, end: dataStart + end };
}

/** No hole, no overlap, nothing behind the last one: each byte of the file means one thing. */
function checkLayout(tensors: Map<string, TensorEntry>, dataStart: number, fileBytes: number): void {
  let expected = dataStart;
  const ordered = [...tensors].sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
  for (const [name, { begin, end }] of ordered) {
    if (begin !== expected)
      refuse(
        `tensor ${JSON.stringify(name)} begins at ${begin - dataStart}, but the one before ends at ${expected - dataStart}`,
      );
    expected = end;
  }
  if (expected !== fileBytes) refuse(`${fileBytes - expected} bytes follow the last tensor`);
}

function checkedBytes(name: string, { dtype, shape, data }: Tensor): number {
  const bytes = shapeBytes(name, shape, dtype);
  if (!(data instanceof ARRAY_OF[dtype]) || bytes !== data.byteLength)
    throw new RangeError(
      `tensor ${name}: ${data.constructor.name} of ${data.length} given for ${dtype} [${shape.join(', ')}]`,
    );
  return bytes;
}

function shapeBytes(where: string, shape: number[], dtype: TensorType): number {
  let bytes = elementBytes(dtype);
  for (const size of shape) bytes *= size;
  return Number.isSafeInteger(bytes) ? bytes : refuse(`${where} has a shape of more than 2^53 bytes`);
}

function paddedHeader(json: string): Uint8Array {
  const bytes = new TextEncoder().encode(json);
  const padded = new Uint8Array(Math.ceil(bytes.length / 8) * 8).fill(0x20);
  padded.set(bytes);
  return padded;
}

function elementBytes(dtype: TensorType): number {
  return ARRAY_OF[dtype].BYTES_PER_ELEMENT;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTensorType(value: unknown): value is TensorType {
  return typeof value === 'string' && Object.hasOwn(ARRAY_OF, value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

/** By code units, the same on every machine (localeCompare is not). */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function refuse(reason: string): never {
  throw new CollapsarError(
    'SAFETENSORS_INVALID',
    `This is no valid safetensors file: ${reason}; write it again with the safetensors library.`,
  );
}
