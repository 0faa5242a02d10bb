import http from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { allowedHosts, originRefusal } from '../../../server/access/same-origin.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.end());

const hosts = allowedHosts(['collapsar.example.org']);

test.each([
  ['127.0.0.1:4000', undefined],
  ['localhost:4000', 'http://localhost:4000'],
  ['[::1]:4000', 'http://[::1]:4000'],
  ['LOCALHOST:4000', undefined],
  ['collapsar.example.org', 'https://collapsar.example.org'],
])('host %s with origin %s is let in', (host, origin) => {
  expect(originRefusal({ headers: { host, origin } }, hosts)).toBeNull();
});

test.each([
  ['evil.example', undefined],
  ['127.0.0.1.evil.example:4000', undefined],
  ['localhost:4000@evil.example', undefined],
  [undefined, undefined],
  ['', undefined],
  ['localhost:4000', 'http://evil.example'],
  ['localhost:4000', 'http://localhost:3000'],
  ['localhost:4000', 'null'],
  ['localhost:4000', 'http://localhost:4000.evil.example'],
])('host %s with origin %s is refused', (host, origin) => {
  expect(originRefusal({ headers: { host, origin } }, hosts)).toEqual(expect.any(String));
});

/** A status of a plain request, with headers that fetch would not let through. */
function statusOf(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    http.get(new URL(path, served.url), { headers }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    }).on('error', reject);
  });
}

describe.each(['/graphql?query={__typename}', '/healthz', '/anything'])('%s', (path) => {
  test('is refused with 403 under a foreign Host', async () => {
    expect(await statusOf(path, { host: 'evil.example' })).toBe(403);
  });
  test('is refused with 403 for a page of a foreign Origin', async () => {
    expect(await statusOf(path, { origin: 'http://evil.example' })).toBe(403);
  });
});

function upgrade(headers: Record<string, string>, path = '/graphql'): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(served.url.replace('http', 'ws') + path, 'graphql-transport-ws', { headers });
    socket.on('open', () => {
      socket.close();
      resolve('open');
    });
    socket.on('error', (error) => resolve(error.message));
  });
}

test('a WebSocket opens without Origin, as from a program, and with the own one', async () => {
  expect(await upgrade({})).toBe('open');
  expect(await upgrade({ origin: served.url })).toBe('open');
});

test.each<Record<string, string>>([{ host: 'evil.example' }, { origin: 'http://evil.example' }, { origin: 'null' }])('a WebSocket with %j is refused with 403', async (headers) => {
  expect(await upgrade(headers)).toMatch(/403/);
});

test('a WebSocket at another path is refused', async () => {
  expect(await upgrade({}, '/elsewhere')).toMatch(/404/);
});
