import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { CollapsarError } from '../../../prisma/errors.ts';
import type { EpochFile, EpochFileResult, ReadSnapshot } from './epoch-file.ts';

/** Two, whatever the machine has: each may hold a snapshot of hundreds of MiB, and curves are measured beside them. */
const THREADS = 2;
const MOST_WAITING = 100;
/** A file that is not read after this is given up. */
const LONGEST_MS = 600_000;

let pool: Piscina<EpochFile, EpochFileResult> | null = null;

/**
 * Reads a file in a thread, off the event loop.
 *
 * @throws CollapsarError UPLOAD_REJECTED with `rule` and `member`; UNAVAILABLE when too many files wait or the thread was lost
 */
export async function readInWorker(file: EpochFile): Promise<ReadSnapshot[]> {
  pool ??= new Piscina({ filename: workerFile(), minThreads: 0, maxThreads: THREADS, maxQueue: MOST_WAITING, idleTimeout: 60_000 });
  if (pool.queueSize >= MOST_WAITING) throw new CollapsarError('UNAVAILABLE', 'Too many files wait to be read; send it again in a while.', { details: { retryAfterMs: 10_000 } });
  const result = await pool.run(file, { signal: AbortSignal.timeout(LONGEST_MS) });
  if ('snapshots' in result) return result.snapshots;
  const { rule, message, member } = result.refused;
  throw new CollapsarError('UPLOAD_REJECTED', `The file is refused: ${message}`, { details: { rule, member } });
}

/** Ends the threads; a later call starts them anew. */
export async function closeReadingPool(): Promise<void> {
  const ended = pool;
  pool = null;
  await ended?.destroy();
}

/** A worker thread loads JavaScript: from the sources, that is the built file of the same name. */
function workerFile(): string {
  const here = import.meta.url;
  return fileURLToPath(new URL(here.endsWith('.ts') ? '../../../dist/server/ingest/reading/reading-worker.js' : './reading-worker.js', here));
}
