import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeSnapshot, sha256 } from '../../prisma/snapshot/codec.ts';
import { measuredIds as ids, metricOf } from '../../server/metrics/catalogue.ts';

const root = path.join(import.meta.dirname, '../..');
const golden = (name: string) => path.join(root, 'test/golden', name);

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-measure-'));
  await measure(golden('two-classes.npz')); // the first one may have to build the program
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

interface Said {
  code: number | null;
  stdout: string;
  stderr: string;
}

function run(command: string, args: string[], cwd: string): Promise<Said> {
  const { NODE_ENV, VITEST, ...env } = process.env;
  const child = spawn(command, args, { cwd, env: env as NodeJS.ProcessEnv });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text) => {
      said[stream] += text;
    });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })));
}

const measure = (...words: string[]) => run(process.execPath, [path.join(root, 'collapsar.mjs'), 'measure', ...words], folder);

test.each(['gaussian-10x64', 'near-collapse-1e-5', 'imbalanced', 'two-classes'])('%s --json: one object, and numpy agrees with each number', async (name) => {
  const { code, stdout, stderr } = await measure(golden(`${name}.npz`), '--json');
  expect([code, stderr]).toEqual([0, '']);
  const { metrics, classes, features, samples, warnings } = JSON.parse(stdout);
  const expected = JSON.parse(readFileSync(golden(`${name}.json`), 'utf8'));
  expect(Object.keys(metrics)).toEqual(ids);
  for (const id of ids.filter((each) => each in expected)) {
    if (expected[id] === null) expect(metrics[id]).toBeNull();
    else expect(Math.abs(metrics[id] - expected[id]), id).toBeLessThanOrEqual(1e-9 * Math.abs(expected[id]) + 1e-13);
  }
  for (const size of [classes, features, samples]) expect(size).toBeGreaterThan(1);
  for (const warning of warnings) expect(warning).toMatch(/^[A-Z_]+: /);
  expect(new Set(warnings).size).toBe(warnings.length);
});

test('a reason of a missing value is among the warnings', async () => {
  const { stdout } = await measure(golden('two-classes.npz'), '--json', '--metrics', 'NC2_EQUIANGULAR_MEANS');
  expect(JSON.parse(stdout)).toMatchObject({ metrics: { NC2_EQUIANGULAR_MEANS: null }, warnings: [expect.stringMatching(/^TOO_FEW_PAIRS: /)] });
});

test('test features have their own values beside', async () => {
  const { stdout } = await measure(golden('files/with-test.npz'), '--json');
  const { epoch, test: held, samples } = JSON.parse(stdout);
  expect([epoch, samples, held.samples, held.metrics.NC4_MISMATCH]).toEqual([12, 50, 20, 0.5]);
});

test('several files are ordered by the epoch in them or in their names', async () => {
  for (const name of ['epoch-010.npz', 'epoch-2.npz', 'epoch-1.npz']) writeFileSync(path.join(folder, name), readFileSync(golden('two-classes.npz')));
  const files = ['epoch-010.npz', golden('files/with-test.npz'), 'epoch-2.npz', 'epoch-1.npz'];
  const objects = JSON.parse((await measure(...files, '--json')).stdout);
  expect(objects.map(({ file, epoch }: { file: string; epoch: number }) => [path.basename(file), epoch])).toEqual([
    ['epoch-1.npz', 1],
    ['epoch-2.npz', 2],
    ['epoch-010.npz', 10],
    ['with-test.npz', 12],
  ]);
  const [header, ...rows] = (await measure(...files, '--csv')).stdout.trimEnd().split('\r\n').map((line) => line.split(','));
  expect(header!.slice(0, 5 + ids.length)).toEqual(['file', 'epoch', 'classes', 'features', 'samples', ...ids]);
  expect(rows.map((row) => row[1])).toEqual(['1', '2', '10', '12']);
  expect(rows.map((row) => row.length)).toEqual(Array(4).fill(header!.length));
  expect(rows[0]![5 + ids.indexOf('NC2_EQUIANGULAR_MEANS')]).toBe('');
  const lines = (await measure(...files)).stdout.split('\n');
  expect(lines.slice(0, 5).map((line) => line.trim().split(/\s+/)[0])).toEqual(['epoch', '1', '2', '10', '12']);
});

