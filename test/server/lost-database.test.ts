import { createServer, connect, type Server, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { connectRecord } from '../../prisma/client.ts';
import { startServer } from '../../server/main.ts';
import { freshDatabase } from '../postgres.ts';
import { until } from '../until.ts';
import { addEvent, addRun, addStudy } from './record-builder.ts';
import { connectSocket, listen } from './socket-client.ts';

/** A way to the database that can be cut and mended. */
class Bridge {
  #server: Server | undefined;
  readonly #sockets = new Set<Socket>();
  port = 0;

  constructor(readonly to: URL) {}

  async mend(): Promise<void> {
    this.#server = createServer((near) => {
      const far = connect(Number(this.to.port), this.to.hostname);
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => [near, far].map((end) => end.destroy()));
      }
      near.pipe(far).pipe(near);
    });
    this.#server.listen(this.port, '127.0.0.1');
    await new Promise((resolve) => this.#server!.once('listening', resolve));
    this.port = (this.#server.address() as { port: number }).port;
  }

  cut(): void {
    this.#server!.close();
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }
}

test('a server outlives its database: it says so, and goes on when it is back, subscriptions included', async () => {
  const database = await freshDatabase();
  const record = connectRecord(database.url);
  const runId = (await addRun(record, (await addStudy(record)).id)).id;
  const bridge = new Bridge(new URL(database.url));
  await bridge.mend();
  const bridged = new URL(database.url);
  bridged.host = `127.0.0.1:${bridge.port}`;
  const server = await startServer({ databaseUrl: bridged.toString(), port: 0 });
  const ask = () => fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ runs { totalCount } }"}' });
  const client = connectSocket(server.url);
  const heard = listen<{ epochRecorded: { epoch: number } }>(client, 'subscription { epochRecorded(after: "0") { epoch } }');
  await addEvent(record, { kind: 'run.epoch', runId, epoch: 1 });
  await until('the first epoch', async () => heard.messages.length === 1);

  bridge.cut();
  const readiness = () => fetch(`${server.url}/readyz`).then((response) => response.status);
  await until('the loss to be noticed', async () => (await readiness()) === 503);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  const refused = await ask();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  expect((await refused.json()).errors[0].extensions.code).toBe('UNAVAILABLE');
  await addEvent(record, { kind: 'run.epoch', runId, epoch: 2 });

  await bridge.mend();
  await until('the database to be back', async () => (await readiness()) === 200);
  expect(await (await ask()).json()).toEqual({ data: { runs: { totalCount: 1 } } });
  await until('the epoch that was recorded meanwhile', async () => heard.messages.length === 2);
  expect(heard.messages.map((message) => message.epochRecorded.epoch)).toEqual([1, 2]);

  await client.dispose();
  await server.stop();
  bridge.cut();
  await record.$disconnect();
  await database.drop();
});
