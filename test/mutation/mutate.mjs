// Breaks each formula, and what the overview says, on purpose and expects a test to fail: node test/mutation/mutate.mjs [word ...]. See README.md beside this file.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mutants } from './mutants.mjs';
import { overviewMutants } from './overview-mutants.mjs';

/** What is broken, where its files lie, and which tests must notice. */
const SUBJECTS = [
  { mutants, folder: 'server', tests: ['test/server/metrics/', 'test/server/linear-algebra/'] },
  { mutants: overviewMutants, folder: 'web', tests: ['test/web/overview/'] },
];
const root = path.join(import.meta.dirname, '../..');
const words = process.argv.slice(2).map((word) => word.toLowerCase());
let lastOutput = '';
const copy = mkdtempSync(path.join(os.tmpdir(), 'collapsar-mutation-'));
try {
  const filter = (source) => !source.startsWith(path.join(root, 'web/.next'));
  for (const name of ['server', 'prisma', 'test', 'docs', 'web', 'package.json', 'tsconfig.json']) cpSync(path.join(root, name), path.join(copy, name), { recursive: true, filter });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  writeFileSync(path.join(copy, 'vitest.config.ts'), "import { defineConfig } from 'vitest/config';\nexport default defineConfig({ test: { testTimeout: 30_000 } });\n");
  const [chosen, unnoticed] = [[], []];
  for (const subject of SUBJECTS) {
    const wanted = subject.mutants.filter((mutant) => words.length === 0 || words.some((word) => mutant.join(' ').toLowerCase().includes(word)));
    if (wanted.length > 0 && !testsPass(subject)) throw new Error(`The tests fail without any mutation: mend them first.\n${lastOutput}`);
    chosen.push(...wanted);
    unnoticed.push(...wanted.filter((mutant) => !isNoticed(subject, mutant)));
  }
  console.log(`${chosen.length - unnoticed.length} of ${chosen.length} mutants noticed`);
  process.exitCode = unnoticed.length > 0 ? 1 : 0;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function isNoticed(subject, [about, name, before, after]) {
  const file = path.join(copy, subject.folder, name);
  const source = readFileSync(file, 'utf8');
  if (!source.includes(before)) throw new Error(`${name} no longer holds "${before}": bring the list of mutants up to date.`);
  writeFileSync(file, source.replace(before, () => after));
  const noticed = !testsPass(subject);
  writeFileSync(file, source);
  console.log(`${noticed ? 'noticed  ' : 'UNNOTICED'}  ${about.padEnd(24)}${name}: ${before} -> ${after}`);
  return noticed;
}

/** Stops at the first failure: one is enough. */
function testsPass({ tests }) {
  const { status, stdout } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--bail=1', ...tests], { cwd: copy, encoding: 'utf8' });
  lastOutput = stdout;
  return status === 0;
}
