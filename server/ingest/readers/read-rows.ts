import type { ByteSource, ByteStream } from './byte-source.ts';
import { BYTES_OF, toFloats } from './number-type.ts';
import { refuse } from './refuse.ts';
import type { StoredArray } from './stored-array.ts';

/** A piece of the rows of a matrix, in order; good until the next piece is asked for. */
export interface Rows {
  /** of the first row */
  first: number;
  count: number;
  /** [count, p] row-major */
  values: Float32Array | Float64Array;
}

const CHUNK_BYTES = 16 << 20;
/** A deflated array whose columns lie together must be inflated whole before its first row is known. */
const MAX_WHOLE_BYTES = 512 << 20;

/**
 * The rows of a matrix of floating-point numbers, in pieces of about 16 MiB: the next piece is read while one is worked on.
 *
 * Shapes     the array is [N,p]
 * Allocates  two pieces, and a third for half floats and for columns that lie together; never the whole array, but for
 *            columns that lie together and are deflated (at most 512 MiB)
 */
export async function* readRows(array: StoredArray): AsyncGenerator<Rows> {
  const [rows, p] = array.shape as [number, number];
  const rowBytes = p * BYTES_OF[array.type];
  const chunkRows = Math.min(rows, Math.max(1, Math.floor(CHUNK_BYTES / rowBytes)));
  if (array.fortran) yield* readColumns(array, chunkRows);
  else yield* readInOrder(array, chunkRows, chunkRows * rowBytes);
}

async function* readInOrder(array: StoredArray, chunkRows: number, chunkBytes: number): AsyncGenerator<Rows> {
  const [rows, p] = array.shape as [number, number];
  const wide = wideBuffer(array, chunkRows * p);
  const buffers = [Buffer.allocUnsafeSlow(chunkBytes), Buffer.allocUnsafeSlow(rows > chunkRows ? chunkBytes : 0)];
  const stream = array.data.open();
  const next = (first: number, turn: number): Pending => {
    const count = Math.min(chunkRows, rows - first);
    const bytes = buffers[turn % 2]!.subarray(0, count * p * BYTES_OF[array.type]);
    return { first, count, bytes, filled: settled(stream.fill(bytes)) };
  };
  let pending = next(0, 0);
  try {
    for (let turn = 1; ; turn++) {
      const { first, count, bytes, filled } = pending;
      rethrow(await filled);
      const last = first + count === rows;
      if (last) await stream.finish();
      else pending = next(first + count, turn);
      yield { first, count, values: toFloats(bytes, array.type, array.bigEndian, wide) };
      if (last) return;
    }
  } finally {
    await pending.filled; // nothing may write into a buffer, or read the file, when this is over
    stream.close();
  }
}

interface Pending {
  first: number;
  count: number;
  bytes: Buffer;
  filled: Promise<unknown>;
}

/** A failure as a value: it may come while another piece is worked on, and then nobody waits for it yet. */
function settled(work: Promise<void>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error ?? new TypeError('failed without an error'),
  );
}

function rethrow(error: unknown): void {
  if (error !== undefined) throw error;
}

async function* readColumns(array: StoredArray, chunkRows: number): AsyncGenerator<Rows> {
  const [rows, p] = array.shape as [number, number];
  const size = BYTES_OF[array.type];
  const source = await columnSource(array);
  const wide = wideBuffer(array, chunkRows * p);
  const buffer = Buffer.allocUnsafeSlow(chunkRows * p * size);
  const values = array.type === 'float64' ? new Float64Array(chunkRows * p) : new Float32Array(chunkRows * p);
  for (let first = 0; first < rows; first += chunkRows) {
    const count = Math.min(chunkRows, rows - first);
    for (let j = 0; j < p; j++) source.readAt!(buffer.subarray(j * count * size, (j + 1) * count * size), (j * rows + first) * size);
    const columns = toFloats(buffer.subarray(0, count * p * size), array.type, array.bigEndian, wide);
    transposeInto(values, columns, count, p);
    yield { first, count, values: values.subarray(0, count * p) };
  }
}

/** A source to read from at any place, after one reading in order that compares the checksum. */
async function columnSource({ data, name }: StoredArray): Promise<ByteSource> {
  if (!data.readAt && data.bytes > MAX_WHOLE_BYTES)
    return refuse('TOO_LARGE', `array "${name}" has its columns together and is deflated, with ${data.bytes} bytes more than the ${MAX_WHOLE_BYTES} that can be turned; save numpy.ascontiguousarray(x), or without compression.`);
  const whole = Buffer.allocUnsafeSlow(data.readAt ? 0 : data.bytes);
  const stream = data.open();
  try {
    if (data.readAt) await drain(stream, data.bytes);
    else await stream.fill(whole);
    await stream.finish();
  } finally {
    stream.close();
  }
  if (data.readAt) return data;
  return { bytes: data.bytes, open: () => data.open(), readAt: (into, position) => void into.set(whole.subarray(position, position + into.length)) };
}

async function drain(stream: ByteStream, bytes: number): Promise<void> {
  const scratch = Buffer.allocUnsafeSlow(Math.min(bytes, CHUNK_BYTES));
  for (let done = 0; done < bytes; done += scratch.length) await stream.fill(scratch.subarray(0, bytes - done));
}

function transposeInto(rows: Float32Array | Float64Array, columns: Float32Array | Float64Array, count: number, p: number): void {
  for (let i = 0; i < count; i++) for (let j = 0; j < p; j++) rows[i * p + j] = columns[j * count + i]!;
}

/** Where half floats are widened to; others need no place of their own. */
function wideBuffer({ type }: StoredArray, length: number): Float32Array<ArrayBuffer> {
  return new Float32Array(BYTES_OF[type] === 2 ? length : 0);
}
