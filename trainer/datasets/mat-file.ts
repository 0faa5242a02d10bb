import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { CollapsarError } from '../../prisma/errors.ts';
import { messageOf } from './file-content.ts';

/** An array of whole numbers from 0 to 255, as MATLAB stores it: the first dimension runs fastest. */
export interface MatArray {
  dimensions: number[];
  values: Uint8Array;
}

const HEADER_BYTES = 128;
/** Kinds of data elements. */
const [INT8, UINT8, INT32, UINT32, DOUBLE, MATRIX, COMPRESSED] = [1, 2, 5, 6, 9, 14, 15];
/** Classes of arrays that can hold such numbers. */
const [DOUBLE_CLASS, UINT8_CLASS] = [6, 9];
const LARGEST_BYTES = 1024 ** 3;

interface Element {
  kind: number;
  data: Uint8Array;
}

/**
 * Reads the arrays of bytes in a MAT-file of version 5, little-endian, compressed or not, by name.
 *
 * As strict as it is small: an array of another class, a size that does not fit and an element that ends early are errors, because
 * files of this form are read for their images alone. Values of uncompressed files are views of `content`.
 * Errors: DATA_SET_DAMAGED naming `path`, and what was expected and found.
 * Source: "MAT-File Format", The MathWorks, version 5.
 */
export async function readMatArrays(content: Uint8Array, path: string): Promise<Map<string, MatArray>> {
  try {
    checkHeader(content);
    const arrays = new Map<string, MatArray>();
    for (let at = HEADER_BYTES; at < content.length; ) {
      const { element, next } = readElement(content, at, false);
      const [name, array] = readMatrix(element.kind === COMPRESSED ? await decompress(element.data) : element);
      if (arrays.has(name)) throw new Misread(`it holds ${name} twice`);
      arrays.set(name, array);
      at = next;
    }
    return arrays;
  } catch (error) {
    if (!(error instanceof Misread)) throw error;
    throw new CollapsarError(
      'DATA_SET_DAMAGED',
      `${path} is damaged: ${error.message}; delete it so that it is fetched again, or put a whole file there.`,
      { cause: error },
    );
  }
}

class Misread extends Error {}

function checkHeader(content: Uint8Array): void {
  const text = Buffer.from(content.subarray(0, 116)).toString('latin1');
  if (text.startsWith('MATLAB 7.3') || text.startsWith('\x89HDF')) {
    throw new Misread('it is a MAT-file of version 7.3 (HDF5), and should be one of version 5');
  }
  const version = viewOf(content).byteLength >= HEADER_BYTES ? viewOf(content).getUint32(124, true) : null;
  // version 0x0100, then the letters "IM", which would read "MI" in the other byte order
  if (version !== 0x4d490100) throw new Misread('it does not begin as a MAT-file of version 5, little-endian');
}

async function decompress(data: Uint8Array): Promise<Element> {
  const content = await promisify(inflate)(data, { maxOutputLength: LARGEST_BYTES, chunkSize: 2 ** 20 }).catch(
    (error: unknown) => {
      throw new Misread(`decompressing ${data.length} bytes of it fails (${messageOf(error)})`);
    },
  );
  const { element, next } = readElement(content, 0, true);
  if (next !== content.length) throw new Misread(`${content.length - next} bytes follow after an array in it`);
  return element;
}

/** @param isPadded whether the next element begins at a multiple of 8, as all do but compressed ones */
function readElement(content: Uint8Array, at: number, isPadded: boolean): { element: Element; next: number } {
  const view = viewOf(content);
  if (at + 8 > content.length) throw new Misread(`it ends at byte ${content.length}, within an element's tag`);
  const first = view.getUint32(at, true);
  // up to four bytes stand in the tag itself, their number in its upper half
  const isSmall = first >>> 16 !== 0;
  const bytes = isSmall ? first >>> 16 : view.getUint32(at + 4, true);
  const begin = isSmall ? at + 4 : at + 8;
  if (isSmall ? bytes > 4 : begin + bytes > content.length) {
    throw new Misread(
      `an element announces ${bytes} bytes at byte ${begin} of it, and ${isSmall ? 4 : content.length - begin} are there`,
    );
  }
  const kind = first & 0xffff;
  const end = isPadded || kind !== COMPRESSED ? Math.ceil((begin + bytes) / 8) * 8 : begin + bytes;
  return { element: { kind, data: content.subarray(begin, begin + bytes) }, next: isSmall ? at + 8 : end };
}

/** flags, dimensions, name, values: four elements in this order. */
function readMatrix({ kind, data }: Element): [string, MatArray] {
  if (kind !== MATRIX) throw new Misread(`an element of it is of kind ${kind}, and should be an array (${MATRIX})`);
  const parts: Element[] = [];
  for (let at = 0; at < data.length; ) {
    const { element, next } = readElement(data, at, true);
    parts.push(element);
    at = next;
  }
  const [flags, sizes, name, values] = parts;
  if (parts.length !== 4 || flags!.kind !== UINT32 || sizes!.kind !== INT32 || name!.kind !== INT8) {
    throw new Misread('an array of it does not consist of flags, dimensions, name and real values');
  }
  const title = Buffer.from(name!.data).toString('latin1');
  const arrayClass = flags!.data[0]!;
  if (arrayClass !== UINT8_CLASS && arrayClass !== DOUBLE_CLASS) {
    throw new Misread(`${title} in it is of class ${arrayClass}, and should be uint8 (${UINT8_CLASS}) or double`);
  }
  const dimensions = readDimensions(sizes!.data, title);
  const numbers = readNumbers(values!, title);
  const expected = dimensions.reduce((product, size) => product * size, 1);
  if (expected !== numbers.length) {
    throw new Misread(
      `${title} in it should have ${dimensions.join(' x ')} = ${expected} values and has ${numbers.length}`,
    );
  }
  return [title, { dimensions, values: numbers }];
}

function readDimensions(data: Uint8Array, title: string): number[] {
  const view = viewOf(data);
  const dimensions = Array.from({ length: Math.floor(data.length / 4) }, (_, i) => view.getInt32(4 * i, true));
  if (dimensions.some((size) => size < 1))
    throw new Misread(`${title} in it has the dimensions ${dimensions.join(' x ')}`);
  return dimensions;
}

/** A double array whose values are small is stored in bytes as well; SVHN's labels come either way, depending on who wrote them. */
function readNumbers({ kind, data }: Element, title: string): Uint8Array {
  if (kind === UINT8) return data;
  if (kind !== DOUBLE)
    throw new Misread(`the values of ${title} in it are of kind ${kind}, and should be bytes (${UINT8})`);
  const view = viewOf(data);
  return Uint8Array.from({ length: Math.floor(data.length / 8) }, (_, i) => {
    const value = view.getFloat64(8 * i, true);
    if (Number.isInteger(value) && value >= 0 && value < 256) return value;
    throw new Misread(`${title} in it has the value ${value} at ${i}, and should have whole numbers from 0 to 255`);
  });
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
