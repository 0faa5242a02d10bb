import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import { cancelRun } from '../../prisma/run-orders.ts';
import { type Claim, claimNextRun } from '../../trainer/claim.ts';
import type { HeartData, HeartMessage } from '../../trainer/heart.ts';
import { secondsUp } from '../../trainer/seconds-up.ts';
import { freshRecord } from '../fresh-record.ts';
import { until } from '../until.ts';
import { queueRun } from './queued-run.ts';

const { record, url } = await freshRecord();
const hearts: Worker[] = [];
afterAll(() => Promise.all(hearts.map((heart) => heart.terminate())));

/** A claimed run and the heart that keeps it, the built one; `lastTurn` is when the main thread last ran, by `secondsUp`. */
async function beating(lastTurn = secondsUp()) {
  await queueRun(record);
  const claim = (await claimNextRun(record, 'a machine', []))!;
  await record.$executeRaw`UPDATE "Run" SET heartbeat = now() - interval '14 seconds' WHERE id = ${claim.runId}`;
  const turn = new Int32Array(new SharedArrayBuffer(4));
  turn[0] = lastTurn;
  const workerData: HeartData = { url, claim, lastTurn: turn };
  const heart = new Worker(path.join(import.meta.dirname, '../../dist/trainer/heart.js'), { workerData });
  hearts.push(heart);
  const heard: HeartMessage[] = [];
  heart.on('message', (message) => heard.push(message));
  return { claim, heard };
}
const secondsSince = async ({ runId }: Claim) => {
  const [{ age }] = await record.$queryRaw<[{ age: number }]>`SELECT extract(epoch FROM now() - heartbeat)::float8 AS age FROM "Run" WHERE id = ${runId}`;
  return age;
};
/** Nothing of this thread runs meanwhile, as in a batch of a large network. */
const block = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

test('the lease is kept while the main thread is busy for longer than it lasts', async () => {
  const { claim } = await beating();
  await until('the first beat', async () => (await secondsSince(claim)) < 5);
  block(16_000);
  expect(await secondsSince(claim)).toBeLessThan(10);
}, 60_000);

test('a main thread that has not run for ten minutes loses its lease', async () => {
  const { claim } = await beating(secondsUp() - 601);
  await new Promise((resolve) => setTimeout(resolve, 7_000));
  expect(await secondsSince(claim)).toBeGreaterThan(14);
}, 60_000);

test('an order is heard at once, with what the run has become', async () => {
  const { claim, heard } = await beating();
  await until('the first beat', async () => (await secondsSince(claim)) < 5);
  await cancelRun(record, claim.runId);
  const begin = performance.now();
  await until('the message', async () => heard.length > 0, 5);
  expect(performance.now() - begin).toBeLessThan(4_000);
  expect(heard[0]).toEqual({ attempt: claim.attempt, status: 'CANCELLED' });
}, 60_000);

test('a superseded claim and a deleted run are told', async () => {
  const { claim, heard } = await beating();
  await record.run.update({ where: { id: claim.runId }, data: { attempt: 9 } });
  await until('the message', async () => heard.length > 0, 15);
  expect(heard[0]).toEqual({ attempt: 9, status: 'RUNNING' });
  await record.run.delete({ where: { id: claim.runId } });
  await until('the next message', async () => heard.includes(null), 15);
}, 60_000);
