import type { NumberType } from './number-type.ts';
import { printable, refuse } from './refuse.ts';

/** What the header of a .npy array says. */
export interface NpyHeader {
  type: NumberType;
  bigEndian: boolean;
  /** columns lie together, not rows */
  fortran: boolean;
  shape: number[];
}

/** Bytes that say how long the header is: 6 of the magic, 2 of the version, 2 or 4 of the length. */
export const PREFIX_BYTES = 12;
const MAX_HEADER_BYTES = 10_000;
const MAX_DIMENSIONS = 32;
const MAGIC = '\x93NUMPY';

const TYPES: Record<string, NumberType> = {
  f2: 'float16',
  f4: 'float32',
  f8: 'float64',
  i1: 'int8',
  u1: 'uint8',
  i2: 'int16',
  u2: 'uint16',
  i4: 'int32',
  u4: 'uint32',
  i8: 'int64',
  u8: 'uint64',
};

/** Kinds of numpy types that are no plain numbers, and what to do about them. */
const REFUSED_KINDS: Record<string, string> = {
  O: 'a pickled object array, which is never read; save plain numbers, for instance numpy.asarray(x, dtype="float32")',
  V: 'raw bytes (a structured array, or bfloat16); save .astype("float32")',
  U: 'text; save numbers (labels are 0 to C-1)',
  S: 'text; save numbers (labels are 0 to C-1)',
  a: 'text; save numbers (labels are 0 to C-1)',
  b: 'boolean; save .astype("int64")',
  c: 'complex; save real numbers',
  m: 'a time span; save plain numbers',
  M: 'a date; save plain numbers',
};

/**
 * Where the header's text begins and ends, from a file's first bytes (PREFIX_BYTES of them, or all there are): checked before anything
 * of that length is made. Throws NPY_INVALID.
 */
export function npyHeaderRange(prefix: Buffer): { begin: number; end: number } {
  if (prefix.length < 10 || prefix.toString('latin1', 0, 6) !== MAGIC) return invalid('it does not begin as a .npy array does');
  const [major, minor] = [prefix[6]!, prefix[7]!];
  if (![1, 2, 3].includes(major) || minor !== 0) invalid(`it has version ${major}.${minor}, known are 1.0, 2.0 and 3.0`);
  const begin = major === 1 ? 10 : 12;
  if (prefix.length < begin) invalid('it ends inside its header');
  const length = major === 1 ? prefix.readUInt16LE(8) : prefix.readUInt32LE(8);
  if (length > MAX_HEADER_BYTES) invalid(`its header claims ${length} bytes, more than ${MAX_HEADER_BYTES}`);
  return { begin, end: begin + length };
}

/**
 * Reads a header's text: a Python dictionary of exactly 'descr', 'fortran_order' and 'shape'. The grammar below knows no other Python,
 * and nothing is evaluated. Throws NPY_INVALID, or TYPE_REFUSED for a type that holds no plain numbers.
 */
export function parseNpyHeader(text: string): NpyHeader {
  const entries = readDictionary(text);
  const { descr, fortran_order: fortran, shape } = Object.fromEntries(entries);
  if (entries.size !== 3 || descr === undefined || fortran === undefined || shape === undefined)
    return invalid(`its header has the keys ${[...entries.keys()].map(printable).join(', ') || '(none)'}, expected descr, fortran_order and shape`);
  return { ...readType(descr), fortran: readBoolean(fortran), shape: readShape(shape) };
}

/** key -> the text of its value, for values of the three forms that occur: '...', True or False, (...) or [...] */
function readDictionary(text: string): Map<string, string> {
  const body = /^\{(.*)\} *\n?$/s.exec(text)?.[1] ?? invalid('its header is no Python dictionary');
  const entry = /\s*(['"])(\w{1,40})\1\s*:\s*('[^'\\]{0,100}'|"[^"\\]{0,100}"|True|False|\([\dL, ]*\)|\[[^\]]*\][^']*)\s*(?:,|$)\s*/y;
  const entries = new Map<string, string>();
  for (let at = 0; at < body.length; at = entry.lastIndex) {
    entry.lastIndex = at;
    const match = entry.exec(body);
    if (!match) return invalid('its header is no dictionary of a type, an order and a shape');
    const [, , key, value] = match as unknown as [string, string, string, string];
    if (entries.has(key)) invalid(`its header has the key ${key} twice`);
    entries.set(key, value);
  }
  return entries;
}

function readType(literal: string): { type: NumberType; bigEndian: boolean } {
  if (literal.startsWith('[')) return refuseType('structured', REFUSED_KINDS.V!);
  const descr = /^['"](.*)['"]$/.exec(literal)?.[1] ?? invalid('its header has a descr that is no text');
  const [, order, kind] = /^([<>|=]?)([a-zA-Z]\d*)/.exec(descr) ?? [];
  const type = descr === `${order}${kind}` ? TYPES[kind ?? ''] : undefined;
  if (!type) return refuseType(descr, REFUSED_KINDS[kind?.[0] ?? ''] ?? 'no type of plain numbers; save .astype("float32")');
  if (order !== '<' && order !== '>' && !(order === '|' && kind!.endsWith('1'))) return invalid(`its header has type ${descr} without a byte order`);
  return { type, bigEndian: order === '>' };
}

function readBoolean(literal: string): boolean {
  return literal === 'True' || (literal === 'False' ? false : invalid(`its header has fortran_order ${printable(literal)}, expected True or False`));
}

function readShape(literal: string): number[] {
  // "3L" is how Python 2 wrote it; one number alone is written "(3,)"
  if (!/^\((?:\s*|\s*\d+L?\s*,\s*|\s*\d+L?(?:\s*,\s*\d+L?)+\s*,?\s*)\)$/.test(literal)) return invalid(`its header has shape ${printable(literal)}, expected whole numbers`);
  const shape = (literal.match(/\d+/g) ?? []).map(Number);
  if (shape.length > MAX_DIMENSIONS) return invalid(`its header has ${shape.length} dimensions, more than ${MAX_DIMENSIONS}`);
  if (!shape.every(Number.isSafeInteger) || !Number.isSafeInteger(8 * shape.reduce((a, b) => a * b, 1))) return invalid('its header has a shape of more than 2^53 bytes');
  return shape;
}

function refuseType(descr: string, what: string): never {
  return refuse('TYPE_REFUSED', `it has the numpy type ${printable(descr)}: ${what}.`);
}

function invalid(reason: string): never {
  return refuse('NPY_INVALID', `${reason}; write it again with numpy.savez.`);
}
