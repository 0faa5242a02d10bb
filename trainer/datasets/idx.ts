import { CollapsarError } from '../../prisma/errors.ts';

/** Third byte 8: unsigned bytes; fourth: number of dimensions. */
const IMAGES_MAGIC = 0x0803;
const LABELS_MAGIC = 0x0801;
const KINDS = new Map([
  [IMAGES_MAGIC, 'images'],
  [LABELS_MAGIC, 'labels'],
]);

export interface IdxImages {
  count: number;
  rows: number;
  columns: number;
  /** [count, rows, columns], row-major */
  pixels: Uint8Array;
}

/**
 * Reads an IDX file of images: big-endian u32 magic 0x803, count, rows, columns, then one byte a pixel.
 * The sizes are checked against the file's length before anything is taken from it; the pixels are a view of `content`, not a copy.
 * Errors: DATA_SET_DAMAGED naming `path`, what the header announces and what the file has.
 */
export function readIdxImages(content: Uint8Array, path: string): IdxImages {
  const [count, rows, columns] = readSizes(content, IMAGES_MAGIC, path) as [number, number, number];
  return { count, rows, columns, pixels: content.subarray(16) };
}

/** Reads an IDX file of labels: big-endian u32 magic 0x801, count, then one byte a label. Errors as for images. */
export function readIdxLabels(content: Uint8Array, path: string): Uint8Array {
  readSizes(content, LABELS_MAGIC, path);
  return content.subarray(8);
}

function readSizes(content: Uint8Array, magic: number, path: string): number[] {
  const dimensions = magic & 0xff;
  const headerBytes = 4 + 4 * dimensions;
  if (content.length < headerBytes) {
    throw damaged(path, `it has ${content.length} bytes, and its header alone needs ${headerBytes}`);
  }
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  checkMagic(view.getUint32(0), magic, path);
  const sizes = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const expected = sizes.reduce((product, size) => product * size, 1) + headerBytes;
  if (expected !== content.length || sizes.includes(0)) {
    throw damaged(
      path,
      `its header announces ${sizes.join(' x ')} bytes after ${headerBytes}, ${expected} together, and it has ${content.length}`,
    );
  }
  return sizes;
}

function checkMagic(found: number, expected: number, path: string): void {
  if (found === expected) return;
  const kind = KINDS.get(found);
  const hex = (value: number) => `0x${value.toString(16).padStart(8, '0')}`;
  throw damaged(
    path,
    `it should begin with ${hex(expected)} (${KINDS.get(expected)}) and begins with ${hex(found)}${kind ? ` (${kind})` : ''}`,
  );
}

function damaged(path: string, reason: string): CollapsarError {
  return new CollapsarError(
    'DATA_SET_DAMAGED',
    `${path} is damaged: ${reason} (decompressed); delete it so that it is fetched again, or put a whole file there.`,
  );
}
