import { expect, test } from 'vitest';
import { findAddon } from '../../../trainer/backends/addon.ts';
import { freshRecord } from '../../fresh-record.ts';
import { until } from '../../until.ts';
import { DaemonProcess } from '../daemon-process.ts';
import { queueRun } from '../queued-run.ts';

const { record, url } = await freshRecord();

const runOf = (id: string) => record.run.findUniqueOrThrow({ where: { id } });

/** Trains a small run on a daemon of its own; gives what the daemon said when it was ready, and what the run recorded. */
async function trainOn(backend: string) {
  const daemon = new DaemonProcess(url, { COLLAPSAR_BACKEND: backend });
  const id = await queueRun(record);
  await until('the end of the run', async () => (await runOf(id)).status === 'COMPLETED');
  await daemon.end();
  const epochs = await record.epoch.findMany({ where: { runId: id }, orderBy: { epoch: 'asc' } });
  const log = (await record.runLog.findMany({ where: { runId: id } })).map(({ message }) => message);
  return { ready: daemon.messages.find(({ kind }) => kind === 'ready'), run: await runOf(id), epochs, log };
}
const onWasm = () => (wasm ??= trainOn('wasm'));
let wasm: ReturnType<typeof trainOn> | undefined;

test('the ready daemon says the backend and why; the run records it in its row and its log', async () => {
  const { ready, run, log } = await onWasm();
  expect(ready).toEqual({ kind: 'ready', slots: 1, backend: 'wasm, as COLLAPSAR_BACKEND says' });
  expect(run.backend).toMatch(/^wasm \(TensorFlow\.js [\d.]+\)$/);
  expect(log).toContain('Backend: wasm, as COLLAPSAR_BACKEND says.');
});

test.skipIf(findAddon('gpu'))('a daemon whose backend is not there ends with one sentence and touches no run', async () => {
  const id = await queueRun(record);
  const daemon = new DaemonProcess(url, { COLLAPSAR_BACKEND: 'gpu' });
  const code = await new Promise((resolve) => daemon.child.once('exit', resolve));
  expect(code).toBe(1);
  expect(daemon.errors.trim()).toBe('The backend "gpu" is not installed: `node collapsar.mjs backend gpu` installs it, or set COLLAPSAR_BACKEND to auto, wasm or cpu.');
  expect((await runOf(id)).attempt).toBe(0);
  await record.run.update({ where: { id }, data: { status: 'CANCELLED' } });
});

const missing = !findAddon('native');
test.skipIf(missing)(`a whole run on native learns what it learns on wasm${missing ? ' (not installed: collapsar backend native)' : ''}`, async () => {
  const [reference, native] = [await onWasm(), await trainOn('native')];
  expect(native.ready).toMatchObject({ backend: 'native, as COLLAPSAR_BACKEND says' });
  expect(native.run.backend).toMatch(/^native \(TensorFlow\.js [\d.]+, TensorFlow 2\.15\.1, \d+ threads?\)$/);
  expect(native.epochs).toHaveLength(reference.epochs.length);
  expect(Math.abs(native.epochs[0]!.runningLoss! - reference.epochs[0]!.runningLoss!)).toBeLessThan(1e-3 * reference.epochs[0]!.runningLoss!);
  expect(native.epochs.at(-1)!.trainLoss).toBeLessThan(0.5 * native.epochs[0]!.trainLoss!);
}, 120_000);
