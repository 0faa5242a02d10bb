import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../prisma/client.ts';
import { freshDatabase } from '../postgres.ts';
import { ServerProcess } from '../server/server-process.ts';
import { connectSocket, listen } from '../server/socket-client.ts';
import { DaemonProcess } from '../trainer/daemon-process.ts';
import { queueRun } from '../trainer/queued-run.ts';
import { until } from '../until.ts';

/** The long form takes half an hour: in a few rounds handles and connections that stay behind are told, a leak of a megabyte a minute is not. */
const minutes = Number(process.env.SOAK_MINUTES ?? 0.1);
const LEAST_ROUNDS = 4;
const READERS = 5;
const WARM_ROUNDS = 2;
/** What the server's memory may grow by beside its share: at first what it compiles counts, too. */
const SLACK_MEGABYTES = minutes < 10 ? 80 : 10;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
let server: ServerProcess;
let address: string;
let daemon: DaemonProcess;
beforeAll(async () => {
  database = await freshDatabase();
  record = connectRecord(database.url);
  server = new ServerProcess({ DATABASE_URL: database.url });
  address = await server.serving();
  daemon = new DaemonProcess(database.url);
}, 60_000);
afterAll(async () => {
  await daemon.end();
  server.child.kill('SIGTERM');
  await server.gone();
  await record.$disconnect();
  await database.drop();
}, 60_000);

const QUERY = '{ runs(first: 50) { nodes { id name status lastEpoch history { epochs trainLoss } value(metric: NC1) { value kind } } } tags { tag } }';

/** A reader: asks, follows for a moment, goes. */
async function browse() {
  const answer = await fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: QUERY }) });
  const { data } = await answer.json();
  await fetch(`${address}/runs`).then((page) => page.text());
  if (data?.runs.nodes[0]) await fetch(`${address}/export/series.csv?runs=${data.runs.nodes[0].id}&metrics=NC1`).then((table) => table.text());
  const client = connectSocket(address);
  const heard = listen(client, 'subscription { epochRecorded(after: "0") { epoch } }');
  await until('something to be heard', async () => heard.messages.length > 0 || heard.isComplete);
  await client.dispose();
}

interface Sample {
  megabytes: number;
  handles: number;
  connections: number;
}
async function sample(): Promise<Sample> {
  const megabytes = (Number(readFileSync(`/proc/${server.child.pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 2 ** 20;
  const rows = await record.$queryRaw<[{ count: number }]>`SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database()`;
  return { megabytes, handles: readdirSync(`/proc/${server.child.pid}/fd`).length, connections: rows[0].count };
}
/** Queues a run and waits for its end. */
async function trained(seed: number) {
  const id = await queueRun(record, { plannedEpochs: minutes < 10 ? 4 : 10, seed });
  await until('the run', async () => (await record.run.findUniqueOrThrow({ where: { id } })).status === 'COMPLETED', 120);
}
const mean = (samples: Sample[], of: keyof Sample) => samples.reduce((sum, each) => sum + each[of], 0) / samples.length;
/** What is left behind is in every sample; a socket that is just being closed is in some. */
const least = (samples: Sample[], of: keyof Sample) => Math.min(...samples.map((each) => each[of]));

test('memory, handles and connections stay as they were while runs are trained, read and begun anew', async () => {
  await trained(0);
  // the server opens as many connections as so many readers at once need, and keeps them
  for (let round = 0; round < WARM_ROUNDS; round++) await Promise.all(Array.from({ length: 4 * READERS }, browse));
  const samples: Sample[] = [];
  const end = performance.now() + minutes * 60_000;
  for (let round = 0; round < LEAST_ROUNDS || performance.now() < end; round++) {
    const run = trained(round + 1);
    await Promise.all(Array.from({ length: READERS }, browse));
    if (round % 3 === 2) {
      await daemon.end('SIGKILL');
      daemon = new DaemonProcess(database.url);
    }
    await run;
    samples.push(await sample());
  }
  // the first third warms up
  const third = Math.floor(samples.length / 3);
  const [middle, last] = [samples.slice(third, 2 * third), samples.slice(2 * third)];
  expect(third).toBeGreaterThan(0);
  expect(mean(last, 'megabytes')).toBeLessThan(1.15 * mean(middle, 'megabytes') + SLACK_MEGABYTES);
  expect(least(last, 'handles')).toBeLessThan(least(middle, 'handles') + 10);
  expect(least(last, 'connections')).toBeLessThan(least(middle, 'connections') + 5);
  expect(server.output + server.errors).not.toMatch(/"level":(50|60)/);
}, (minutes + 5) * 60_000);
