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

const MEASURING = workerBeside(import.meta.url, 'measuring-worker');

let pool: Piscina | null = null;

/**
 * Runs a function of a worker file in a thread, off the event loop.
 *
 * @param filename the program, from `workerBeside`; left out: the measuring worker
 * Throws MEASURING_FAILED when the thread died or took too long, UNAVAILABLE when too many groups wait.
 */
export async function runInWorker<Task, Result>(name: string, task: Task, filename = MEASURING): Promise<Result> {
  pool ??= new Piscina({ minThreads: 1, maxThreads: MEASURING_THREADS, maxQueue: MOST_WAITING, idleTimeout: 60_000 });
  if (pool.queueSize >= MOST_WAITING) throw new CollapsarError('UNAVAILABLE', 'Too many snapshots wait to be measured; ask again in a while.');
  try {
    return await pool.run(task, { filename, name, signal: AbortSignal.timeout(LONGEST_MS) });
  } catch (error) {
    throw new CollapsarError('MEASURING_FAILED', `Measuring broke off (${reasonOf(error as Error)}); ask again, and report it if it happens twice.`, { cause: error });
  }
}

/**
 * The worker program `name` in the folder of a module of the server, as a path. A worker thread loads JavaScript: from the sources (under
 * the test runner) that is the built file of the same name, which the set-up that precedes the tests has made.
 */
export function workerBeside(module: string, name: string): string {
  const folder = new URL('.', module).pathname.split('/').at(-2);
  return fileURLToPath(new URL(module.endsWith('.ts') ? `../../dist/server/${folder}/${name}.js` : `./${name}.js`, module));
}

/** Ends the threads; a later call starts them anew. */
export async function closeMeasuringPool(): Promise<void> {
  const ended = pool;
  pool = null;
  await ended?.destroy();
}

const reasonOf = (error: Error) => (error.name === 'AbortError' ? `it took longer than ${LONGEST_MS / 1000} s` : error.message);
