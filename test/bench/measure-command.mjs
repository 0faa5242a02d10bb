// Wall time and peak memory of `measure` on made features files: node test/bench/measure-command.mjs [--large] [--keep FOLDER]
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { large: { type: 'boolean' }, keep: { type: 'string' }, runs: { type: 'string', default: '3' } } });
const folder = values.keep ?? mkdtempSync(path.join(os.tmpdir(), 'collapsar-bench-'));
const entry = path.join(import.meta.dirname, '../../collapsar.mjs');
const CLASSES = 10;

/** A safetensors file of float32 features about C random means, written row by row. */
function makeFile(N, p) {
  const file = path.join(folder, `${N}x${p}.safetensors`);
  if (existsSync(file)) return file;
  const sizes = { features: ['F32', [N, p], 4 * N * p], weight: ['F32', [CLASSES, p], 4 * CLASSES * p], bias: ['F32', [CLASSES], 4 * CLASSES], labels: ['I32', [N], 4 * N] };
  let at = 0;
  const header = {};
  for (const [name, [dtype, shape, bytes]] of Object.entries(sizes)) {
    header[name] = { dtype, shape, data_offsets: [at, at + bytes] };
    at += bytes;
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const descriptor = openSync(file, 'w');
  const random = lcg();
  const means = Float32Array.from({ length: CLASSES * p }, random);
  for (const part of [length, text]) writeSync(descriptor, part);
  const rows = new Float32Array(1000 * p);
  for (let first = 0; first < N; first += 1000) {
    const count = Math.min(1000, N - first);
    for (let k = 0; k < count * p; k++) rows[k] = means[((first + Math.floor(k / p)) % CLASSES) * p + (k % p)] + 0.1 * random();
    writeSync(descriptor, new Uint8Array(rows.buffer, 0, 4 * count * p));
  }
  for (const array of [means, new Float32Array(CLASSES), Int32Array.from({ length: N }, (_, i) => i % CLASSES)]) writeSync(descriptor, new Uint8Array(array.buffer));
  closeSync(descriptor);
  return file;
}

/** Even numbers from -1 to 1, the same on each machine. */
function lcg(state = 1) {
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** One run as typed: seconds from start to end, MB at the highest (of the child itself: it says so as it exits). */
async function timed(file, ...options) {
  const report = path.join(folder, 'usage.json');
  const wrapper = `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(report)}, JSON.stringify(process.resourceUsage())))`;
  const begin = performance.now();
  const child = spawn(process.execPath, ['--import', `data:text/javascript,import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(import.meta.url)}); ${wrapper}`, entry, 'measure', file, '--json', ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`measure ended with ${code}`);
  return { seconds: (performance.now() - begin) / 1000, megabytes: JSON.parse(readFileSync(report, 'utf8')).maxRSS / 1024 };
}

const golden = path.join(import.meta.dirname, '../golden/two-classes.npz');
const cases = [[golden], [makeFile(10_000, 512)], [makeFile(10_000, 512), '--no-covariance'], [makeFile(50_000, 512)], [makeFile(50_000, 512), '--no-covariance']];
if (values.large) cases.push([makeFile(200_000, 2048)]);
try {
  for (const [file, ...options] of cases) {
    const runs = [];
    for (let run = 0; run < Number(values.runs); run++) runs.push(await timed(file, ...options));
    const seconds = Math.min(...runs.map((run) => run.seconds)).toFixed(2);
    const megabytes = Math.max(...runs.map((run) => run.megabytes)).toFixed(0);
    console.log(`${path.basename(file).padEnd(26)}${options.join(' ').padEnd(18)}${seconds.padStart(8)} s${megabytes.padStart(7)} MB`);
  }
} finally {
  if (!values.keep) rmSync(folder, { recursive: true });
}
