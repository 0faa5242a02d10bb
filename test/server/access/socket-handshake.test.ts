import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../../until.ts';
import { addCaller } from '../callers.ts';
import { type Served, serve } from '../served.ts';
import { connectSocket, listen } from '../socket-client.ts';

const NEWS = 'subscription { epochRecorded { epoch } }';
const INIT = '{"type":"connection_init"}';
const subscribe = (id: string, query: string) => JSON.stringify({ id, type: 'subscribe', payload: { query } });

let served: Served;
const complaints = vi.spyOn(console, 'error');
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.end());

/** A socket without a client's good manners. */
async function rawSocket(url = served.url): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  socket.on('error', () => {});
  await new Promise((resolve) => socket.once('open', resolve));
  return socket;
}
const closeCode = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', resolve));

async function ready(url?: string): Promise<WebSocket> {
  const socket = await rawSocket(url);
  const acknowledged = new Promise((resolve) => socket.once('message', resolve));
  socket.send(INIT);
  await acknowledged;
  return socket;
}

test.each<[string, number, (socket: WebSocket) => void]>([
  ['says nothing', 4408, () => {}],
  ['subscribes before it says who it is', 4401, (socket) => socket.send(subscribe('1', NEWS))],
  ['says who it is twice', 4429, (socket) => [INIT, INIT].forEach((message) => void socket.send(message))],
  ['talks no JSON', 4400, (socket) => socket.send('hello')],
  ['sends a message of over 64 KiB', 1009, (socket) => socket.send('x'.repeat(64 * 1024 + 1))],
  ['sends a message in 17 pieces', 1008, (socket) => Array.from({ length: 17 }, (_, i) => socket.send('{', { fin: i === 16 }))],
])('a socket that %s is closed with %i', async (_, code, abuse) => {
  const socket = await rawSocket();
  const closed = closeCode(socket);
  abuse(socket);
  expect(await closed).toBe(code);
});

test('the same id twice is closed with 4409', async () => {
  const socket = await ready();
  const closed = closeCode(socket);
  socket.send(subscribe('1', NEWS));
  socket.send(subscribe('1', NEWS));
  expect(await closed).toBe(4409);
});

test('a client that only pings is cut off', async () => {
  const socket = await ready();
  const closed = closeCode(socket);
  for (let i = 0; i < 300; i++) socket.send('{"type":"ping"}');
  expect(await closed).toBe(1006);
});

test('a client that does not read is cut off once 1 MiB waits for it', async () => {
  const { getIntrospectionQuery } = await import('graphql');
  const socket = await ready();
  const closed = closeCode(socket);
  socket.pause();
  let count = 0;
  // far more than the sockets' own buffers hold; sent until the connection is found to be dead
  await until('the connection to be cut', async () => {
    for (let i = 0; i < 5 && socket.readyState === socket.OPEN; i++) socket.send(subscribe(String(count++), getIntrospectionQuery()));
    return socket.readyState !== socket.OPEN;
  }, 25);
  expect(await closed).toBe(1006);
});

test('the sixth socket of a token is closed with 4429, and one that goes makes room', async () => {
  const { secret } = await addCaller(served.record, 'VIEWER');
  const admitted = (client: ReturnType<typeof connectSocket>) => {
    const heard = listen(client, '{ me { access } }');
    return until('the answer', async () => heard.isComplete && (heard.closedWith ?? 'answered'));
  };
  // kept open by a subscription: a client without one closes its socket
  const open = Array.from({ length: 5 }, () => connectSocket(served.url, secret));
  for (const client of open) {
    listen(client, NEWS);
    expect(await admitted(client)).toBe('answered');
  }
  const sixth = connectSocket(served.url, secret);
  expect(await admitted(sixth)).toBe(4429);
  await open[0]!.dispose();
  await until('room', async () => (await admitted(connectSocket(served.url, secret))) === 'answered');
  await Promise.all(open.map((client) => client.dispose()));
});

test('the 301st subscription in all is refused', async () => {
  const own = await serve();
  const sockets: WebSocket[] = [];
  for (let i = 0; i < 15; i++) sockets.push(await ready(own.url));
  for (const socket of sockets) for (let id = 0; id < 20; id++) socket.send(subscribe(String(id), NEWS));
  // each socket's messages are read in their order: an answer to the 21st says that the 20 before it are open
  const refusal = (socket: WebSocket) => new Promise<string>((resolve) => socket.once('message', (data) => resolve(String(data))));
  const onFull = sockets.map(refusal);
  for (const socket of sockets) socket.send(subscribe('surplus', '{ metrics { id } }'));
  for (const each of await Promise.all(onFull)) expect(each).toContain('TOO_MANY_SUBSCRIPTIONS');
  const another = await ready(own.url);
  const refused = refusal(another);
  another.send(subscribe('1', NEWS));
  expect(JSON.parse(await refused)).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }] });
  for (const socket of [...sockets, another]) socket.terminate();
  await own.end();
});

test('nothing of all this is written to the log, line by line with a stack', async () => {
  expect(served.logged.join('\n')).not.toMatch(/ {4}at |stack/);
  expect(complaints).not.toHaveBeenCalled();
});
