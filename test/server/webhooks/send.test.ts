import os from 'node:os';
import { lookup } from 'node:dns/promises';
import { afterEach, expect, test } from 'vitest';
import { type Request, send, type SendOptions } from '../../../server/webhooks/send.ts';
import { until } from '../../until.ts';
import { makeCertificate } from './certificate.ts';
import { type Receiver, receive } from './receiver.ts';

const receivers: Receiver[] = [];
const open = async (options?: Parameters<typeof receive>[0]) => {
  const receiver = await receive(options);
  receivers.push(receiver);
  return receiver;
};
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

const OPEN = { allowsPrivate: false, allowsLoopback: true };
const post = (url: string, options: SendOptions = {}, policy: Request['policy'] = OPEN) => send({ url: new URL(url), headers: { 'content-type': 'application/json' }, body: '{"a":1}', policy }, options);

test('a body arrives as it is, and the answer is a number', async () => {
  const receiver = await open();
  expect(await post(receiver.url)).toBe(204);
  expect(receiver.received).toEqual([expect.objectContaining({ path: '/hook?key=whoever-reads-this', body: '{"a":1}' })]);
  expect(receiver.received[0]!.headers).toMatchObject({ 'content-length': '7', host: `127.0.0.1:${receiver.port}` });
});

test.each([301, 302, 303, 307, 308])('a redirect (%i) is an answer like any other: nobody is asked in its place', async (status) => {
  const [receiver, inside] = [await open(), await open()];
  receiver.answer = (response) => void response.writeHead(status, { location: inside.url }).end();
  expect(await post(receiver.url)).toBe(status);
  expect(inside.received).toEqual([]);
});

test('who takes the line and says nothing is left when the time is over', async () => {
  const receiver = await open();
  receiver.answer = () => {};
  await expect(post(receiver.url, { withinMs: 300 })).rejects.toMatchObject({ name: 'TimeoutError' });
  await until('the line to be cut', async () => (await receiver.openLines()) === 0);
});

test('who answers without end has answered, and is left after a few kilobytes or a second', async () => {
  const receiver = await open();
  let sent = 0;
  receiver.answer = (response) => {
    response.writeHead(200);
    const more = () => {
      if (response.destroyed) return;
      sent += 65_536;
      response.write('x'.repeat(65_536), more);
    };
    more();
  };
  expect(await post(receiver.url)).toBe(200);
  await until('the line to be cut', async () => (await receiver.openLines()) === 0);
  // what fits into the buffers of the two ends, and no more
  expect(sent).toBeLessThan(16_000_000);
  receiver.answer = (response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write('x'), 50);
    response.on('close', () => clearInterval(drip));
  };
  expect(await post(receiver.url)).toBe(200);
  await until('the line to be cut', async () => (await receiver.openLines()) === 0);
});

test('headers without end, and an answer that is none, are failures', async () => {
  const receiver = await open();
  receiver.answer = (response) => void response.writeHead(200, { 'x-long': 'x'.repeat(20_000) }).end();
  await expect(post(receiver.url)).rejects.toMatchObject({ code: 'HPE_HEADER_OVERFLOW' });
  receiver.answer = (response) => void response.socket?.end('no HTTP\r\n\r\n');
  await expect(post(receiver.url)).rejects.toMatchObject({ code: expect.stringMatching(/^HPE_|ECONNRESET/) });
});

test('a name is looked up once, and the line goes to the address that was found then', async () => {
  const first = await open();
  const second = await open({ address: '127.0.0.2', port: first.port });
  const answers = ['127.0.0.1', '127.0.0.2', '127.0.0.2'];
  let asked = 0;
  const resolve = async () => [{ address: answers[asked++]!, family: 4 }];
  // the spelling of this machine, as the only one that may be asked by http
  expect(await post(`http://localhost:${first.port}/`, { resolve })).toBe(204);
  expect(asked).toBe(1);
  expect([first.received.length, second.received.length]).toEqual([1, 0]);
  expect(first.received[0]!.headers.host).toBe(`localhost:${first.port}`);
});

test('a name that has a public and a forbidden address is not asked at all', async () => {
  const receiver = await open();
  const resolve = async () => [{ address: '203.0.114.7', family: 4 }, { address: '127.0.0.1', family: 4 }];
  await expect(post(`https://hooks.example:${receiver.port}/`, { resolve }, { allowsPrivate: true, allowsLoopback: false })).rejects.toThrow(/^hooks\.example:\d+ has an address of this very machine/);
  expect(receiver.received).toEqual([]);
});

test('names of this machine and its network, as the system resolves them, are refused', async () => {
  const closed = { allowsPrivate: false, allowsLoopback: false };
  await expect(post('https://localhost/', {}, closed)).rejects.toThrow('localhost has an address of this very machine, which only the setting COLLAPSAR_WEBHOOK_LOOPBACK opens.');
  const own = await lookup(os.hostname()).catch(() => null);
  if (own) await expect(post(`https://${os.hostname()}/`, {}, closed)).rejects.toThrow(/has an address (of|that|where)/);
});

test.each(['https://169.254.169.254/latest/meta-data', 'https://[::ffff:169.254.169.254]/', 'https://0xa9fea9fe/', 'https://2852039166/', 'https://0251.0376.0251.0376/'])('%s is refused in every spelling, whatever is allowed', async (url) => {
  await expect(post(url, {}, { allowsPrivate: true, allowsLoopback: true })).rejects.toThrow(/never allowed/);
});

test('http is for this machine alone, also where a name has its address', async () => {
  const receiver = await open();
  await expect(post(`http://hooks.example:${receiver.port}/`, { resolve: async () => [{ address: '127.0.0.1', family: 4 }] })).rejects.toThrow(/is not asked by http/);
});

test('a name that is looked up without end is left when the time is over', async () => {
  await expect(post('https://hooks.example/', { withinMs: 200, resolve: () => new Promise(() => {}) })).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('a certificate that nobody vouches for is no certificate', async () => {
  const receiver = await open({ tls: makeCertificate() });
  await expect(post(receiver.url)).rejects.toMatchObject({ code: expect.stringMatching(/SELF_SIGNED|UNABLE_TO_VERIFY/) });
  expect(receiver.received).toEqual([]);
});
