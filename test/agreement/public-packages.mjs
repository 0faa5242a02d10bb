/**
 * The same features measured by public packages and by `collapsar measure`: writes public-values.json and prints the tables of docs/agreement.md.
 *
 *   node collapsar.mjs setup && node test/agreement/public-packages.mjs [--python PATH]
 *
 * Makes a throwaway virtual environment of python3 and installs the packages below into it (more than 5 GB, most of it torch); PATH is an interpreter that
 * has them already. The values' last digits vary: scipy's svds starts from a random vector.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { tables } from './relations.mjs';

const PACKAGES = ['kowalski==0.0.2', 'scikit-learn==1.9.1', 'torch==2.15.0', 'scipy==1.17.1', 'numpy==2.4.6'];
const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const { values: flags } = parseArgs({ options: { python: { type: 'string' } } });

const folder = mkdtempSync(path.join(tmpdir(), 'collapsar-agreement-'));
try {
  const python = flags.python ?? install(path.join(folder, 'environment'));
  const { versions, cases } = JSON.parse(run(python, [here('public-packages.py'), folder]));
  const theirs = { date: new Date().toISOString().slice(0, 10), versions, cases };
  writeFileSync(here('public-values.json'), `${JSON.stringify(theirs, null, 1)}\n`);
  console.log(tables(Object.fromEntries(Object.keys(cases).map((name) => [name, measure(name)])), cases));
} finally {
  rmSync(folder, { recursive: true });
}

function install(environment) {
  run('python3', ['-m', 'venv', environment]);
  const python = path.join(environment, 'bin', 'python');
  run(python, ['-m', 'pip', 'install', '--quiet', '--no-cache-dir', ...PACKAGES]);
  return python;
}

/** All metrics of a case, and NC4 of its features without the classifier's bias. */
function measure(name) {
  const of = (file) => JSON.parse(run(process.execPath, [here('../../collapsar.mjs'), 'measure', path.join(folder, file), '--json'])).metrics;
  return { ...of(`${name}.npz`), unbiased: of(`${name}-no-bias.npz`).NC4_MISMATCH };
}

function run(program, words) {
  return execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
