import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../prisma/client.ts';
import { fillRecord } from '../generate/fill-record.ts';
import { browse } from '../load/browse.ts';
import { Tally } from '../load/tally.ts';
import { freshDatabase } from '../postgres.ts';
import { addCaller } from '../server/callers.ts';
import { ServerProcess } from '../server/server-process.ts';

/** The long form reads 5,000 runs of 300 epochs. */
const [RUNS, EPOCHS] = (process.env.READ_RUNS ?? '1500x40').split('x').map(Number) as [number, number];
const READERS = 50;
/** What `browse` opens in turn. */
const PAGES = ['overview', 'table of runs', 'list of runs', 'a run', 'runs compared', 'a figure of the paper'];
const ROUND = PAGES.length;
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
}, 600_000);
afterAll(async () => {
  server.child.kill('SIGTERM');
  await server.gone();
  await record.$disconnect();
  await database.drop();
}, 60_000);

/** Somebody opens so many pages, from another one on than the others, of other runs. */
function read(reader: number, pages: number, tally: Tally) {
  let opened = 1;
  return browse({ url, headers: people[reader]!, ids, pauseMs: 500, number: reader * 37, isOver: () => opened++ >= pages }, tally);
}

/** What the server's process has used so far: unlike time on the clock, hardly more on a busy machine. */
function processorMs(): number {
  const fields = readFileSync(`/proc/${server.child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
}
const mostMegabytes = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))![1]) / 1024;

/** Milliseconds of the processor for each page. */
async function cost(pages: number, work: () => Promise<unknown>): Promise<number> {
  const before = processorMs();
  await work();
  return (processorMs() - before) / pages;
}

// the times of a process are told by Linux alone
test.skipIf(process.platform !== 'linux')('fifty people browse and compare at once: every page comes, none costs more than it costs one person, and memory is bounded', async () => {
  const tally = new Tally();
  await read(0, 4 * ROUND, tally); // code is compiled while it runs
  const ofOne = await cost(4 * ROUND, () => read(1, 4 * ROUND, tally));
  const ofFifty = await cost(READERS * ROUND, () => Promise.all(people.map((_, reader) => read(reader, ROUND, tally))));
  console.log(`${RUNS} runs; of the processor for a page ${ofOne.toFixed(1)} ms for one, ${ofFifty.toFixed(1)} for fifty; ${mostMegabytes().toFixed(0)} MB\n${tally.lines().join('\n')}`);
  // a server that has too little of the machine says so, and when to come again
  const refused = tally.failures.filter((failure) => failure.endsWith('503 UNAVAILABLE'));
  expect(tally.failures.filter((failure) => !refused.includes(failure))).toEqual([]);
  expect(refused.length).toBeLessThan(READERS / 5);
  expect(PAGES.reduce((sum, page) => sum + tally.count(page), refused.length)).toBe((READERS + 8) * ROUND);
  expect(ofFifty).toBeLessThan(1.5 * ofOne);
  expect(mostMegabytes()).toBeLessThan(MOST_MEGABYTES);
}, 600_000);
