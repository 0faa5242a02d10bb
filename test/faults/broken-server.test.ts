import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freshRecord } from '../fresh-record.ts';
import { addEvent, addRun, addStudy } from '../server/record-builder.ts';
import { ServerProcess } from '../server/server-process.ts';
import { connectSocket, listen } from '../server/socket-client.ts';
import { until } from '../until.ts';

const { record, url } = await freshRecord();

async function breakable(fault: string) {
  const server = new ServerProcess({ DATABASE_URL: url, BREAKING: fault, LOG_LEVEL: 'fatal', NODE_OPTIONS: `--require ${path.join(import.meta.dirname, 'breaking.cjs')}` });
  onTestFinished(() => void server.child.kill('SIGKILL'));
  return { server, address: await server.serving() };
}

test.each(['a promise that nobody catches', 'a listener that throws', 'an error event that nobody hears'])('%s ends the server with its cause in the log', async (fault) => {
  const { server } = await breakable(fault);
  server.child.kill('SIGUSR2');
  expect(await server.gone()).toBe(1);
  expect(server.output).toMatch(/"msg":"a fault that nobody caught/);
  expect(server.errors.trimEnd().split('\n').at(-1)).toMatch(/^planted: (rejected|thrown|unheard)$/);
}, 60_000);

test('a server that was blocked for seconds answers again and has lost nobody', async () => {
  const runId = (await addRun(record, (await addStudy(record)).id)).id;
  const { server, address } = await breakable('six blocked seconds');
  const client = connectSocket(address);
  onTestFinished(() => void client.dispose());
  const heard = listen<{ epochRecorded: { epoch: number } }>(client, 'subscription { epochRecorded(after: "0") { epoch } }');
  await addEvent(record, { kind: 'run.epoch', runId, epoch: 1 });
  await until('the first epoch', async () => heard.messages.length === 1);
  server.child.kill('SIGUSR2');
  await addEvent(record, { kind: 'run.epoch', runId, epoch: 2 });
  const asked = await Promise.all(Array.from({ length: 10 }, () => fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ runs { totalCount } }"}' })));
  expect(asked.map(({ status }) => status)).toEqual(Array(10).fill(200));
  await until('the epoch of that time', async () => heard.messages.length === 2);
  expect([heard.messages.map((message) => message.epochRecorded.epoch), heard.errors, heard.closedWith]).toEqual([[1, 2], [], undefined]);
}, 60_000);
