import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../../until.ts';
import { type Served, serve } from '../served.ts';
import { connectSocket, listen } from '../socket-client.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.end());

const repeat = (count: number, part: (i: number) => string) => Array.from({ length: count }, (_, i) => part(i)).join(' ');

/** Each abuse, and the code it must be refused with, on both transports alike. */
const ABUSES: [string, string, string][] = [
  ['a comment of 30 kB', `#${'x'.repeat(30_000)}\n{ metrics { id } }`, 'DOCUMENT_TOO_LARGE'],
  ['3,000 tokens', `{ ${repeat(3000, () => 'a')} }`, 'GRAPHQL_PARSE_FAILED'],
  // no path of today's schema is that long: the limit stands guard for the day when one leads back to where it began
  ['9 levels', `{ ${'a { '.repeat(8)} a ${'}'.repeat(8)} }`, 'DEPTH_EXCEEDED'],
  ['16 aliases', `{ metrics { ${repeat(16, (i) => `a${i}: id`)} } }`, 'TOO_MANY_ALIASES'],
  ['aliases spread by fragments', `{ metrics { ...A ...A ...A } } fragment A on Metric { ${repeat(6, (i) => `a${i}: id`)} }`, 'TOO_MANY_ALIASES'],
  ['a fragment of itself', '{ metrics { ...A } } fragment A on Metric { ...A }', 'GRAPHQL_VALIDATION_FAILED'],
  ['11 root fields', `{ ${repeat(11, () => 'metrics { id }')} }`, 'TOO_MANY_ROOT_FIELDS'],
  ['21 directives', `{ metrics { ${repeat(21, () => 'id @include(if: true)')} } }`, 'TOO_MANY_DIRECTIVES'],
  ['100 runs with 100 epochs each', '{ runs(first: 100) { nodes { epochs(first: 100) { nodes { epoch } } } } }', 'COMPLEXITY_EXCEEDED'],
  ['21 variables', `query (${repeat(21, (i) => `$v${i}: Int`)}) { metrics { id } }`, 'TOO_MANY_VARIABLES'],
  ['fragments that fan out to 65,536 fields', `{ ...F0 } ${repeat(16, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F16 on Query { metrics { id } }`, 'MAX_RECURSIVE_SELECTIONS_EXCEEDED'],
  ['9 levels by fragments', `{ ...F0 } ${repeat(9, (i) => `fragment F${i} on Query { a { ...F${i + 1} } }`)} fragment F9 on Query { a }`, 'DEPTH_EXCEEDED'],
  ['a field that is not there', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a syntax error', '{ metrics {', 'GRAPHQL_PARSE_FAILED'],
];

describe.each(ABUSES)('%s', (_, query, code) => {
  test(`is refused with ${code} over HTTP`, async () => {
    const { status, errors } = await served.ask(query);
    expect(status).toBe(400);
    expect(errors?.map((error) => error.extensions.code)).toContain(code);
  });

  test(`is refused with ${code} over WebSocket`, async () => {
    const client = connectSocket(served.url);
    const heard = listen(client, query);
    await until('the refusal', async () => heard.isComplete);
    await client.dispose();
    expect(heard.errors.map((error) => error.extensions.code)).toContain(code);
    expect(heard.messages).toEqual([]);
  });
});

test('a refusal tells the limit and what was sent', async () => {
  const { errors } = await served.ask(`{ metrics { ${repeat(16, (i) => `a${i}: id`)} } }`);
  expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(/16; at most 15/), extensions: { limit: 15, actual: 16 } });
});

test('a query works over WebSocket as it does over HTTP', async () => {
  const client = connectSocket(served.url);
  const heard = listen<{ metrics: unknown[] }>(client, '{ metrics { id title } }');
  await until('the answer', async () => heard.isComplete);
  await client.dispose();
  expect(heard.messages).toEqual([(await served.ask('{ metrics { id title } }')).data]);
});

test('the schema can be asked for', async () => {
  const { getIntrospectionQuery } = await import('graphql');
  const { status, data } = await served.ask(getIntrospectionQuery());
  expect([status, data.__schema.queryType.name]).toEqual([200, 'Query']);
});

test('the 21st operation on one WebSocket is refused, and one that ends makes room', async () => {
  const client = connectSocket(served.url);
  const open = Array.from({ length: 20 }, () => listen(client, 'subscription { epochRecorded { epoch } }'));
  const surplus = listen(client, 'subscription { epochRecorded { epoch } }');
  await until('the refusal', async () => surplus.isComplete);
  expect(surplus.errors[0]?.extensions.code).toBe('TOO_MANY_SUBSCRIPTIONS');
  open[0]!.stop();
  const next = listen<{ metrics: unknown[] }>(client, '{ metrics { id } }');
  await until('the answer', async () => next.isComplete);
  expect(next.messages).toHaveLength(1);
  await client.dispose();
});

test('an operation over the page size limit is priced by its variables', async () => {
  const query = 'query ($first: Int!) { runs(first: $first) { nodes { epochs(first: $first) { nodes { epoch } } } } }';
  expect((await served.ask(query, { first: 20 })).status).toBe(200);
  expect((await served.ask(query, { first: 100 })).errors?.[0]?.extensions.code).toBe('COMPLEXITY_EXCEEDED');
});
