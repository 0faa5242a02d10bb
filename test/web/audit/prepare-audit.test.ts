import { expect, test } from 'vitest';
import type { AuditLine } from '../../../web/audit/audit-documents.ts';
import { actionsKnown, peopleKnown, prepareAudit } from '../../../web/audit/prepare-audit.ts';
import { exportHref, filterOf, isWhole, viewIn } from '../../../web/audit/view.ts';

const line = (change: Partial<AuditLine> = {}): AuditLine => ({ ...{ id: '7', at: '2026-11-25T11:00:00.000Z', caller: 'token_1', person: 'Ada', role: 'ADMIN', action: 'editRun', subject: 'run_1', refusal: null, before: null, after: null }, ...change });

test('an entry says who, also where it is nobody with a name', () => {
  const who = [line(), line({ person: null, caller: 'local' }), line({ person: null, caller: null, role: null }), line({ person: null, caller: 'host', role: null }), line({ person: null, caller: 'link_1', role: null }), line({ person: null, caller: 'token_2', role: 'OPERATOR' })];
  expect(prepareAudit(who).map((row) => `${row.who} ${row.role}`.trim())).toEqual(['Ada admin', 'the person at this machine admin', 'a stranger', 'a command on the machine of the database', 'a share link', 'a program operator']);
});

test('the whole entry: what was there before and is there now, as it was kept', () => {
  const [row] = prepareAudit([line({ refusal: 'CONFLICT', before: { name: 'a' }, after: { name: '<b>' } })]);
  expect(row).toMatchObject({ refusal: 'CONFLICT', before: '{\n  "name": "a"\n}', after: '{\n  "name": "<b>"\n}' });
  expect(row!.details.map(({ name }) => name)).toEqual(['Entry', 'Time', 'Came by', 'Object', 'Refused with']);
});

test('the address is the choice; the last day counts whole, in the time zone of the reader', () => {
  const view = viewIn(new URLSearchParams('person=Ada&action=editRun,tagRuns&object=run_1&from=2026-11-24&to=2026-11-25&result=refused'));
  const filter = filterOf(view);
  expect(filter).toEqual({ person: 'Ada', action: ['editRun', 'tagRuns'], subject: 'run_1', since: new Date(2026, 10, 24).toISOString(), before: new Date(2026, 10, 26).toISOString(), isRefused: true });
  const [path, query] = exportHref(view, 'csv').split('?');
  expect([path, Object.fromEntries(new URLSearchParams(query))]).toEqual(['/export/audit.csv', { person: 'Ada', action: 'editRun,tagRuns', subject: 'run_1', since: filter.since, before: filter.before, refused: '1' }]);
});

test('what makes no sense in an address does not restrict', () => {
  const view = viewIn(new URLSearchParams('from=yesterday&to=2026-13-99&result=perhaps'));
  expect([isWhole(view), exportHref(view, 'ndjson')]).toEqual([true, '/export/audit.ndjson']);
});

test('what can be sought is known before and from the entries', () => {
  expect(actionsKnown([line({ action: 'somethingNew' })])).toEqual(expect.arrayContaining(['editRun', 'signIn', 'somethingNew']));
  expect(peopleKnown(['Zoe', 'Ada'], [line({ person: 'Bob' }), line({ person: null })])).toEqual(['Ada', 'Bob', 'Zoe']);
});