test('the table names every metric with its value and its value at collapse', async () => {
  const { stdout } = await measure(golden('gaussian-10x64.npz'));
  for (const id of ids) expect(stdout).toMatch(new RegExp(`${id} +${metricOf(id).title.replace(/[()]/g, '\\$&')} +[\\d.e–-]+ +`));
  expect(stdout).toMatch(/^.*gaussian-10x64\.npz: 10 classes, 64 features, \d+ samples$/m);
});

test('--snapshot writes the core, whole, and nothing beside it', async () => {
  writeFileSync(path.join(folder, 'epoch-7.npz'), readFileSync(golden('gaussian-10x64.npz')));
  expect((await measure('epoch-7.npz', '--snapshot', 'core.safetensors', '--json')).code).toBe(0);
  const bytes = readFileSync(path.join(folder, 'core.safetensors'));
  const { classes, features, metadata } = decodeSnapshot(bytes, sha256(bytes));
  expect([classes, features, metadata.epoch, metadata.split]).toEqual([10, 64, 7, 'TRAIN']);
  expect(readdirSync(folder).filter((name) => name.includes('part'))).toEqual([]);
});

test('npm run -s measure says the same, and takes names from where it was called', async () => {
  writeFileSync(path.join(folder, 'here.npz'), readFileSync(golden('two-classes.npz')));
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { code, stdout, stderr } = await run(npm, ['run', '-s', '--prefix', root, 'measure', '--', 'here.npz', '--json', '--metrics', 'NC1'], folder);
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout).metrics.NC1).toBeCloseTo(0.05947878774882315, 12);
});

test('--help explains options, arrays and exit codes', async () => {
  const { code, stdout } = await measure('--help');
  expect(code).toBe(0);
  for (const part of ['--weights', '--json', '--csv', '--metrics', '--snapshot', '--no-covariance', 'test_features', 'weight_decay', 'Exit code', 'Examples']) expect(stdout).toContain(part);
});

describe('what cannot be measured ends with code 2, one line on the error stream and nothing else', () => {
  test.each<[string, string[], RegExp]>([
    ['no file', [], /^measure: no file is named; /],
    ['an unknown option', ['a.npz', '--jsn'], /^measure: Unknown option '--jsn'; /],
    ['two formats', ['a.npz', '--json', '--csv'], /^measure: --json and --csv exclude one another; /],
    ['an option without its value', ['a.npz', '--weights'], /^measure: .*--weights.*; /],
    ['an unknown metric', ['a.npz', '--metrics', 'NC1,NC3_DUALTY'], /^--metrics: there is no metric "NC3_DUALTY"; did you mean NC3_DUALITY, /],
    ['a snapshot of two files', ['a.npz', 'b.npz', '--snapshot', 'x.safetensors'], /^measure: --snapshot takes one file and 2 are named; /],
    ['a snapshot of another name', ['a.npz', '--snapshot', 'x.npz'], /^measure: --snapshot writes a \.safetensors file/],
    ['a snapshot in no folder', [golden('two-classes.npz'), '--snapshot', 'none/x.safetensors'], /^--snapshot: "none\/x\.safetensors" cannot be written \(ENOENT\); /],
    ['a missing file', ['nowhere.npz', '--json'], /^nowhere\.npz: there is no such file; /],
    ['one bad file among good ones', [golden('two-classes.npz'), 'nowhere.npz', '--json'], /^nowhere\.npz: there is no such file; /],
    ['a pickle', [golden('files/refused/object.npz')], /object\.npz: array "features": it has the numpy type \|O: a pickled object array, which is never read; /],
    ['weights without any', [golden('two-classes.npz'), '--weights', golden('files/features-only.npz')], /features-only\.npz: it has no weight, it holds "features", "labels"; /],
  ])('%s', async (_, words, line) => {
    const { code, stdout, stderr } = await measure(...words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a snapshot in the place of what is measured, which stays as it was', async () => {
    const file = path.join(folder, 'mine.safetensors');
    writeFileSync(file, readFileSync(golden('files/F64.safetensors')));
    const { code, stderr } = await measure('mine.safetensors', '--snapshot', './mine.safetensors');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/is the file that is measured, and would be replaced; name another one\.\n$/)]);
    expect(readFileSync(file)).toEqual(readFileSync(golden('files/F64.safetensors')));
  });
});
