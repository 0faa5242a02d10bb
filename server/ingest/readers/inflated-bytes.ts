import { Readable, pipeline } from 'node:stream';
import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import { type ByteSource, type ByteStream, damaged, type OpenFile } from './byte-source.ts';
import { refuse } from './refuse.ts';

const READ_BYTES = 1 << 20;

export interface DeflatedRange {
  begin: number;
  /** of the deflated bytes in the file */
  compressed: number;
  /** of what they inflate to */
  bytes: number;
  crc: number;
}

/**
 * Bytes that lie deflated in a file. They are inflated as they are asked for, a second time for a second reading, and never more of them
 * than the file's directory says: a bomb that lies about its size stops there.
 */
export class InflatedBytes implements ByteSource {
  readonly bytes: number;

  constructor(
    private readonly file: OpenFile,
    private readonly range: DeflatedRange,
  ) {
    this.bytes = range.bytes;
  }

  open(): ByteStream {
    const inflate = createInflateRaw({ chunkSize: READ_BYTES });
    const source = Readable.from(deflatedChunks(this.file, this.range), { objectMode: false, highWaterMark: READ_BYTES });
    // the error comes out of the iterator below; without a callback it would be thrown into the void
    pipeline(source, inflate, () => {});
    return new InflatedStream(inflate, this.range);
  }
}

class InflatedStream implements ByteStream {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);
  private produced = 0;
  private sum = 0;

  constructor(
    private readonly inflate: InflateRaw,
    private readonly range: DeflatedRange,
  ) {
    this.chunks = inflate[Symbol.asyncIterator]();
  }

  async fill(into: Uint8Array): Promise<void> {
    for (let done = 0; done < into.length; ) {
      if (this.rest.length === 0 && !(await this.next())) ends(`after ${this.produced} of ${this.range.bytes} bytes`);
      const taken = this.rest.subarray(0, into.length - done);
      into.set(taken, done);
      this.rest = this.rest.subarray(taken.length);
      done += taken.length;
    }
    this.sum = crc32(into, this.sum);
  }

  async finish(): Promise<void> {
    if (this.rest.length > 0 || (await this.next())) ends('later than its directory says');
    if (this.inflate.bytesWritten !== this.range.compressed) ends('before its deflated bytes do');
    if (this.sum !== this.range.crc) damaged();
  }

  close(): void {
    this.inflate.destroy();
  }

  private async next(): Promise<boolean> {
    const { value, done } = await this.chunks.next().catch(cannotInflate);
    if (done) return false;
    this.produced += value.length;
    if (this.produced > this.range.bytes) ends('later than its directory says');
    this.rest = value;
    return true;
  }
}

async function* deflatedChunks(file: OpenFile, { begin, compressed }: DeflatedRange): AsyncGenerator<Buffer> {
  for (let done = 0; done < compressed; done += READ_BYTES) {
    const chunk = Buffer.allocUnsafeSlow(Math.min(READ_BYTES, compressed - done));
    await file.read(chunk, begin + done);
    yield chunk;
  }
}

function ends(where: string): never {
  return refuse('NPZ_INVALID', `its inflated data ends ${where}; write the file again with numpy.savez_compressed.`);
}

function cannotInflate(error: NodeJS.ErrnoException): never {
  if (!error.code?.startsWith('Z_')) throw error;
  return refuse('NPZ_INVALID', 'its deflated data is damaged; copy or write the file again.');
}
