import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { CollapsarError } from '../../prisma/errors.ts';

/** A group or a draw that is not back after this is given up and its worker ended: its question fails, the server lives. Waiting counts too. */
const LONGEST_MS = 300_000;
/** Groups that may wait; each belongs to a question somebody asked, so more of them is a server that cannot follow. */
const MOST_WAITING = 500;
/** Threads: one core is left to the event loop, which answers the requests. */
export const MEASURING_THREADS = Math.max(1, os.availableParallelism() - 1);

let pool: Piscina | null = null;

/**
 * Runs a function of the worker file in a thread, off the event loop.
 * Throws MEASURING_FAILED when the thread died or took too long, UNAVAILABLE when too many groups wait.
 */
export async function runInWorker<Task, Result>(name: 'measureSnapshots' | 'measureNullReference', task: Task): Promise<Result> {
  pool ??= new Piscina({ filename: workerFile(), minThreads: 1, maxThreads: MEASURING_THREADS, maxQueue: MOST_WAITING, idleTimeout: 60_000 });
  if (pool.queueSize >= MOST_WAITING) throw new CollapsarError('UNAVAILABLE', 'Too many snapshots wait to be measured; ask again in a while.');
  try {
    return await pool.run(task, { name, signal: AbortSignal.timeout(LONGEST_MS) });
  } catch (error) {
    throw new CollapsarError('MEASURING_FAILED', `Measuring broke off (${reasonOf(error as Error)}); ask again, and report it if it happens twice.`, { cause: error });
  }
}

/** Ends the threads; a later call starts them anew. */
export async function closeMeasuringPool(): Promise<void> {
  const ended = pool;
  pool = null;
  await ended?.destroy();
}

const reasonOf = (error: Error) => (error.name === 'AbortError' ? `it took longer than ${LONGEST_MS / 1000} s` : error.message);

/**
 * A worker thread loads JavaScript. From the sources (under the test runner) that is the built file of the same name, which the set-up
 * that precedes the tests has made.
 */
function workerFile(): string {
  const here = import.meta.url;
  const file = here.endsWith('.ts') ? '../../dist/server/measuring/measuring-worker.js' : './measuring-worker.js';
  return fileURLToPath(new URL(file, here));
}
