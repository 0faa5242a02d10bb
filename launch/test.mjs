import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './build.mjs';

/** Runs vitest over everything, or over what `args` name; gives its exit code. */
export async function runTests(args, browser) {
  const reporters = ['--reporter=default', '--reporter=./test/plain-reporter.mjs'];
  const vitest = spawn(process.execPath, [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CHROME_PATH: browser },
  });
  return new Promise((resolve) => vitest.on('exit', (code) => resolve(code ?? 1)));
}
