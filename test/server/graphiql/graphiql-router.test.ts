import { getOperationAST, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXAMPLES } from '../../../server/graphiql/examples.ts';
import { fillRecord } from '../../generate/fill-record.ts';
import { until } from '../../until.ts';
import { addEvent } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';
import { connectSocket, listen } from '../socket-client.ts';

let served: Served;
let runId: string;
beforeAll(async () => {
  served = await serve();
  await fillRecord(served.databaseUrl, { runs: 21, epochs: 12, snapshotsOf: 0 });
  runId = (await served.ask('{ runs(first: 1) { nodes { id } } }')).data.runs.nodes[0].id;
});
afterAll(() => served.end());

const isSubscription = ({ query }: (typeof EXAMPLES)[number]) => getOperationAST(parse(query))?.operation === 'subscription';

test.each(EXAMPLES.filter((example) => !isSubscription(example)))('the example "$title" is answered, without errors and not with nothing', async ({ query, variables }) => {
  const { data, errors } = await served.ask(query, variables?.(runId));
  expect(errors).toBeUndefined();
  const [answer] = Object.values(data) as object[];
  const items = (answer as { nodes?: object[] }).nodes ?? (Array.isArray(answer) ? answer : [answer]);
  expect(items.length).toBeGreaterThan(0);
  expect(JSON.stringify(items[0])).not.toMatch(/"values":\[\]|"epochs":\[\]/);
});

test.each(EXAMPLES.filter(isSubscription))('the example "$title" hears of an epoch', async ({ query }) => {
  const client = connectSocket(served.url);
  const heard = listen<{ epochRecorded: { epoch: number; run: { name: string } } }>(client, query, { after: '0' });
  await addEvent(served.record, { kind: 'run.epoch', runId, epoch: 12 });
  await until('the epoch', async () => heard.messages.length > 0);
  expect(heard.errors).toEqual([]);
  expect(heard.messages[0]!.epochRecorded).toMatchObject({ epoch: 12, run: { name: expect.any(String) } });
  await client.dispose();
});

test('the page names the newest run in its variables, and its policy lets it speak to this server alone', async () => {
  const response = await fetch(`${served.url}/graphiql`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const page = await response.text();
  expect(page).toContain(runId);
  for (const { query } of EXAMPLES) expect(page).toContain(JSON.stringify(query).slice(1, -1));
  const policy = response.headers.get('content-security-policy')!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).not.toMatch(/https?:|\*/);
});

test('a page that the browser has is not sent again', async () => {
  const first = await fetch(`${served.url}/graphiql`);
  const again = await fetch(`${served.url}/graphiql`, { headers: { 'if-none-match': first.headers.get('etag')!, 'cache-control': 'max-age=0' } });
  expect(again.status).toBe(304);
});
