import { closeSync, fstatSync, openSync, read, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { refuse } from './refuse.ts';

const readAsync = promisify(read);

/** A run of bytes that can be read as often as needed, from its beginning. */
export interface ByteSource {
  readonly bytes: number;
  open(): ByteStream;
  /** fills `into` from any place; absent where bytes only come in order */
  readAt?(into: Uint8Array, position: number): void;
}

/** One reading of a source, in order. Whoever opened it closes it. */
export interface ByteStream {
  /** fills all of `into` with the next bytes */
  fill(into: Uint8Array): Promise<void>;
  /** after the last byte: throws when the source holds other bytes than its file says */
  finish(): Promise<void>;
  close(): void;
}

/** An open file that never reads behind its end. */
export class OpenFile {
  readonly size: number;
  private readonly descriptor: number;

  /** Throws what `openSync` throws. */
  constructor(path: string) {
    this.descriptor = openSync(path, 'r');
    this.size = fstatSync(this.descriptor).size;
  }

  async read(into: Uint8Array, position: number): Promise<void> {
    for (let done = 0; done < into.length; ) {
      const { bytesRead } = await readAsync(this.descriptor, into, done, into.length - done, position + done).catch(readFailed);
      if (bytesRead === 0) endsEarly(position + done);
      done += bytesRead;
    }
  }

  readSync(into: Uint8Array, position: number): void {
    for (let done = 0; done < into.length; ) {
      const bytesRead = this.tryRead(into, done, position + done);
      if (bytesRead === 0) endsEarly(position + done);
      done += bytesRead;
    }
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private tryRead(into: Uint8Array, offset: number, position: number): number {
    try {
      return readSync(this.descriptor, into, offset, into.length - offset, position);
    } catch (error) {
      return readFailed(error);
    }
  }
}

/** Bytes that lie in a file as they are. */
export class FileRange implements ByteSource {
  /** `crc` is the CRC-32 of all the bytes, where the file tells one */
  constructor(
    private readonly file: OpenFile,
    private readonly begin: number,
    readonly bytes: number,
    private readonly crc?: number,
  ) {}

  open(): ByteStream {
    let position = this.begin;
    let sum = 0;
    return {
      fill: async (into) => {
        await this.file.read(into, position);
        position += into.length;
        if (this.crc !== undefined) sum = crc32(into, sum);
      },
      finish: async () => {
        if (this.crc !== undefined && sum !== this.crc) damaged();
      },
      close: () => {},
    };
  }

  readAt(into: Uint8Array, position: number): void {
    this.file.readSync(into, this.begin + position);
  }
}

/** A source without its first bytes, which every reading still passes over. */
export class Behind implements ByteSource {
  readonly bytes: number;
  readonly readAt: ByteSource['readAt'];

  constructor(
    private readonly source: ByteSource,
    private readonly skipped: number,
  ) {
    this.bytes = source.bytes - skipped;
    this.readAt = source.readAt && ((into, position) => source.readAt!(into, skipped + position));
  }

  open(): ByteStream {
    const stream = this.source.open();
    let ready: Promise<void> | undefined;
    return {
      fill: async (into) => {
        ready ??= stream.fill(new Uint8Array(this.skipped));
        await ready;
        await stream.fill(into);
      },
      finish: () => stream.finish(),
      close: () => stream.close(),
    };
  }
}

export function damaged(): never {
  return refuse('DATA_CORRUPT', 'its bytes have not the checksum (CRC-32) that the file tells; copy or write the file again.');
}

function endsEarly(position: number): never {
  return refuse('FILE_TRUNCATED', `the file ends at byte ${position}, in the midst of its data; copy or write it again.`);
}

function readFailed(error: unknown): never {
  return refuse('FILE_UNREADABLE', `reading failed (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}); check the disk it lies on.`);
}
