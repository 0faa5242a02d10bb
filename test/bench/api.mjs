// The API under load: 2,000 generated runs with 400,000 epochs, 20 more runs of 350 measured epochs, server, database and load on one machine.
// Each figure stands beside a bare Apollo server that answers { hello }, measured in turn with it.
//   node collapsar.mjs setup && node test/bench/api.mjs          all of it, some three minutes once the record is filled
//   node test/bench/api.mjs runs series cold live grid           only what is named
//   DATABASE_URL=... node test/bench/api.mjs                     on a record that was filled by an earlier run
//   PROFILE=folder node test/bench/api.mjs runs                  writes the server's .cpuprofile there
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { connectRecord } from '../../dist/prisma/client.js';
import { startDatabase, stopDatabase } from '../../dist/prisma/database.js';
import { appendEvent } from '../../dist/prisma/events.js';
import { migrate } from '../../dist/prisma/migrate.js';
import { Asker, closedLoop, inTurn, median, openLoop, summary } from './api/http-load.mjs';
import { startProcess } from './api/processes.mjs';
import { askUntilFull } from './api/until-full.mjs';
import { CURSORS, FOLLOW, GRID, HELLO, METRICS, RUNS, RUNS_AFTER, SERIES } from './api/questions.mjs';

const SUBSCRIBERS = 300;
const ROUNDS = 3;
const named = process.argv.slice(2);
const wants = (part) => named.length === 0 || named.includes(part);

const home = mkdtempSync(path.join(os.tmpdir(), 'collapsar-bench-'));
chmodSync(home, 0o755);
const databaseUrl = process.env.DATABASE_URL ?? (await startDatabase({ home })).url;
const record = connectRecord(databaseUrl, { max: 4 });
try {
  await fill();
  const long = (await record.run.findMany({ where: { measuredEpochs: { isEmpty: false }, plannedEpochs: { gte: 350 }, lastEpoch: 350, features: 64 }, select: { id: true }, take: 20 })).map(({ id }) => id);
  console.log(`${await record.run.count()} runs, ${await record.epoch.count()} epochs; ${os.cpus().length} x ${os.cpus()[0].model.trim()}, Node ${process.version}, load ${os.loadavg()[0].toFixed(1)}`);
  if (wants('runs')) await measureRuns();
  if (wants('series')) await measureSeries(long);
  if (wants('cold')) await measureCold(long);
  if (wants('live')) await measureLive(long[0]);
  if (wants('grid')) await measureGrid();
} finally {
  await record.$disconnect();
  await stopDatabase(home);
  rmSync(home, { recursive: true, force: true });
}

async function fill() {
  await migrate(databaseUrl);
  if (await record.run.count({ where: { generated: true } })) return;
  const generate = (...args) => execFileSync(process.execPath, [path.join(import.meta.dirname, '../generate/generate.mjs'), '--database-url', databaseUrl, ...args], { encoding: 'utf8' });
  process.stdout.write(`filled: ${generate('--runs', '2000', '--epochs', '200', '--snapshots-of', '20')}`);
  process.stdout.write(`filled: ${generate('--runs', '20', '--epochs', '350', '--snapshots-of', '20', '--measure-all', '--seed', '2')}`);
}

/** Starts both servers, does the work, stops them. */
async function beside(work) {
  const [server, hello] = [await startProcess('collapsar-server.mjs', { DATABASE_URL: databaseUrl }), await startProcess('hello-server.mjs')];
  const [ours, bare] = [new Asker(server.url), new Asker(hello.url)];
  try {
    await work({ server, hello, ours, bare });
  } finally {
    ours.close();
    bare.close();
    await server.stop();
    await hello.stop();
  }
}

/** The same question by all, whose list statements are shared where they meet, and a page of its own for each question, where nothing can be shared. */
async function measureRuns() {
  await beside(async ({ server, hello, ours, bare }) => {
    const cursors = await allCursors(ours);
    let next = 0;
    const asks = {
      'the same page': () => ours.ask(RUNS),
      'each another page': () => ours.ask(RUNS_AFTER, { after: cursors[next++ % cursors.length] }),
    };
    const askHello = () => bare.ask(HELLO);
    for (const ask of [...Object.values(asks), askHello]) await closedLoop(ask, { at: 8, seconds: 4 });
    const pacedHello = [];
    const found = Object.values(asks).map((ask) => ({ ask, paced: [], rates: [], ratios: [], costs: [] }));
    for (let round = 0; round < ROUNDS; round++) {
      pacedHello.push(...(await openLoop(askHello, { rate: 50, seconds: 4 })));
      for (const { ask, paced } of found) paced.push(...(await openLoop(ask, { rate: 50, seconds: 4 })));
      const hellos = await costOf(hello, askHello);
      for (const { ask, rates, ratios, costs } of found) {
        const { rate, cost } = await costOf(server, ask);
        rates.push(rate);
        ratios.push(rate / hellos.rate);
        costs.push({ cost, share: hellos.cost / cost });
      }
    }
    console.log(`bare hello at 50 a second, ms: ${summary(pacedHello)}`);
    for (const [k, what] of Object.keys(asks).entries()) {
      const { paced, rates, ratios, costs } = found[k];
      const cost = median(costs.map((each) => each.cost));
      console.log(`runs(first: 50), ${what}, 8 at once: ${median(rates).toFixed(0)} a second, ${median(ratios).toFixed(3)} of bare hello; ${cost.toFixed(2)} ms of the server's processor, ${median(costs.map(({ share }) => share)).toFixed(3)} by it; at 50 a second, ms: ${summary(paced)}`);
    }
    console.log(`${server.memory()?.most} MB at most`);
  });
}

