// From a clean clone to serving, and a second start, as a new user sees it.
//   node test/bench/clean-clone.mjs            with npm's cache as it is
//   node test/bench/clean-clone.mjs --empty    with an empty one
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-clone-'));
chmodSync(folder, 0o755);
const clone = path.join(folder, 'clone');
const env = { ...process.env, COLLAPSAR_PORT: '0', ...(process.argv.includes('--empty') ? { npm_config_cache: path.join(folder, 'npm-cache') } : {}) };

try {
  execFileSync('git', ['clone', '--quiet', root, clone]);
  console.log(`clean clone: serving after ${await startOnce()} s`);
  console.log(`second start: serving after ${await startOnce()} s`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Starts, waits for the address, stops; gives the seconds to the address and prints the stages. */
async function startOnce() {
  const begin = performance.now();
  const program = spawn('npm', ['start'], { cwd: clone, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  let output = '';
  const gone = new Promise((resolve) => program.once('exit', resolve));
  const seconds = await new Promise((resolve) => {
    program.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      if (output.includes('Open http')) resolve(((performance.now() - begin) / 1000).toFixed(1));
    });
    gone.then(() => resolve('never'));
  });
  console.log(output.split('\n').filter((line) => / s$/.test(line)).join('\n'));
  process.kill(-program.pid, 'SIGINT');
  await gone;
  return seconds;
}
