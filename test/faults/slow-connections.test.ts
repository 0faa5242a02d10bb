import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../server/served.ts';
import { until } from '../until.ts';

async function served() {
  const running = await serve();
  const { hostname, port } = new URL(running.url);
  const sockets: Socket[] = [];
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await running.end();
  });
  /** A connection that says nothing by itself; what came is kept. */
  const open = () => {
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    const heard = { socket, text: '', isOver: false };
    socket.setEncoding('utf8').on('data', (text: string) => {
      heard.text += text;
    });
    socket.on('error', () => {}).on('close', () => {
      heard.isOver = true;
    });
    return heard;
  };
  return { ...running, open };
}
type Open = Awaited<ReturnType<typeof served>>['open'];
const openMany = (open: Open, count: number) => Array.from({ length: count }, open);
const isConnected = ({ socket }: ReturnType<Open>) => socket.readyState === 'open';

test('headers that come too slowly are cut', async () => {
  const { url, open } = await served();
  const slow = open();
  slow.socket.write(`GET /healthz HTTP/1.1\r\nHost: ${new URL(url).host}\r\n`);
  const dripping = setInterval(() => slow.socket.write('x-slow: 1\r\n'), 500);
  onTestFinished(() => clearInterval(dripping));
  await until('the cut', async () => slow.isOver, 25);
  expect(slow.text).toMatch(/^HTTP\/1\.1 408 /);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
}, 60_000);

test('hundreds of idle connections hold up nobody', async () => {
  const { open, ask } = await served();
  const idle = openMany(open, 400);
  await until('all connections', async () => idle.every(isConnected));
  expect((await ask('{ runs { totalCount } }')).data.runs.totalCount).toBe(0);
  await until('the idle ones to be cut', async () => idle.every(({ isOver }) => isOver), 25);
}, 60_000);

test('more connections than there may be are turned away, and others go on', async () => {
  const { ask, open } = await served();
  expect((await ask('{ runs { totalCount } }')).data.runs.totalCount).toBe(0); // its connection is kept alive
  const many = openMany(open, 600);
  await until('a hundred to be turned away', async () => many.filter(({ isOver }) => isOver).length >= 100);
  expect(many.filter(({ isOver }) => isOver).length).toBeLessThan(110);
  for (const { socket } of many) socket.destroy();
  await until('an answer', async () => (await ask('{ runs { totalCount } }').catch(() => null))?.status === 200);
}, 60_000);

test('requests sent in one go are answered in their order', async () => {
  const { url, open } = await served();
  const pipe = open();
  const { host } = new URL(url);
  const paths = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? '/healthz' : `/nothing-${i}`));
  pipe.socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`).join(''));
  await until('all answers', async () => pipe.text.split('HTTP/1.1 ').length > paths.length);
  const statuses = pipe.text.split('HTTP/1.1 ').slice(1).map((answer) => answer.slice(0, 3));
  expect(statuses).toEqual(paths.map((path) => (path === '/healthz' ? '200' : '404')));
});