/** The cursors of all runs but the last page's. */
async function allCursors(ours) {
  const cursors = [];
  for (let after = null; ; ) {
    const { edges, pageInfo } = JSON.parse(await ours.ask(CURSORS, { after })).data.runs;
    cursors.push(...edges.map(({ cursor }) => cursor));
    if (!pageInfo.hasNextPage) return cursors.slice(0, -50);
    after = pageInfo.endCursor;
  }
}

/** Answers a second with 8 askers, and the process's own time of the processor for one of them, in ms. */
async function costOf(server, ask, seconds = 4) {
  const [before, begin] = [server.processor(), performance.now()];
  const rate = await closedLoop(ask, { at: 8, seconds });
  const answers = (rate * (performance.now() - begin)) / 1000;
  return { rate, cost: (server.processor() - before) / answers };
}

async function measureSeries(ids) {
  await beside(async ({ server, ours, bare }) => {
    const askSeries = () => ours.ask(SERIES, { ids, metrics: METRICS });
    await askUntilFull(askSeries);
    await inTurn(askSeries, 10);
    const hello = await inTurn(() => bare.ask(HELLO), 200);
    const warm = await inTurn(askSeries, 60);
    const { cost } = await costOf(server, askSeries);
    console.log(`series of ${ids.length} runs x ${METRICS.length} metrics x 350 epochs, warm, ms: ${summary(warm)}; ${(median(warm) / median(hello)).toFixed(0)} times a bare hello; ${cost.toFixed(0)} ms of the server's processor`);
  });
}

/** Nothing cached: the table is empty and the server is new. */
async function measureCold(ids) {
  const [firsts, fulls] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    await record.$executeRaw`TRUNCATE "MetricValue"`;
    await beside(async ({ ours }) => {
      await ours.ask(RUNS);
      const begin = performance.now();
      firsts.push(await askUntilFull(() => ours.ask(SERIES, { ids, metrics: METRICS })));
      fulls.push(performance.now() - begin);
    });
  }
  const seconds = (values) => `${(Math.min(...values) / 1000).toFixed(2)} to ${(Math.max(...values) / 1000).toFixed(2)} s`;
  console.log(`the same cold, C = 10, p = 64: an answer within ${seconds(firsts)}, complete after ${seconds(fulls)} (${ROUNDS} rounds)`);
}

/** An epoch recorded by another connection, told to all subscribers; each on a WebSocket of its own. */
async function measureLive(runId) {
  await beside(async ({ server, ours }) => {
    const before = server.memory();
    const after = JSON.parse(await ours.ask('{ eventCursor }')).data.eventCursor;
    const heard = Array.from({ length: SUBSCRIBERS }, () => []);
    const clients = heard.map((times) => {
      const client = createClient({ url: `${server.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, lazy: false, retryAttempts: 0 });
      client.subscribe({ query: FOLLOW, variables: { after } }, { next: () => times.push(performance.now()), error: (error) => console.error(error), complete: () => {} });
      return client;
    });
    const [spans, lates] = [[], []];
    for (let round = 0; round < 10; round++) {
      await sleep(round === 0 ? 3000 : 300);
      await record.$transaction((tx) => appendEvent(tx, { kind: 'run.epoch', runId, epoch: 1 }));
      const committed = performance.now();
      while (heard.some((times) => times.length <= round)) await sleep(5);
      const delays = heard.map((times) => times[round] - committed);
      lates.push(Math.max(...delays));
      spans.push(median(delays));
    }
    const memory = server.memory();
    for (const client of clients) await client.dispose();
    console.log(`${SUBSCRIBERS} subscribers: told after ${median(spans).toFixed(0)} ms (median), all within ${Math.max(...lates).toFixed(0)} ms (worst of 10); server ${memory?.resident} MB, at most ${memory?.most} MB, ${before?.resident} MB before`);
  });
}

/** The paper's 21 cells, of the study that has a run in each of them. */
async function measureGrid() {
  const study = await record.study.findUnique({ where: { slug: 'generated-1-1' }, select: { id: true } });
  if (!study) return;
  await beside(async ({ ours, bare }) => {
    const askGrid = () => ours.ask(GRID, { studyId: study.id });
    await askUntilFull(askGrid);
    await inTurn(askGrid, 5);
    const hello = await inTurn(() => bare.ask(HELLO), 200);
    const warm = await inTurn(askGrid, 30);
    console.log(`the paper's grid, warm, ms: ${summary(warm)}; ${(median(warm) / median(hello)).toFixed(0)} times a bare hello`);
  });
}
