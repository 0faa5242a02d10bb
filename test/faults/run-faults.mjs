#!/usr/bin/env node
/**
 * Runs the tests that the table of faults names, and says row by row how they ended:
 *   npm run test:faults            as they are in `npm test`
 *   npm run test:faults -- --long  with a hundred thousand damaged files, half an hour of use and a record of 5,000 runs
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runnerImport } from 'vite';
import { filterOf, inFull, outcomeOf } from './named-tests.mjs';

// vite sets NODE_ENV, which would change how the pages are built
const environment = { ...process.env };
const root = path.resolve(import.meta.dirname, '../..');
const { module } = await runnerImport(path.join(root, 'test/faults/fault-table.ts'), { root, configFile: false, logLevel: 'error' });
const isLong = process.argv.includes('--long');
const faults = isLong ? module.FAULTS.map(inFull) : module.FAULTS;
const files = [...new Set(faults.flatMap(({ shownBy }) => Object.keys(shownBy)))].sort();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'collapsar-faults-'));
const report = path.join(folder, 'report.json');
// FUZZ_RUNS counts for each of five files
const env = { ...environment, ...(isLong && { FUZZ_RUNS: '20000', READ_RUNS: '5000x300', SOAK_MINUTES: process.env.SOAK_MINUTES ?? '30' }) };
const given = process.argv.slice(2).filter((word) => word !== '--long');
// four at once fill the waits for leases and time limits; files that share a worker's modules do not load them again
const chosen = ['--maxWorkers=4', '--no-isolate', '--testNamePattern', filterOf(faults), '--reporter=json', `--outputFile=${report}`];
const { status } = spawnSync(process.execPath, [path.join(root, 'collapsar.mjs'), 'test', ...(given.length > 0 ? given : files), ...chosen], { cwd: root, stdio: 'inherit', env });

const results = fs.existsSync(report) ? readResults(JSON.parse(fs.readFileSync(report, 'utf8'))) : new Map();
fs.rmSync(folder, { recursive: true });
const count = { passed: 0, failed: 0, missing: 0 };
console.log('');
for (const fault of faults) {
  const { state, seconds, notRun } = outcomeOf(fault, results);
  count[state]++;
  const shown = state === 'missing' && notRun.length > 0 ? `  (did not run: ${notRun.join('; ')})` : '';
  console.log(`${String(fault.row).padStart(3)}  ${fault.title.padEnd(40)} ${state.padEnd(8)} ${seconds.toFixed(1).padStart(7)} s${shown}`);
}
console.log(`\n${count.passed} rows passed, ${count.failed} failed, ${count.missing} missing`);
// a test may fail that belongs to no row, or a file that could not be read
process.exitCode = status === 0 && count.failed === 0 ? 0 : 1;

function readResults({ testResults }) {
  const seconds = ({ duration }) => (duration ?? 0) / 1000;
  const ended = (test) => ({ titles: [...test.ancestorTitles, test.title], state: test.status, seconds: seconds(test) });
  return new Map(testResults.map(({ name, assertionResults }) => [path.relative(root, name).replaceAll(path.sep, '/'), assertionResults.map(ended)]));
}
