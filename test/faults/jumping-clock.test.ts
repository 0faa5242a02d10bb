import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freshRecord } from '../fresh-record.ts';
import { addCaller } from '../server/callers.ts';
import { ServerProcess } from '../server/server-process.ts';
import { DaemonProcess } from '../trainer/daemon-process.ts';
import { queueRun } from '../trainer/queued-run.ts';
import { until } from '../until.ts';

const { record, url } = await freshRecord();
const HOUR = 3_600_000;

/** A clock that another process goes by, in ms off the true one. */
function shiftedClock() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-clock-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'shift');
  const set = (ms: number) => writeFileSync(file, String(ms));
  set(0);
  return { set, env: { CLOCK_SHIFT_FILE: file, NODE_OPTIONS: `--require ${path.join(import.meta.dirname, 'shifted-clock.cjs')}` } };
}

test.each([
  ['an hour forward', HOUR],
  ['an hour back', -HOUR],
])('a trainer whose clock jumps %s keeps its lease, its order and its durations', async (_, shift) => {
  const clock = shiftedClock();
  const id = await queueRun(record, { plannedEpochs: 10 });
  const daemon = new DaemonProcess(url, clock.env);
  onTestFinished(() => void daemon.end('SIGKILL'));
  await until('two epochs', async () => (await record.epoch.count({ where: { runId: id } })) >= 2);
  clock.set(shift);
  const run = await until('the end of the run', async () => record.run.findFirst({ where: { id, status: 'COMPLETED' } }), 90);
  expect(run).toMatchObject({ attempt: 1, lastEpoch: 10, warnings: [] });
  expect(run.finishedAt!.getTime() - run.startedAt!.getTime()).toBeLessThan(120_000);
  const rows = await record.epoch.findMany({ where: { runId: id }, orderBy: { recordedAt: 'asc' } });
  expect(rows.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 10 }, (_, i) => i + 1));
  const odd = rows.filter(({ durationMs, imagesPerSecond }) => !(durationMs! >= 0 && durationMs! < 60_000 && imagesPerSecond! > 0));
  expect(odd).toEqual([]);
  expect(await daemon.end()).toBe(0);
}, 150_000);

test.each([
  ['an hour late', -HOUR],
  ['an hour early', HOUR],
])('a server whose clock is %s judges a token by the clock of the database', async (_, shift) => {
  const clock = shiftedClock();
  clock.set(shift);
  const server = new ServerProcess({ DATABASE_URL: url, ...clock.env });
  onTestFinished(() => void server.child.kill('SIGKILL'));
  const address = await server.serving();
  const [valid, ended] = [await addCaller(record, 'ADMIN'), await addCaller(record, 'ADMIN')];
  const endsIn = (id: string, minutes: number) => record.$executeRaw`UPDATE "Token" SET "expiresAt" = now() + make_interval(mins => ${minutes}::int) WHERE id = ${id}`;
  await endsIn(valid.id, 10);
  await endsIn(ended.id, -10);
  const ask = async (headers: Record<string, string>) =>
    (await fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{"query":"{ runs { totalCount } }"}' })).status;
  expect([await ask(valid.headers), await ask(ended.headers)]).toEqual([200, 401]);
}, 60_000);
