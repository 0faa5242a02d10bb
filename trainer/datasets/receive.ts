import { open, stat } from 'node:fs/promises';
import { fileError } from './file-content.ts';

export interface Transfer {
  url: string;
  /** where the bytes go; those already there are not asked for again */
  path: string;
  /** of the whole file */
  totalBytes: number;
  /** the transfer is given up when nothing arrives for this long */
  idleMs: number;
  onBytes?: (received: number) => void;
  signal?: AbortSignal;
}

/** What the network or the other side did wrong; the next mirror may do better. */
export class TransferFault extends Error {
  override readonly name = 'TransferFault';
}

/**
 * Fetches a file over HTTP into `path`, going on after the bytes that an earlier transfer left there, and syncs it to the disk.
 * Whether the bytes are the right ones is for the caller to check.
 * Errors: TransferFault (what did arrive stays for the next attempt); DISK_FULL or DATA_SET_UNREADABLE from the disk;
 * the signal's reason when it is aborted.
 */
export async function receive(transfer: Transfer): Promise<void> {
  const held = await sizeOf(transfer.path);
  if (held === transfer.totalBytes) return;
  const watchdog = new Watchdog(transfer);
  try {
    const response = await request(transfer, held < transfer.totalBytes ? held : 0, watchdog.signal);
    const isContinued = response.status === 206;
    await store(response.body!, transfer, isContinued ? held : 0, watchdog);
  } catch (error) {
    transfer.signal?.throwIfAborted();
    throw watchdog.isBarking ? new TransferFault(`nothing arrived for ${transfer.idleMs / 1000} s`) : error;
  } finally {
    watchdog.stop();
  }
}

export async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}

async function request({ url }: Transfer, held: number, signal: AbortSignal): Promise<Response> {
  // identity: a server that compresses on the way would send other bytes than those the checksum is of
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (held > 0) headers.range = `bytes=${held}-`;
  const response = await fetch(url, { headers, signal }).catch((error: unknown) => {
    throw new TransferFault(reasonOf(error), { cause: error });
  });
  const goesOn = response.headers.get('content-range')?.startsWith(`bytes ${held}-`) ?? false;
  if (response.body && (response.status === 200 || (response.status === 206 && held > 0 && goesOn))) return response;
  await response.body?.cancel();
  throw new TransferFault(
    response.status === 206 ? 'answers with another part than asked for' : `answers ${response.status}`,
  );
}

async function store(
  body: ReadableStream<Uint8Array>,
  transfer: Transfer,
  start: number,
  watchdog: Watchdog,
): Promise<void> {
  const { path, totalBytes, onBytes } = transfer;
  const handle = await onDisk(path, open(path, start > 0 ? 'a' : 'w'));
  let received = start;
  try {
    for await (const piece of readPieces(body)) {
      watchdog.calm();
      received += piece.length;
      if (received > totalBytes) throw new TransferFault(`sends more than the ${totalBytes} bytes of the file`);
      await onDisk(path, handle.appendFile(piece));
      onBytes?.(received);
    }
    await onDisk(path, handle.sync());
  } finally {
    await handle.close();
  }
  if (received < totalBytes) throw new TransferFault(`ends after ${received} of ${totalBytes} bytes`);
}

async function* readPieces(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw new TransferFault(reasonOf(error), { cause: error });
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined); // the connection may be gone already
  }
}

async function onDisk<T>(path: string, work: Promise<T>): Promise<T> {
  return await work.catch((error: unknown) => {
    throw fileError(error, path);
  });
}

/** fetch says only "fetch failed" or "terminated"; the reason is in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return cause.errors[0].message;
  return cause instanceof Error ? cause.message : error.message;
}

/** Aborts a transfer that stands still: fetch itself would wait for five minutes. */
class Watchdog {
  readonly signal: AbortSignal;
  isBarking = false;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor({ idleMs, signal }: Transfer) {
    this.signal = signal ? AbortSignal.any([signal, this.#controller.signal]) : this.#controller.signal;
    this.#timer = setTimeout(() => {
      this.isBarking = true;
      this.#controller.abort();
    }, idleMs);
  }

  calm(): void {
    this.#timer.refresh();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
