import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../prisma/client.ts';
import { type RunningDatabase, startDatabase, stopDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { type RunningServer, startServer } from '../../server/main.ts';
import { scratchHome } from '../postgres.ts';
import { DaemonProcess } from '../trainer/daemon-process.ts';
import { queueRun } from '../trainer/queued-run.ts';
import { until } from '../until.ts';

const home = scratchHome();
let database: RunningDatabase;
let record: PrismaClient;
let server: RunningServer;
let daemon: DaemonProcess;
let runId: string;
/** what the server took for a fault of its own */
const logged: string[] = [];

beforeAll(async () => {
  database = await startDatabase({ home });
  await migrate(database.url);
  record = connectRecord(database.url);
  runId = await queueRun(record, { plannedEpochs: 5000 });
  server = await startServer({ databaseUrl: database.url, port: 0, log: pino({ level: 'error' }, { write: (line: string) => void logged.push(line) }) });
  daemon = new DaemonProcess(database.url, { COLLAPSAR_CHECKPOINT_SECONDS: '1' });
}, 120_000);
afterAll(async () => {
  await daemon.end('SIGKILL');
  await server.stop();
  await record.$disconnect();
  await stopDatabase(home);
  rmSync(home, { recursive: true, force: true });
});

const QUERY = JSON.stringify({ query: '{ runs(first: 20) { nodes { id status lastEpoch history { epochs } } } }' });
const ask = () => fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: QUERY, signal: AbortSignal.timeout(20_000) });
const lastEpoch = async () => (await (await ask()).json()).data.runs.nodes[0].lastEpoch as number;

/** Twenty readers that ask on and on, as pages do; gives what was answered other than data, and whether a 503 said when to come back. */
function twentyReaders() {
  const refusals: { status: number; retryAfter: string | null; code: string }[] = [];
  let isOver = false;
  const read = async () => {
    while (!isOver) {
      const answer = await ask();
      const { errors } = await answer.json();
      if (errors) refusals.push({ status: answer.status, retryAfter: answer.headers.get('retry-after'), code: errors[0].extensions.code });
      await sleep(100);
    }
  };
  const readers = Promise.all(Array.from({ length: 20 }, read));
  return async () => {
    isOver = true;
    await readers; // a reader that got no answer at all fails here
    return refusals;
  };
}

const STOPS: Record<string, () => Promise<unknown> | boolean> = {
  'in an orderly way': () => stopDatabase(home),
  'at once': () => process.kill(database.pid, 'SIGQUIT'),
  'by kill -9': () => process.kill(database.pid, 'SIGKILL'),
};

test.each(Object.entries(STOPS))('Postgres stopped %s under a recording trainer and twenty readers', async (_, stop) => {
  const { port } = new URL(database.url);
  const before = await until('epochs', async () => (await lastEpoch()) || null);
  const stopReading = twentyReaders();
  await stop();
  await until('the server to say so', async () => (await fetch(`${server.url}/readyz`)).status === 503);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  database = await startDatabase({ home, port: Number(port) });
  await until('the server to be back by itself', async () => (await fetch(`${server.url}/readyz`)).status === 200, 10);
  await until('three more epochs', async () => (await lastEpoch().catch(() => 0)) > before + 3);
  const refusals = await stopReading();
  expect(refusals.length).toBeGreaterThan(0);
  expect(logged.splice(0)).toEqual([]);
  for (const refusal of refusals) expect(refusal).toEqual({ status: 503, retryAfter: '5', code: 'UNAVAILABLE' });
  const epochs = await record.epoch.findMany({ where: { runId }, orderBy: { epoch: 'asc' }, select: { epoch: true, attempt: true } });
  expect(epochs.map(({ epoch }) => epoch)).toEqual(epochs.map((_, i) => i + 1));
  // the training process lived through it
  expect(new Set(epochs.map(({ attempt }) => attempt))).toEqual(new Set([1]));
  expect(daemon.child.exitCode).toBeNull();
}, 90_000);
