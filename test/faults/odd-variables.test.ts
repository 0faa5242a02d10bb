import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serve } from '../server/served.ts';
import { addEpoch, addRun, addStudy } from '../server/record-builder.ts';

let served: Served;
let runId: string;
beforeAll(async () => {
  served = await serve();
  runId = (await addRun(served.record, (await addStudy(served.record)).id)).id;
  await addEpoch(served.record, runId, 1);
});
afterAll(() => served.end());

/** Sends a body as it stands: an object would lose what is odd in it. */
function send(body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${served.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode!, text }));
    });
    sent.on('error', reject).end(body);
  });
}
const FIRST = 'query ($first: Int!) { runs(first: $first) { totalCount } }';
const LEAST = 'query ($gt: Float!) { runs(filter: { metric: { name: NC1, gt: $gt } }) { totalCount } }';
const body = (query: string, variables: string) => `{"query":${JSON.stringify(query)},"variables":${variables}}`;

test.each([
  ['the Int 2^31', body(FIRST, '{"first":2147483648}'), /BAD_USER_INPUT/],
  ['the Int 1.5', body(FIRST, '{"first":1.5}'), /BAD_USER_INPUT/],
  ['the Int 1e400', body(FIRST, '{"first":1e400}'), /BAD_USER_INPUT/],
  ['an Int of 400 digits', body(FIRST, `{"first":${'9'.repeat(400)}}`), /BAD_USER_INPUT/],
  ['the Float 1e400', body(LEAST, '{"gt":1e400}'), /BAD_USER_INPUT/],
  ['a text for a number', body(FIRST, '{"first":"1"}'), /BAD_USER_INPUT/],
  ['a list of variables', body(FIRST, '[1]'), /BAD_REQUEST|BAD_USER_INPUT/],
  ['a variable left out', body(FIRST, '{}'), /BAD_USER_INPUT/],
  ['NUL in an id', body('query ($id: ID!) { run(id: $id) { id } }', '{"id":"run_\\u0000"}'), /^\{"data":\{"run":null\}\}/],
  ['half a surrogate pair in a text', body('query ($t: String!) { runs(filter: { text: $t }) { totalCount } }', '{"t":"\\ud800"}'), /BAD_USER_INPUT|"totalCount":0/],
])('%s is refused as what it is', async (_, sent, expected) => {
  const { status, text } = await send(sent);
  expect(text).toMatch(expected);
  expect(text).not.toContain('INTERNAL_SERVER_ERROR');
  expect(status).toBeLessThan(500);
});

test('names of prototypes in variables and bodies change nothing', async () => {
  const odd = '{"first":1,"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}';
  const answers = [await send(body(FIRST, odd)), await send(`{"query":"{ runs { totalCount } }","__proto__":{"variables":{"a":1}},"variables":{"__proto__":[]}}`)];
  for (const { status, text } of answers) expect([status, text]).toEqual([200, '{"data":{"runs":{"totalCount":1}}}\n']);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
});
