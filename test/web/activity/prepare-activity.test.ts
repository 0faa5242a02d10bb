import { expect, test } from 'vitest';
import type { ActivityLine } from '../../../web/activity/activity-documents.ts';
import { freshCount, freshWords, looksAt, peopleIn, prepareActivity, prepareLine } from '../../../web/activity/prepare-activity.ts';
import { viewIn, withTopic } from '../../../web/activity/view.ts';

const STUDY = { id: 'study_1', slug: 'first', name: 'First', lastLookAt: '2026-11-25T09:00:00' };
const ADA = { id: 'user_a', name: 'Ada', colour: 's1' };
const BOB = { id: 'user_b', name: 'Bob', colour: 's2' };
// without a zone: times of the reader's own, whichever machine the test runs on
const line = (change: Partial<ActivityLine> = {}): ActivityLine => ({
  ...{ id: '10', kind: 'run.completed', words: 'vgg is completed', count: 1, at: '2026-11-25T11:00:00', since: '2026-11-25T11:00:00', subject: null, isUnseen: false },
  ...{ runs: [{ id: 'run_1', name: 'vgg' }], people: [], study: STUDY },
  ...change,
});
const NOW = new Date('2026-11-25T12:00:00').getTime();

test('it stands by day, the newest first, and says which day is today', () => {
  const { days } = prepareActivity([line({ id: '12' }), line({ id: '11', at: '2026-11-25T08:30:00' }), line({ at: '2026-11-24T23:59:00' }), line({ id: '9', at: '2026-11-20T10:00:00' })], true, NOW);
  expect(days.map(({ title, rows }) => [title, rows.map(({ time }) => time.text)])).toEqual([['Today, 2026-11-25', ['11:00', '08:30']], ['Yesterday, 2026-11-24', ['23:59']], ['2026-11-20', ['10:00']]]);
});

test('a sentence says who; a study is named where several stand together', () => {
  const row = prepareLine(line({ kind: 'review.thread', words: 'A thread on vgg changed, 2 times', subject: 'thread_1', people: [BOB, ADA] }), false);
  expect([row.sentence + row.by, row.href, row.study]).toEqual(['A thread on vgg changed, 2 times, by Bob and Ada', '/runs/run_1?review=1&note=thread_1', { name: 'First', href: '/studies/first' }]);
  const three = prepareLine(line({ people: [BOB, ADA, { id: 'user_c', name: 'Cleo', colour: 's3' }] }), true);
  expect([three.by, three.study]).toEqual([', by Bob, Ada and Cleo', null]);
});

test.each([
  ['a run', {}, '/runs/run_1'],
  ['several runs', { runs: [{ id: 'a', name: 'a' }, { id: 'b', name: 'b' }] }, '/runs?study=study_1'],
  ['runs that are gone', { kind: 'run.deleted', runs: [] }, null],
  ['a verdict', { kind: 'review.verdict', subject: 'v' }, '/runs/run_1?review=1'],
  ['a thread on the study', { kind: 'review.thread', subject: 't', runs: [] }, '/studies/first'],
  ['a report', { kind: 'review.report', subject: 'report_1', runs: [] }, '/reports/report_1'],
  ['a check', { kind: 'review.check', subject: 'check_1' }, '/studies/first/checks'],
] as const)('it leads to the place itself: %s', (_, change, href) => {
  expect(prepareLine(line(change as Partial<ActivityLine>), true).href).toBe(href);
});

test('the line stands where what was seen begins, and nowhere without a look before or without news', () => {
  const news = [line({ id: '12', isUnseen: true }), line({ id: '11', isUnseen: true }), line({ id: '10' })];
  expect(prepareActivity(news, true, NOW)).toMatchObject({ newCount: 2, lastLook: { beforeId: '10', text: 'Above: new since you last looked, 2026-11-25 09:00' } });
  expect(prepareActivity(news.slice(2), true, NOW).lastLook).toBeNull();
  expect(prepareActivity(news.slice(0, 2), true, NOW).lastLook).toBeNull();
  expect(prepareActivity([line({ isUnseen: true }), line({ study: { ...STUDY, lastLookAt: null } })], true, NOW).lastLook).toBeNull();
});

test('each study is seen up to its newest entry, where something in it was new', () => {
  const other = { ...STUDY, id: 'study_2' };
  expect(looksAt([line({ id: '14', isUnseen: true }), line({ id: '13', isUnseen: true, study: other }), line({ id: '12', isUnseen: true }), line({ id: '11', study: { ...STUDY, id: 'study_3' } })])).toEqual([{ studyId: 'study_1', cursor: '14' }, { studyId: 'study_2', cursor: '13' }]);
});

test('what came meanwhile is counted by number, not by text', () => {
  expect(freshCount([line({ id: '9' })], [line({ id: '11' }), line({ id: '10' }), line({ id: '9' })])).toBe(2);
  expect(freshCount([], [line()])).toBe(1);
  expect([freshWords(3, 40), freshWords(40, 40)]).toEqual(['Show 3 new', 'Show 40 or more new']);
});

test('whom one can choose gathers over pages, by name, each once', () => {
  expect(peopleIn([BOB], [line({ people: [ADA] }), line({ people: [BOB] })]).map(({ name }) => name)).toEqual(['Ada', 'Bob']);
});

test('the choice stands in the address', () => {
  expect(viewIn(new URLSearchParams('study=study_1&about=notes,runs,what&by=user_a'))).toEqual({ studyId: 'study_1', topics: ['RUNS', 'NOTES'], personId: 'user_a' });
  expect(viewIn(new URLSearchParams('about=what'))).toEqual({ studyId: null, topics: null, personId: null });
  expect([withTopic(null, 'NOTES'), withTopic(['NOTES'], 'RUNS'), withTopic(['NOTES'], 'NOTES')]).toEqual(['notes', 'runs,notes', null]);
});
