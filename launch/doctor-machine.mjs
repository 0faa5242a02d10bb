// What `doctor` asks of the machine itself: needs nothing that is installed or built.
import { existsSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { checkNode, checkSettings } from './checks.mjs';
import { base } from './build.mjs';
import { listRunning } from './running.mjs';

export const ok = (text) => ({ state: 'ok', text });
export const problem = (text, remedy) => ({ state: 'problem', text, remedy });
export const skipped = (text) => ({ state: 'skipped', text });

/** Below these a training run of ordinary size may not end. */
const FREE_DISK = 2 * 2 ** 30;
const FREE_MEMORY = 2 ** 30;

export const machineChecks = [
  { name: 'node', look: async () => tried(checkNode, `${process.versions.node} on ${process.platform}-${process.arch}`) },
  { name: 'settings', look: async () => tried(() => checkSettings(), 'known names, good values') },
  { name: 'disk', look: async () => folders().map(diskOf) },
  { name: 'memory', look: memory },
  { name: 'wasm', look: simd },
  { name: 'port', look: port },
];

/** A check of ours that throws a sentence which says both what is wrong and what to do. */
function tried(check, text) {
  try {
    check();
    return ok(text);
  } catch (error) {
    return problem(error.message);
  }
}

const folders = () => [...new Set([process.env.COLLAPSAR_HOME || '.collapsar', process.env.COLLAPSAR_DATA || '.data'].map((folder) => path.resolve(base, folder)))];
const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;

function diskOf(folder) {
  const { bavail, bsize } = statfsSync(nearest(folder));
  const text = `${gigabytes(bavail * bsize)} free for ${folder}`;
  return bavail * bsize < FREE_DISK ? problem(text, `make room: below ${gigabytes(FREE_DISK)} a run may be paused, and Postgres stops when there is none left.`) : ok(text);
}

/** The folder itself or the first one above it that exists. */
const nearest = (folder) => (existsSync(folder) ? folder : nearest(path.dirname(folder)));

async function memory() {
  const free = process.availableMemory?.() ?? os.freemem();
  const text = `${gigabytes(free)} available of ${gigabytes(os.totalmem())}, ${os.availableParallelism()} cores`;
  return free < FREE_MEMORY ? problem(text, 'end other programs, or set COLLAPSAR_SLOTS=1: a run that gets no memory is started again and again.') : ok(text);
}

/** i32x4.splat, then i8x16.popcnt: the smallest module that only an engine with 128-bit SIMD takes. */
const SIMD_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]);

async function simd() {
  return WebAssembly.validate(SIMD_MODULE) ? ok('SIMD of 128 bits') : problem('no SIMD', 'use a processor with SSE4.1 or NEON and a Node that was built with it: the kernels need it.');
}

async function port() {
  const wanted = Number(process.env.COLLAPSAR_PORT || 4000);
  const host = process.env.COLLAPSAR_HOST || '127.0.0.1';
  const error = await new Promise((resolve) => {
    const server = createServer().once('error', resolve);
    server.listen(wanted, host, () => server.close(() => resolve(null)));
  });
  if (!error) return ok(`${wanted} of ${host} is free`);
  const own = listRunning().find(({ url }) => url && Number(new URL(url).port) === wanted);
  if (own) return ok(`${wanted} is this program's own, process ${own.pid}`);
  return problem(`${wanted} of ${host} cannot be used (${error.code})`, 'set COLLAPSAR_PORT to a free port, or stop the program that has it; it may be a Collapsar of another folder.');
}
