import { expect, test } from 'vitest';
import { isExpecting, prepareHosts, prepareWebhooks } from '../../../web/webhooks/prepare-webhooks.ts';
import type { DeliveryEntry, WebhookEntry } from '../../../web/webhooks/webhooks-documents.ts';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const at = (seconds: number) => new Date(NOW + 1000 * seconds).toISOString();
const NAMES = new Map([['study_1', 'Depth sweep']]);

const delivery = (more: Partial<DeliveryEntry> = {}): DeliveryEntry => ({ id: 'delivery_1', kind: 'RUN_COMPLETED', state: 'DELIVERED', createdAt: at(-300), attempts: 1, lastTryAt: at(-300), nextTryAt: null, deliveredAt: at(-300), outcome: 'The answer was 204.', runId: 'run_1', ...more });
const webhook = (more: Partial<WebhookEntry> = {}): WebhookEntry => ({ id: 'hook_1', studyId: 'study_1', url: 'https://hooks.example:8443/x?key=y', kinds: ['CHECK_FAILED', 'RUN_FAILED'], isHostAllowed: true, createdAt: at(-9999), disabledAt: null, lastDeliveries: [], ...more });
const card = (more: Partial<WebhookEntry>) => prepareWebhooks([webhook(more)], null, NAMES, NOW)[0]!;
const row = (more: Partial<DeliveryEntry>) => card({ lastDeliveries: [delivery(more)] }).deliveries[0]!;

test('a webhook says in words when and where', () => {
  expect(card({})).toMatchObject({ host: 'hooks.example:8443', place: 'in Depth sweep', told: 'a run failed or a check failed' });
  expect(card({ studyId: null, kinds: ['RUN_COMPLETED'] })).toMatchObject({ place: 'in all studies', told: 'a run is completed' });
  expect(card({ studyId: 'study_9' }).place).toBe('in a study that was put aside');
  expect(card({ kinds: ['RUN_COMPLETED', 'RUN_FAILED', 'RUN_DIVERGED'] }).told).toBe('a run is completed, a run failed or a run diverged');
});

test.each([
  [{}, 'on, nothing sent so far'],
  [{ disabledAt: at(-5), isHostAllowed: false }, 'switched off'],
  [{ isHostAllowed: false }, 'its host is not allowed: nothing is sent'],
  [{ lastDeliveries: [delivery()] }, 'on'],
  [{ lastDeliveries: [delivery({ state: 'GIVEN_UP' }), delivery()] }, 'on, the last delivery failed'],
  [{ lastDeliveries: [delivery({ state: 'WAITING', outcome: '', nextTryAt: at(0) }), delivery()] }, 'on'],
  [{ lastDeliveries: [delivery({ state: 'WAITING', outcome: 'Nothing listens there.', nextTryAt: at(60) })] }, 'on, the last delivery failed'],
] as const)('the state of %j is "%s"', (more, word) => {
  expect(card(more as Partial<WebhookEntry>).sign.word).toBe(word);
});

test.each([
  [{}, 'The answer was 204.', true],
  [{ state: 'WAITING', attempts: 0, outcome: '', nextTryAt: at(-1) }, 'Due now.', false],
  [{ state: 'WAITING', attempts: 1, outcome: '', nextTryAt: at(30) }, 'Next try in 30 s.', false],
  [{ state: 'WAITING', attempts: 2, outcome: 'The answer was 500.', nextTryAt: at(60) }, 'The answer was 500. 2 tries. Next try in 1 min.', true],
  [{ state: 'GIVEN_UP', attempts: 9, outcome: 'The name has no address.' }, 'The name has no address. 9 tries.', true],
] as const)('a delivery %j says "%s"', (more, detail, canRepeat) => {
  expect(row(more as Partial<DeliveryEntry>)).toMatchObject({ detail, canRepeat });
});

test('a test has no kind, and says so', () => {
  expect(row({ kind: null, runId: null })).toMatchObject({ happened: 'test', runId: null, at: { text: '5 min ago' } });
});

test('a study sees its own webhooks and those of all', () => {
  const all = [webhook(), webhook({ id: 'hook_2', studyId: null }), webhook({ id: 'hook_3', studyId: 'study_2' })];
  expect(prepareWebhooks(all, 'study_1', NAMES, NOW).map(({ id }) => id)).toEqual(['hook_1', 'hook_2']);
  expect(prepareWebhooks(all, null, NAMES, NOW)).toHaveLength(3);
});

test('hosts say how many webhooks call them', () => {
  const host = { allowsPrivate: false, allowedBy: 'Ann', createdAt: at(-60) };
  const rows = prepareHosts([{ host: 'hooks.example:8443', ...host }, { host: 'hooks.example', ...host, allowsPrivate: true, allowedBy: null }], [webhook(), webhook()], NOW);
  expect(rows).toMatchObject([{ use: '2 webhooks', network: 'public ones alone', by: 'Ann' }, { use: 'no webhook', network: 'also a private one', by: 'nobody signed in' }]);
});

test('the page looks again soon only while something is about to happen', () => {
  const waiting = (more: Partial<DeliveryEntry>) => [webhook({ lastDeliveries: [delivery({ state: 'WAITING', ...more })] })];
  expect(isExpecting([webhook({ lastDeliveries: [delivery()] })], NOW)).toBe(false);
  expect(isExpecting(waiting({ outcome: '', nextTryAt: at(30) }), NOW)).toBe(true);
  expect(isExpecting(waiting({ outcome: 'The answer was 500.', nextTryAt: at(300) }), NOW)).toBe(false);
  expect(isExpecting(waiting({ outcome: 'The answer was 500.', nextTryAt: at(2) }), NOW)).toBe(true);
});
