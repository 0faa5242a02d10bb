import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCaller, addLink } from '../callers.ts';
import { addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let admin: Awaited<ReturnType<typeof addCaller>>;
beforeAll(async () => {
  served = await serve();
  admin = await addCaller(served.record, 'ADMIN', 'Ada');
  const row = { caller: 'token_1', role: 'OPERATOR' as const };
  await served.record.auditEvent.createMany({
    data: [
      { ...row, person: '=HYPERLINK("x")', action: 'pauseRun', subject: 'run_1', at: new Date('2026-01-01T00:00:00Z'), after: { note: 'a, "b"' } },
      { ...row, person: 'Bob', action: 'pauseRun', subject: 'run_2', at: new Date('2026-02-01T00:00:00Z') },
      { ...row, person: 'Bob', action: 'deleteRuns', refusal: 'FORBIDDEN', at: new Date('2026-03-01T00:00:00Z') },
    ],
  });
});
afterAll(() => served.end());

const read = (path: string, headers: Record<string, string> = admin.headers) => fetch(`${served.url}/export/audit.${path}`, { headers });
const lines = async (path: string) => (await (await read(path)).text()).trimEnd().split('\n').map((line) => JSON.parse(line));
const actions = async (choice: string) => (await lines(`ndjson?${choice}`)).map(({ action, subject }) => [action, subject]);

test('the audit log as CSV: oldest first, and nothing in it that a spreadsheet would run', async () => {
  const [head, first, second] = (await (await read('csv?caller=token_1')).text()).split('\r\n');
  expect(head).toBe('id,at,caller,person,role,action,subject,refusal,before,after');
  expect(first).toMatch(/^\d+,2026-01-01T00:00:00\.000Z,token_1,"'=HYPERLINK\(""x""\)",OPERATOR,pauseRun,run_1,,,"\{""note"":""a, \\""b\\""""\}"$/);
  expect(second).toMatch(/,Bob,OPERATOR,pauseRun,run_2,,,$/);
});

test.each([
  ['of a person', 'person=Bob', [['pauseRun', 'run_2'], ['deleteRuns', null]]],
  ['of an action', 'action=pauseRun,resumeRun', [['pauseRun', 'run_1'], ['pauseRun', 'run_2']]],
  ['about something', 'subject=run_1', [['pauseRun', 'run_1']]],
  ['refused', 'caller=token_1&refused=1', [['deleteRuns', null]]],
  ['of a span', 'since=2026-01-15T00:00:00Z&before=2026-03-01T00:00:00%2B00:00', [['pauseRun', 'run_2']]],
])('lines of JSON, chosen: %s', async (_, choice, expected) => {
  expect(await actions(choice)).toEqual(expected);
});

test('all of a long log, a page after the other', async () => {
  await served.record.auditEvent.createMany({ data: Array.from({ length: 1200 }, (_, k) => ({ caller: 'many', action: 'made', subject: String(k) })) });
  expect((await lines('ndjson?caller=many')).map(({ subject }) => subject)).toEqual(Array.from({ length: 1200 }, (_, k) => String(k)));
});

test.each(['since=yesterday', 'refused=yes', 'name=Bob', 'person=Bob&person=Ada'])('a choice that means nothing is refused: %s', async (choice) => {
  expect((await read(`csv?${choice}`)).status).toBe(400);
});

test('it is for admins alone', async () => {
  const study = await addStudy(served.record);
  for (const who of [await addCaller(served.record, 'OPERATOR'), await addLink(served.record, study.id)]) expect((await read('csv', who.headers)).status).toBe(403);
  expect((await read('csv', {})).status).toBe(401);
});

test('in GraphQL the log is filtered by a person too', async () => {
  const { data } = await served.ask('{ auditEvents(first: 5, filter: { person: "Bob" }) { totalCount nodes { action } } }', {}, admin.headers);
  expect(data.auditEvents).toEqual({ totalCount: 2, nodes: [{ action: 'deleteRuns' }, { action: 'pauseRun' }] });
});
