import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../prisma/client.ts';
import { fillRecord } from '../generate/fill-record.ts';
import { browse } from '../load/browse.ts';
import { Tally } from '../load/tally.ts';
import { freshDatabase } from '../postgres.ts';
import { addCaller } from '../server/callers.ts';
import { ServerProcess } from '../server/server-process.ts';

/** The long form reads 5,000 runs of 300 epochs. */
const [RUNS, EPOCHS] = (process.env.READ_RUNS ?? '600x40').split('x').map(Number) as [number, number];
const READERS = 50;
/** Kinds of pages that `browse` opens in turn. */
const ROUND = 6;
/** Each of the readers begins at another kind, so that half a round of all has every kind equally often. */
const PAGES_EACH = process.env.READ_RUNS ? ROUND : ROUND / 2;
const PAUSE_MS = 500;
const RETRY_MS = 2000;
const MOST_MEGABYTES = 600;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
let server: ServerProcess;
let url: string;
let ids: string[];
let people: Record<string, string>[];
beforeAll(async () => {
  database = await freshDatabase();
  await fillRecord(database.url, { runs: RUNS, epochs: EPOCHS, snapshotsOf: 0 });
  record = connectRecord(database.url);
  ids = (await record.run.findMany({ select: { id: true } })).map(({ id }) => id);
  people = [];
  for (let k = 0; k < READERS; k++) people.push((await addCaller(record, 'VIEWER')).headers);
  server = new ServerProcess({ DATABASE_URL: database.url });
  url = await server.serving();
}, 1_800_000);
afterAll(async () => {
  server.child.kill('SIGTERM');
  await server.gone();
  await record.$disconnect();
  await database.drop();
}, 60_000);

/** What a server may say that gets too little of the machine; its clients ask again, as these readers do. */
const REFUSAL = /: status (200|503|504)( UNAVAILABLE| DEADLINE_EXCEEDED)+$/;

/** Somebody opens so many pages, from another one on than the others, of other runs; gives how often one was opened, with those that had to be opened again. */
async function read(reader: number, pages: number, tally: Tally): Promise<number> {
  let opened = 0;
  for (let done = 0; done < pages; opened++) {
    const failed = new Tally();
    await browse({ url, headers: people[reader]!, ids, pauseMs: PAUSE_MS, number: reader * 37 + done, isOver: () => true }, failed);
    const wrong = failed.failures.filter((failure) => !REFUSAL.test(failure));
    tally.failures.push(...wrong);
    if (failed.failures.length === wrong.length) done++;
    else await sleep(RETRY_MS);
  }
  return opened;
}

/** What the server's process has used so far: unlike time on the clock, hardly more on a busy machine. */
function processorMs(): number {
  const fields = readFileSync(`/proc/${server.child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
}
const mostMegabytes = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))![1]) / 1024;

/** Milliseconds of the processor for each page that was opened. */
async function cost(readers: number[], pages: number, tally: Tally): Promise<number> {
  const before = processorMs();
  const opened = await Promise.all(readers.map((reader) => read(reader, pages, tally)));
  return (processorMs() - before) / opened.reduce((sum, count) => sum + count, 0);
}

// the times of a process are told by Linux alone
test.skipIf(process.platform !== 'linux')('fifty people browse and compare at once: every page comes, none costs more than it costs one person, and memory is bounded', async () => {
  const tally = new Tally();
  await cost([0], 4 * ROUND, tally); // code is compiled while it runs
  const ofOne = await cost([1], 4 * ROUND, tally);
  const ofFifty = await cost(people.map((_, reader) => reader), PAGES_EACH, tally);
  console.log(`${RUNS} runs; of the processor for a page ${ofOne.toFixed(1)} ms for one, ${ofFifty.toFixed(1)} for fifty; ${mostMegabytes().toFixed(0)} MB`);
  expect(tally.failures).toEqual([]);
  expect(ofFifty).toBeLessThan(1.5 * ofOne);
  expect(mostMegabytes()).toBeLessThan(MOST_MEGABYTES);
}, 1_800_000);
