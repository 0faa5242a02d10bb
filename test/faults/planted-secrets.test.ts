import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshRecord } from '../fresh-record.ts';
import { withClient } from '../postgres.ts';
import { addCaller, addLink, bearer } from '../server/callers.ts';
import { addMeasuredRun, addStudy } from '../server/record-builder.ts';
import { ServerProcess } from '../server/server-process.ts';
import { until } from '../until.ts';

const { record, url } = await freshRecord();
const SETTING = `${'0123456789abcdefghijklmnopqrstuvwxyzABCDEFGH'}`;
let server: ServerProcess;
let address: string;
const secrets: Record<string, string> = {};
/** What was found where: all that the server gave out but to the one who may have it. */
const told: Record<string, string> = { 'an answer': '', 'a page': '', 'an export': '' };

async function get(path: string, headers: Record<string, string> = {}, into = 'an answer'): Promise<Response> {
  const answer = await fetch(address + path, { headers, redirect: 'manual' });
  told[into] += `${JSON.stringify([...answer.headers].filter(([name]) => name !== 'set-cookie'))}\n${Buffer.from(await answer.clone().arrayBuffer()).toString('latin1')}\n`;
  return answer;
}
async function ask(query: string, headers: Record<string, string> = {}, variables: Record<string, unknown> = {}) {
  const answer = await fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query, variables }) });
  told['an answer'] += `${await answer.text()}\n`;
}

beforeAll(async () => {
  const study = await addStudy(record);
  const { run } = await addMeasuredRun(record, study.id, 2);
  server = new ServerProcess({ DATABASE_URL: url, LOG_LEVEL: 'trace', COLLAPSAR_ADMIN_TOKEN: SETTING });
  address = await server.serving();
  const admin = await addCaller(record, 'ADMIN');
  const link = await addLink(record, study.id);
  const signedIn = await fetch(`${address}/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: admin.secret }) });
  const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
  const wrong = admin.secret.split('').reverse().join('');
  Object.assign(secrets, {
    ...{ 'a token': admin.secret, 'the token of the setting': SETTING, 'a link': link.secret, 'a session': cookie.split('=')[1]!, 'a wrong token': wrong },
    'the password of the database': new URL(url).password,
  });
  for (const headers of [admin.headers, bearer(SETTING), link.headers, { cookie }, bearer(wrong)]) {
    await ask('{ me { access } runs { totalCount } auditEvents(first: 50) { nodes { action } } tokens(first: 50) { nodes { id name lastFour } } }', headers);
    await ask('{ runs { totalCount nothing } }', headers);
    await get('/', headers, 'a page');
    await get(`/runs/${run.id}`, headers, 'a page');
    await get(`/export/studies/${study.id}.tar?values=1`, headers, 'an export');
    await get(`/export/runs.csv?study=${study.id}`, headers, 'an export');
  }
  await get(`/s/${link.secret}`);
  await get('/s/nothing');
  // a fault of the program, with the tokens on their way
  await record.$executeRawUnsafe('ALTER TABLE "RunLog" RENAME TO "Gone"');
  await ask('query ($id: ID!) { run(id: $id) { log(last: 1) { message } } }', admin.headers, { id: run.id });
  await record.$executeRawUnsafe('ALTER TABLE "Gone" RENAME TO "RunLog"');
  // and a database that refuses
  await record.$executeRawUnsafe(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'collapsar-server' AND datname = current_database()`);
  await ask('{ runs { totalCount } }', admin.headers);
  await until('the log', async () => server.output.includes('requestId'));
  server.child.kill('SIGTERM');
  await server.gone();
  told['the log'] = server.output + server.errors;
  told['a row of the database'] = await everyRow();
  // the questions above were answered, and the fault was met
  expect(told['an answer']).toMatch(/"lastFour":".{4}"/);
  expect(told['an answer']).toContain('INTERNAL_SERVER_ERROR');
}, 120_000);
afterAll(() => void server.child.kill('SIGKILL'));

/** Every row of every table as text; hashes are no secrets. */
const everyRow = () =>
  withClient(url, async (client) => {
    const { rows: tables } = await client.query("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'");
    let text = '';
    for (const { name } of tables) for (const { row } of (await client.query(`SELECT t::text AS row FROM "${name}" t`)).rows) text += `${row}\n`;
    return text;
  });

test.each(['the log', 'an answer', 'a page', 'an export', 'a row of the database'])('no planted secret is found in %s', (place) => {
  expect(told[place]!.length).toBeGreaterThan(500);
  for (const [what, secret] of Object.entries(secrets)) {
    expect(secret.length).toBeGreaterThan(20);
    expect([what, told[place]!.includes(secret), told[place]!.includes(encodeURIComponent(secret))]).toEqual([what, false, false]);
  }
});
