// Breaks each formula on purpose and expects a test to fail: node test/mutation/mutate.mjs [word ...]. See README.md beside this file.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mutants } from './mutants.mjs';

const root = path.join(import.meta.dirname, '../..');
const words = process.argv.slice(2).map((word) => word.toLowerCase());
let lastOutput = '';
const copy = mkdtempSync(path.join(os.tmpdir(), 'collapsar-mutation-'));
try {
  for (const name of ['server', 'prisma', 'test', 'docs', 'package.json', 'tsconfig.json']) cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  writeFileSync(path.join(copy, 'vitest.config.ts'), "import { defineConfig } from 'vitest/config';\nexport default defineConfig({ test: { testTimeout: 30_000, include: ['test/server/metrics/*.test.ts', 'test/server/linear-algebra/*.test.ts'] } });\n");
  if (!testsPass()) throw new Error(`The tests fail without any mutation: mend them first.\n${lastOutput}`);
  const chosen = mutants.filter((mutant) => words.length === 0 || words.some((word) => mutant.join(' ').toLowerCase().includes(word)));
  const unnoticed = chosen.filter((mutant) => !isNoticed(mutant));
  console.log(`${chosen.length - unnoticed.length} of ${chosen.length} mutants noticed`);
  process.exitCode = unnoticed.length > 0 ? 1 : 0;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function isNoticed([metric, name, before, after]) {
  const file = path.join(copy, 'server', name);
  const source = readFileSync(file, 'utf8');
  if (!source.includes(before)) throw new Error(`${name} no longer holds "${before}": bring mutants.mjs up to date.`);
  writeFileSync(file, source.replace(before, () => after));
  const noticed = !testsPass();
  writeFileSync(file, source);
  console.log(`${noticed ? 'noticed  ' : 'UNNOTICED'}  ${metric.padEnd(24)}${name}: ${before} -> ${after}`);
  return noticed;
}

/** Stops at the first failure: one is enough. */
function testsPass() {
  const { status, stdout } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--bail=1'], { cwd: copy, encoding: 'utf8' });
  lastOutput = stdout;
  return status === 0;
}
