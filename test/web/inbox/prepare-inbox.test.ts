import { expect, test } from 'vitest';
import type { NoticeLine } from '../../../web/inbox/inbox-documents.ts';
import { bellWords, freshLines, kindsIn, prepareNotice, withKind, withNews } from '../../../web/inbox/prepare-inbox.ts';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const line = (change: Partial<NoticeLine> = {}): NoticeLine => ({
  ...{ id: 'notice_1', kind: 'MENTION', from: 'Ada', text: 'You were mentioned in a comment on "vgg".', createdAt: '2026-11-25T11:48:00Z', readAt: null },
  ...{ runId: 'run_1', threadId: 'thread_1', sender: { name: 'Ada', colour: 's4' }, comment: { body: 'Look\n\nhere', deletedAt: null }, study: { slug: 'first', name: 'First' }, run: { id: 'run_1' } },
  ...change,
});

test('a line says who, what and where, and leads to the note itself', () => {
  expect(prepareNotice(line(), NOW)).toMatchObject({
    ...{ href: '/runs/run_1?review=1&note=thread_1', from: { name: 'Ada', colour: 's4' }, said: 'Look here', where: 'First', isUnread: true },
    when: { text: '12 min ago' },
  });
});

test.each([
  ['a verdict: the review of the run', { kind: 'VERDICT', threadId: null }, '/runs/run_1?review=1', 'First'],
  ['a thread of a study: its page', { runId: null, run: null }, '/studies/first', 'First'],
  ['a run that is gone: the study, and it says so', { run: null }, '/studies/first', 'First, the run was deleted'],
  ['no study either', { runId: null, run: null, study: null }, '/studies', ''],
] as const)('where it leads, %s', (_, change, href, where) => {
  expect(prepareNotice(line(change), NOW)).toMatchObject({ href, where });
});

test('who was renamed keeps the name of then without a colour; the program has none; what was taken back is not quoted', () => {
  expect(prepareNotice(line({ sender: null }), NOW).from).toEqual({ name: 'Ada', colour: 'ink-3' });
  expect(prepareNotice(line({ from: null, sender: null }), NOW).from).toBeNull();
  expect(prepareNotice(line({ comment: { body: '', deletedAt: '2026-11-25T11:50:00Z' } }), NOW).said).toBeNull();
});

test('a long comment is cut at a word', () => {
  const { said } = prepareNotice(line({ comment: { body: 'collapse '.repeat(40), deletedAt: null } }), NOW);
  expect(said).toMatch(/collapse …$/);
  expect(said!.length).toBeLessThanOrEqual(163);
});

test('the kinds stand in the address in one order, and what is unknown there does nothing', () => {
  expect(kindsIn('verdicts,mentions,what')).toEqual(['MENTION', 'VERDICT']);
  expect([kindsIn(null), kindsIn(''), kindsIn('what')]).toEqual([null, null, null]);
  expect(withKind(['VERDICT'], 'MENTION')).toBe('mentions,verdicts');
  expect(withKind(['VERDICT'], 'VERDICT')).toBeNull();
});

test('what comes later waits, and what was read elsewhere is read at its place', () => {
  const [a, b, c] = [line({ id: 'a' }), line({ id: 'b' }), line({ id: 'c' })];
  expect(freshLines([a, b], [c, a])).toEqual([c]);
  expect(withNews([a, b], [c, a], true, '2026-11-25T12:00:00Z').map(({ id, readAt }) => [id, readAt])).toEqual([['a', null], ['b', '2026-11-25T12:00:00Z']]);
  // of a cut list nobody knows what is missing
  expect(withNews([b], [a], false, '2026-11-25T12:00:00Z')[0]!.readAt).toBeNull();
});

test('the bell counts, tells, and is silent about nothing', () => {
  expect(bellWords(null)).toEqual({ badge: null, name: 'Inbox', told: '' });
  expect(bellWords(0)).toEqual({ badge: null, name: 'Inbox, nothing unread', told: '' });
  expect(bellWords(1)).toEqual({ badge: '1', name: 'Inbox, 1 unread', told: '1 line unread in your inbox' });
  expect(bellWords(120)).toMatchObject({ badge: '99+', name: 'Inbox, 120 unread' });
});
