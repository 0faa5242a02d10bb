import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { freshRecord } from '../fresh-record.ts';
import { withClient } from '../postgres.ts';
import { ServerProcess } from '../server/server-process.ts';
import { until } from '../until.ts';

const { record, url } = await freshRecord();

async function startServer() {
  const server = new ServerProcess({ DATABASE_URL: url });
  onTestFinished(() => void server.child.kill('SIGKILL'));
  return { server, address: await server.serving() };
}
const CREATE = 'mutation ($input: CreateStudyInput!) { createStudy(input: $input) { study { id name } userErrors { code message } } }';
const create = async (address: string, input: object) =>
  (await fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: CREATE, variables: { input } }) })).json();

test('a mutation that was cut by kill -9 is done once when it is repeated with its key', async () => {
  const input = { name: 'Cut off', idempotencyKey: randomUUID() };
  const first = await startServer();
  await withClient(url, async (client) => {
    await client.query('BEGIN');
    await client.query('LOCK TABLE "AuditEvent" IN ACCESS EXCLUSIVE MODE'); // the mutation's work is done, its transaction waits
    const answer = create(first.address, input).then(
      () => 'answered',
      () => 'cut',
    );
    const waiting = 'SELECT FROM pg_locks JOIN pg_database d ON d.oid = database WHERE NOT granted AND datname = current_database()';
    await until('the mutation to wait', async () => (await client.query(waiting)).rowCount! > 0);
    first.server.child.kill('SIGKILL');
    expect(await answer).toBe('cut');
    await client.query('COMMIT');
  });
  const { address } = await startServer();
  const [again, onceMore] = [await create(address, input), await create(address, input)];
  expect(again.data.createStudy).toMatchObject({ study: { name: 'Cut off' }, userErrors: [] });
  expect(onceMore).toEqual(again);
  expect(await record.study.count()).toBe(1);
  expect(await record.auditEvent.count({ where: { action: 'createStudy', refusal: null } })).toBe(1);
}, 60_000);
