// What `doctor` asks of the trainer: its programs are started, as the trainer's own code is not loaded here.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { probe } from './backend.mjs';
import { recipeOf } from './backend-folder.mjs';
import { base, root } from './build.mjs';
import { ok, problem, skipped } from './doctor-machine.mjs';

export const builtChecks = [
  { name: 'backend wasm', look: () => backend('wasm') },
  ...['gpu', 'native', 'node'].map((name) => ({ name: `backend ${name}`, look: async () => (recipeOf(name) ? backend(name) : absent(name)) })),
  { name: 'data sets', look: dataSets },
];

async function backend(name) {
  const { line, message } = await probe(name);
  return line ? ok(line) : problem(message, name === 'wasm' ? 'node collapsar.mjs setup' : `node collapsar.mjs backend ${name}`);
}

function absent(name) {
  if (process.env.COLLAPSAR_BACKEND === name) return problem('not installed, and COLLAPSAR_BACKEND asks for it', `node collapsar.mjs backend ${name}`);
  return skipped('not installed');
}

async function dataSets() {
  const folder = path.resolve(base, process.env.COLLAPSAR_DATA || '.data');
  const program = path.join(root, 'dist', 'trainer', 'datasets', 'inspect-files.js');
  const { stdout } = await promisify(execFile)(process.execPath, [program, folder], { maxBuffer: 1e7 });
  return JSON.parse(stdout).map(described);
}

function described({ name, state, text }) {
  if (state === 'official') return ok(`${name}: the official files`);
  if (state === 'absent') return skipped(`${name}: not here; fetched when a run asks for it`);
  if (state === 'incomplete') return skipped(`${name}: ${text}; fetched when a run asks for it`);
  if (state === 'unverified') return skipped(`${name}: files of your own. ${text}`);
  return problem(`${name}: ${text}`);
}
