import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../prisma/ids.ts';
import { addCaller } from '../server/callers.ts';
import { addEpoch, addRun, addStudy } from '../server/record-builder.ts';
import { type Served, serve } from '../server/served.ts';

/** As test/server/clients asks for it. */
const hasPython = spawnSync('python3', ['-c', 'import sys; assert sys.version_info >= (3, 9)\nimport numpy']).status === 0;
if (!hasPython) console.log('The Python of docs/checks.md is not run: there is no python3 with numpy.');
const root = path.join(import.meta.dirname, '../..');
let served: Served;
let token: string;
beforeAll(async () => {
  served = await serve();
  token = (await addCaller(served.record, 'VIEWER')).secret;
});
afterAll(() => served.end());

interface Said {
  code: number | null;
  out: string;
  told: string;
}

function spoken(program: string, words: string[], env: Record<string, string> = {}): Promise<Said> {
  const child = spawn(program, words, { cwd: root, env: { ...process.env, COLLAPSAR_URL: served.url, COLLAPSAR_TOKEN: token, PYTHONDONTWRITEBYTECODE: '1', ...env } });
  const said = { out: '', told: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.told += text;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })));
}
const command = (words: string[], env?: Record<string, string>) => spoken(process.execPath, ['collapsar.mjs', 'check', ...words], env);

/** A study that asks for a loss of at most 0.5, with a completed run of each loss. */
async function studyOf(losses: number[]) {
  const study = await addStudy(served.record);
  await served.record.check.create({ data: { id: newId('check'), studyId: study.id, name: 'it learns', metric: 'LOSS', split: 'TRAIN', point: 'LAST', bound: 'BELOW', limit: 0.5 } });
  for (const [k, trainLoss] of losses.entries()) {
    const run = await addRun(served.record, study.id, { name: `run ${k}\u001b[31m`, lastEpoch: 1, status: 'COMPLETED' });
    await addEpoch(served.record, run.id, 1, { trainLoss });
  }
  return study.slug;
}

test('the exit code is 0 where every run passed, 1 where one failed, 2 where there is nothing to check', async () => {
  expect(await command(['--study', await studyOf([0.1, 0.5])])).toEqual({ code: 0, out: 'PASSED: 1 checks, 2 runs: 2 passed, 0 failed, 0 undecided.\n', told: '' });
  const failed = await command(['--study', await studyOf([0.1, 0.7])]);
  expect(failed).toEqual({
    code: 1, told: '',
    out: 'FAILED    run 1 [31m: it learns: 0.7 is above the limit 0.5. (epoch 1) The rule: LOSS (train, last) at the last epoch is at most 0.5.\nFAILED: 1 checks, 2 runs: 1 passed, 1 failed, 0 undecided.\n',
  });
  expect(await command(['--study', await studyOf([])])).toEqual({ code: 2, out: 'UNDECIDED: There is no completed run to check.\n', told: '' });
});

test('as JSON, for programs', async () => {
  const { code, out } = await command(['--study', await studyOf([0.7]), '--json']);
  expect([code, JSON.parse(out)]).toMatchObject([1, { isPassed: false, failedCount: 1, notPassed: [{ outcomes: [{ value: 0.7, limit: 0.5 }] }] }]);
});

test.each([
  ['a study that is not there', ['--study', 'nothing'], {}, /^check: there is no study "nothing" at http/],
  ['neither study nor run', [], {}, /^check: name either --study SLUG or --run ID/],
  ['a word that there is not', ['--study', 'a', '--colour'], {}, /^check: Unknown option '--colour'/],
  ['a token that is none', ['--study', 'a'], { COLLAPSAR_TOKEN: 'clp_nothing' }, /^check: .*token/],
  ['a server that is away', ['--study', 'a'], { COLLAPSAR_URL: 'http://127.0.0.1:1' }, /^check: no answer from http:\/\/127\.0\.0\.1:1: bad port/],
])('what stops it is one line and exit code 2: %s', async (_, words, env, line) => {
  const { code, out, told } = await command(words as string[], env as Record<string, string>);
  expect([code, out, told.trimEnd().split('\n').length]).toEqual([2, '', 1]);
  expect(told).toMatch(line);
});

test('its help tells the exit codes', async () => {
  const { code, out } = await command(['--help']);
  expect([code, out]).toEqual([0, expect.stringContaining('Exit code: 0 passed')]);
});

test('the commands and the Python of docs/checks.md do what it says', async () => {
  const page = readFileSync(path.join(root, 'docs/checks.md'), 'utf8');
  const examples = [...page.matchAll(/```(sh|python)\n([\s\S]*?)```/g)].map(([, language, text]) => [language!, text!.trim()] as const);
  expect(examples.map(([language]) => language)).toEqual(['sh', 'python']);
  const slug = await studyOf([0.1, 0.7]);
  for (const [language, text] of examples.filter(([each]) => each === 'sh' || hasPython)) {
    const here = text.replaceAll('my-study', slug);
    const { code, out, told } = language === 'sh' ? await spoken('sh', ['-c', here]) : await spoken('python3', ['-c', here], { PYTHONPATH: path.join(root, 'server/clients/python') });
    expect([code, told], here).toEqual([1, expect.not.stringContaining('Traceback')]);
    expect(out).toContain('run 1');
  }
});
