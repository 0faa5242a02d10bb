// What an event costs when 300 people follow it: each answered alone, as graphql's own `subscribe` does, and together, as the server does. Both hear of the same
// events, in turns, and the answers are compared. Processor of this process alone, without sockets and without Postgres.
//   node collapsar.mjs setup && node test/bench/subscribers.mjs
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse, subscribe } from 'graphql';
import { runnerImport } from 'vite';
import { RequestContext } from '../../dist/server/access/request-context.js';
import { SharedAnswers } from '../../dist/server/access/shared-answers.js';
import { EventFeed } from '../../dist/server/live/event-feed.js';
import { makeSchema } from '../../dist/server/schema.js';
import { connectRecord } from '../../dist/prisma/client.js';
import { startDatabase, stopDatabase } from '../../dist/prisma/database.js';
import { appendEvent } from '../../dist/prisma/events.js';
import { migrate } from '../../dist/prisma/migrate.js';

const SUBSCRIBERS = 300;
const EVENTS = 10;
const ROUNDS = 3;
const DOCUMENTS = {
  'epoch and whether it was measured': 'subscription ($after: String) { epochRecorded(after: $after) { cursor runId epoch isMeasured } }',
  'epoch with its run': 'subscription ($after: String) { epochRecorded(after: $after) { cursor epoch run { name status lastEpoch } } }',
};

const { fillRecord } = (await runnerImport(path.join(import.meta.dirname, '../generate/fill-record.ts'), { root: path.join(import.meta.dirname, '../..'), configFile: false, logLevel: 'error' })).module;
const home = mkdtempSync(path.join(os.tmpdir(), 'collapsar-bench-'));
chmodSync(home, 0o755);
try {
  const { url } = await startDatabase({ home });
  await migrate(url);
  await fillRecord(url, { runs: 1, epochs: EVENTS, snapshotsOf: 0 });
  const record = connectRecord(url, { max: 10 });
  const writer = connectRecord(url, { max: 1 });
  const feed = new EventFeed(record, url);
  const schema = await makeSchema();
  const shared = new SharedAnswers();
  const { id: runId } = await record.run.findFirstOrThrow({ select: { id: true } });
  const newest = async () => String(await feed.newest());
  const tell = async () => {
    for (let epoch = 1; epoch <= EVENTS; epoch++) await writer.$transaction((tx) => appendEvent(tx, { kind: 'run.epoch', runId, epoch }));
  };

  /** Processor in ms for one event told to all, and answers that failed: the pool's ten connections do not always suffice for each alone. */
  const turn = async (begin, document) => {
    const after = await newest();
    const streams = await Promise.all(Array.from({ length: SUBSCRIBERS }, (_, k) => {
      const caller = { id: `token ${k}`, access: 'VIEWER', userId: `user ${k}`, person: `${k}`, studyId: null, seesNames: true };
      return begin({ schema, document, variableValues: { after }, contextValue: new RequestContext(record, feed, caller) });
    }));
    const read = streams.map(async (stream) => {
      const told = [];
      while (told.length < EVENTS) told.push((await stream.next()).value);
      return told;
    });
    const before = process.cpuUsage();
    await tell();
    const told = await Promise.all(read);
    const { user, system } = process.cpuUsage(before);
    await Promise.all(streams.map((stream) => stream.return()));
    const whole = new Set(told.flat().filter(({ errors }) => !errors).map(({ data }) => JSON.stringify(data)));
    if (whole.size !== EVENTS) throw new Error(`${EVENTS} events were told as ${whole.size}`);
    return { ms: (user + system) / 1000 / EVENTS, failed: told.flat().filter(({ errors }) => errors).length };
  };

  const median = (turns) => turns.map(({ ms }) => ms).toSorted((a, b) => a - b)[turns.length >> 1];
  const shown = (turns) => `${median(turns).toFixed(1)}, ${turns.reduce((sum, { failed }) => sum + failed, 0)} failed`;
  console.log(`${SUBSCRIBERS} subscribers; ms of the processor for one event, median of ${ROUNDS} rounds of ${EVENTS}\n`);
  console.log(['| asked | each alone | together | ratio |', '|---|---|---|---|'].join('\n'));
  for (const [name, source] of Object.entries(DOCUMENTS)) {
    const [alone, together] = [[], []];
    for (let round = -1; round < ROUNDS; round++) {
      const [a, b] = [await turn(subscribe, parse(source)), await turn((args) => shared.subscribe(args), parse(source))];
      if (round < 0) continue; // the first of each warms up
      alone.push(a);
      together.push(b);
    }
    console.log(`| ${name} | ${shown(alone)} | ${shown(together)} | ${(median(alone) / median(together)).toFixed(1)} |`);
  }
  await feed.stop();
  await record.$disconnect();
  await writer.$disconnect();
} finally {
  await stopDatabase(home);
  rmSync(home, { recursive: true, force: true });
}
