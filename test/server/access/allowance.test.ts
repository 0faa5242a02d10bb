import { type ClientRequest, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../../prisma/client.ts';
import { until } from '../../until.ts';
import { addCaller } from '../callers.ts';
import { type Served, serve } from '../served.ts';
import { connectSocket, listen } from '../socket-client.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
  await addCaller(served.record, 'ADMIN');
});
afterAll(() => served.end());

/** Asks over one transport or the other; gives the codes of the errors. */
const TRANSPORTS = {
  HTTP: async (query: string, secret: string, variables?: Record<string, unknown>) => codesOf((await served.ask(query, variables, { authorization: `Bearer ${secret}` })).errors ?? []),
  WebSocket: async (query: string, secret: string, variables?: Record<string, unknown>) => {
    const client = connectSocket(served.url, secret);
    const heard = listen(client, query, variables);
    await until('the answer', async () => heard.isComplete);
    await client.dispose();
    return codesOf(heard.errors);
  },
};
const codesOf = (errors: readonly { extensions: { code: string } }[]) => errors.map(({ extensions }) => extensions.code);
const newCaller = (role: Role = 'VIEWER') => addCaller(served.record, role);

/** Nearly 10,000 points, on an empty record. */
const DEAR = '{ runs(first: 97) { nodes { epochs(first: 97) { nodes { epoch } } } } }';

describe.each(Object.entries(TRANSPORTS))('over %s', (_, ask) => {
  test('the points of a minute come to an end, for one token and not for another, before any work', async () => {
    const { secret } = await newCaller();
    const answers: string[][] = [];
    for (let i = 0; i < 33; i++) answers.push(await ask(DEAR, secret));
    expect(answers.slice(0, 30).flat()).toEqual([]);
    expect(answers.at(-1)).toEqual(['RATE_LIMITED']);
    expect(await ask('{ nothing', secret)).toEqual(['RATE_LIMITED']);
    expect(await ask('{ metrics { id } }', (await newCaller()).secret)).toEqual([]);
  });

  test('120 mutations a minute, counted by field: ten in one request are ten', async () => {
    const { secret } = await newCaller('ADMIN');
    const ten = `mutation { ${Array.from({ length: 10 }, (_, i) => `a${i}: revokeToken(input: { tokenId: "none" }) { secret }`).join(' ')} }`;
    for (let i = 0; i < 12; i++) expect(await ask(ten, secret)).toEqual([]);
    expect(await ask(ten, secret)).toEqual(['RATE_LIMITED']);
    expect(await ask('{ metrics { id } }', secret)).toEqual([]);
  });

  test('a text of over 10 kB is refused, in the variables and in the document', async () => {
    const { secret } = await newCaller();
    const long = 'x'.repeat(10_001);
    expect(await ask('query ($id: ID!) { run(id: $id) { id } }', secret, { id: long })).toEqual(['BAD_USER_INPUT']);
    expect(await ask(`{ run(id: "${long}") { id } }`, secret)).toEqual(['BAD_USER_INPUT']);
    expect(await ask('query ($id: ID!) { run(id: $id) { id } }', secret, { id: 'x'.repeat(10_000) })).toEqual([]);
  });

  test('of a thousand errors twenty are told', async () => {
    const { secret } = await newCaller();
    const wrong = Array.from({ length: 1000 }, () => 7.5);
    const codes = await ask('query ($ids: [ID!]!) { series(runIds: $ids, metrics: []) { runs { runId } } }', secret, { ids: wrong });
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.length).toBeLessThanOrEqual(20);
  });

  test('what is not allowed is FORBIDDEN with the role that would do, and stands in the audit log', async () => {
    const { secret, id } = await newCaller('OPERATOR');
    expect(await ask('{ metrics { id } users { totalCount } }', secret)).toEqual(['FORBIDDEN']);
    const event = await until('the audit event', () => served.record.auditEvent.findFirst({ where: { caller: id } }));
    expect(event).toMatchObject({ action: 'users', refusal: 'FORBIDDEN', role: 'OPERATOR' });
  });
});

test('a refusal says when to come back, in the answer and in headers; other answers say what is left', async () => {
  const { headers } = await newCaller();
  const first = await served.ask(DEAR, {}, headers);
  expect([first.headers.get('ratelimit-limit'), Number(first.headers.get('ratelimit-remaining')) < 291_000]).toEqual(['300000', true]);
  let last = first;
  for (let i = 0; i < 32; i++) last = await served.ask(DEAR, {}, headers);
  expect(last.status).toBe(429);
  expect(last.errors?.[0]?.extensions).toEqual({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number), limit: 300_000, remaining: 0, resetAt: expect.any(String) });
  const wait = Number(last.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
});

test('a document that is refused costs points too', async () => {
  const { headers } = await newCaller();
  const left = async (query: string) => Number((await served.ask(query, {}, headers)).headers.get('ratelimit-remaining'));
  const before = await left('{ metrics { id } }');
  expect(before - (await left('{ nothing }'))).toBe(100);
});

/** A request that takes its place and then does not send its body. */
function unfinished(secret: string): ClientRequest {
  const headers = { 'content-type': 'application/json', 'content-length': '1000', authorization: `Bearer ${secret}` };
  const asking = request(`${served.url}/graphql`, { method: 'POST', headers, agent: false });
  asking.on('error', () => {});
  asking.write('{');
  return asking;
}

test('the 21st question at once is refused, another token is not, and who goes away makes room', async () => {
  const { secret, headers } = await newCaller();
  const open = Array.from({ length: 20 }, () => unfinished(secret));
  const refused = await until('the places to be taken', async () => {
    const answer = await served.ask('{ metrics { id } }', {}, headers);
    return answer.status === 429 && answer;
  });
  expect([refused.errors?.[0]?.extensions.code, refused.headers.get('retry-after')]).toEqual(['RATE_LIMITED', '1']);
  expect((await served.ask('{ metrics { id } }', {}, (await newCaller()).headers)).status).toBe(200);
  for (const each of open) each.destroy();
  await until('room again', async () => (await served.ask('{ metrics { id } }', {}, headers)).status === 200);
});

test('many wrong tokens from one address are refused with 429, and wait for the minute to pass', async () => {
  const own = await serve();
  const answers: number[] = [];
  for (let i = 0; i < 62; i++) answers.push((await own.ask('{ metrics { id } }', {}, { authorization: `Bearer clp_${i}` })).status);
  expect([answers.slice(0, 60).every((status) => status === 401), answers.at(-1)]).toEqual([true, 429]);
  const signIn = await fetch(`${own.url}/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"token":"clp_x"}' });
  expect([signIn.status, Number(signIn.headers.get('retry-after')) > 0]).toEqual([429, true]);
  await own.end();
});
