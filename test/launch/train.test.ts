import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { freshRecord } from '../fresh-record.ts';
import { DaemonProcess } from '../trainer/daemon-process.ts';
import { until } from '../until.ts';

const root = path.join(import.meta.dirname, '../..');
const { record, url } = await freshRecord();

/** The command as people give it; `onOutput` sees all output so far. */
function command(args: string[], { databaseUrl = url, onOutput = (_text: string, _interrupt: () => void) => {} } = {}) {
  const child = spawn(process.execPath, ['collapsar.mjs', 'train', ...args], { cwd: root, env: { ...process.env, DATABASE_URL: databaseUrl } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
      onOutput(output, () => child.kill('SIGINT'));
    });
  }
  return new Promise<{ code: number | null; output: string }>((resolve) => child.on('close', (code) => resolve({ code, output })));
}
const SMALL = ['--architecture', 'vgg', '--depth', '6', '--width', '2', '--dataset', 'MNIST', '--samples-per-class', '20', '--test-samples-per-class', '10', '--batch-size', '50'];
const runsIn = (slug: string) => record.run.findMany({ where: { study: { slug } }, orderBy: { id: 'asc' } });

test('a mistake is told before the database is even asked', async () => {
  const { code, output } = await command([...SMALL, '--depth', '7'], { databaseUrl: 'postgresql://nobody@127.0.0.1:1/nothing' });
  expect(code).toBe(1);
  expect(output).toContain('--depth is 7; it must be one of 6, 11, 13, 16, 19 for vgg.');
  expect(output).not.toContain('127.0.0.1');
}, 60_000);

test('--dry-run tells parameters, images, epochs, time and memory, and needs no database', async () => {
  const { code, output } = await command([...SMALL, '--epochs', '10', '--dry-run'], { databaseUrl: 'postgresql://nobody@127.0.0.1:1/nothing' });
  expect(output).toMatch(/vgg of depth 6: [\d,]+ parameters, p = 32/);
  expect(output).toContain('MNIST: 200 to train on, 100 to test');
  expect(output).toMatch(/time +\d+ s to \d+ s a run \(\d+ ms a step on \w+/);
  expect(output).toMatch(/memory +about \d+ MiB a run/);
  expect(output).toContain('Nothing was written.');
  expect(code).toBe(0);
}, 90_000);

test('a run is queued; the same command again is refused, and with --again queued under another name', async () => {
  const first = await command([...SMALL, '--study', 'mine', '--name', 'a run', '--epochs', '3']);
  expect(first.output).toContain('queued in mine: a run  run_');
  expect(first.output).toContain('No trainer works on this record: npm start or npm run trainer starts one.');
  expect(first.code).toBe(0);
  const second = await command([...SMALL, '--study', 'mine', '--name', 'a run', '--epochs', '3']);
  expect(second.output).toContain('The study mine already has a run "a run"');
  expect(second.code).toBe(1);
  await command([...SMALL, '--study', 'mine', '--name', 'a run', '--epochs', '3', '--again']);
  const runs = await runsIn('mine');
  expect(runs.map(({ name, status, plannedEpochs }) => [name, status, plannedEpochs])).toEqual([['a run', 'QUEUED', 3], ['a run (2)', 'QUEUED', 3]]);
}, 120_000);

test('orders change the row, and are refused with a sentence where they do not fit', async () => {
  const [run] = await runsIn('mine');
  expect((await command(['--pause', run!.id])).output).toContain(`${run!.id}: paused; --resume lets it go on.`);
  expect((await command(['--resume', run!.id])).output).toContain(`${run!.id}: queued again`);
  expect((await command(['--cancel', run!.id])).output).toContain(`${run!.id}: cancelled; what was recorded stays.`);
  const { code, output } = await command(['--pause', run!.id]);
  expect(output).toContain('"a run" is cancelled; to pause a run it must be queued or running.');
  expect(code).toBe(1);
  await record.run.updateMany({ data: { status: 'CANCELLED' } });
}, 120_000);

test('--watch shows the runs of a sweep to their end and names the best rate', async () => {
  const daemon = new DaemonProcess(url);
  const { code, output } = await command([...SMALL, '--study', 'sweep', '--sweep', '2', '--epochs', '3', '--watch']);
  await daemon.end();
  expect(output).toMatch(/rate 0\.0001: completed after 3 epochs\./);
  expect(output).toMatch(/rate 0\.25: completed after 3 epochs\./);
  expect(output).toMatch(/Best learning rate by test error at the last epoch: 0\.(25|0001) \(test error \S+ %\)\./);
  expect(code).toBe(0);
}, 180_000);

test('Ctrl-C ends the watching and leaves the run alone', async () => {
  const daemon = new DaemonProcess(url);
  let isInterrupted = false;
  const onOutput = (output: string, interrupt: () => void) => {
    if (isInterrupted || !/epoch \d+\/500/.test(output)) return;
    isInterrupted = true;
    interrupt();
  };
  const { code, output } = await command([...SMALL, '--study', 'long', '--epochs', '500', '--watch'], { onOutput });
  expect(output).toContain('The runs go on without this window: --watch shows them again.');
  expect(code).toBe(130);
  const [run] = await runsIn('long');
  await until('further epochs', async () => (await record.run.findUniqueOrThrow({ where: { id: run!.id } })).lastEpoch > run!.lastEpoch);
  await daemon.end();
}, 180_000);
