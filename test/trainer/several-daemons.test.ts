import { afterAll, expect, test } from 'vitest';
import { cancelRun } from '../../prisma/run-orders.ts';
import { freshRecord } from '../fresh-record.ts';
import { childrenOf } from '../process-tree.ts';
import { until } from '../until.ts';
import { DaemonProcess } from './daemon-process.ts';
import { queueRun } from './queued-run.ts';

const { record, url } = await freshRecord();
const daemons: DaemonProcess[] = [];
const start = (slots = 1) => {
  const daemon = new DaemonProcess(url, { COLLAPSAR_CHECKPOINT_SECONDS: '1', COLLAPSAR_SLOTS: String(slots) });
  daemons.push(daemon);
  return daemon;
};
const stopAll = () => Promise.all(daemons.splice(0).map((daemon) => daemon.end()));
afterAll(stopAll);

const runOf = (id: string) => record.run.findUniqueOrThrow({ where: { id } });
const completed = (ids: string[], seconds = 120) =>
  until('the end of all runs', async () => (await record.run.count({ where: { id: { in: ids }, status: 'COMPLETED' } })) === ids.length, seconds);
const epochsOf = async (runId: string) => (await record.epoch.findMany({ where: { runId }, orderBy: { epoch: 'asc' } })).map(({ epoch }) => epoch);
const upTo = (epoch: number) => Array.from({ length: epoch }, (_, i) => i + 1);
const childOf = (daemon: DaemonProcess) => childrenOf(daemon.child.pid!, 'run.js')[0];

test('two daemons share six runs, one of them killed twice: each completes, with every epoch once', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 6; i++) ids.push(await queueRun(record, { plannedEpochs: 2, seed: i }));
  start();
  for (let kill = 0; kill < 2; kill++) {
    const victim = start();
    await until('a run in the hands of the victim', async () => childOf(victim), 60);
    await victim.end('SIGKILL');
  }
  start();
  await completed(ids);
  for (const id of ids) expect(await epochsOf(id)).toEqual(upTo(2));
  const runs = await record.run.findMany({ where: { id: { in: ids } } });
  expect(runs.every(({ error, lastEpoch }) => error === null && lastEpoch === 2)).toBe(true);
  await stopAll();
}, 900_000);

test('a process frozen past its lease is superseded, and when it wakes it writes nothing and ends', async () => {
  const frozen = start();
  const id = await queueRun(record, { plannedEpochs: 400 });
  await until('two epochs', async () => (await runOf(id)).lastEpoch >= 2);
  const child = childOf(frozen)!;
  process.kill(child, 'SIGSTOP');
  try {
    start();
    await until('the other daemon', async () => (await runOf(id)).attempt === 2, 40);
    await until('epochs of the second attempt', async () => (await record.epoch.count({ where: { runId: id, attempt: 2 } })) > 2, 40);
  } finally {
    process.kill(child, 'SIGCONT');
  }
  const before = await record.epoch.count({ where: { runId: id, attempt: 1 } });
  await until('the end of the woken process', async () => !childrenOf(frozen.child.pid!, 'run.js').includes(child), 20);
  // the second attempt supersedes rows of the first; the first must add none
  expect(await record.epoch.count({ where: { runId: id, attempt: 1 } })).toBeLessThanOrEqual(before);
  const told = frozen.messages.some((message) => 'text' in message && message.text.includes('was superseded by'));
  expect(told).toBe(true);
  expect((await runOf(id)).attempt).toBe(2);
  await cancelRun(record, id); // else it would stand before the runs of the next test
  await stopAll();
}, 900_000);

test('a run that breaks every process ends as FAILED after three tries, and the queue behind it is served', async () => {
  const poisoned = await queueRun(record, { optimiser: null, priority: 9 } as never);
  const healthy = await queueRun(record, { plannedEpochs: 2 });
  start();
  await completed([healthy]);
  const run = await until('the end of the poisoned run', async () => {
    const row = await runOf(poisoned);
    return row.status === 'FAILED' ? row : null;
  });
  expect(run.attempt).toBe(3);
  expect(run.error).toMatch(/^Given up after 3 tries in a row/);
  await stopAll();
}, 900_000);

test('a daemon of two slots trains two runs at once', async () => {
  const daemon = start(2);
  const ids = [await queueRun(record, { plannedEpochs: 60 }), await queueRun(record, { plannedEpochs: 60 })];
  await until('two processes', async () => childrenOf(daemon.child.pid!, 'run.js').length === 2);
  await completed(ids);
  await stopAll();
}, 900_000);
