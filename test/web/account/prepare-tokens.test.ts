import { expect, test } from 'vitest';
import { endOf, prepareTokens } from '../../../web/account/prepare-tokens.ts';
import { acceptInvitation, invitationWords, readInvitation } from '../../../web/account/invitation.ts';
import { rolesUpTo } from '../../../web/account/roles.ts';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const DAY = 86_400_000;
const at = (days: number) => new Date(NOW + days * DAY).toISOString();

test.each([
  [null, 'no end', false],
  [at(-1), 'over', true],
  [at(0.5), 'in less than a day', true],
  [at(1.2), 'in 1 day', true],
  [at(6.9), 'in 7 days', true],
  [at(90), 'in 90 days', false],
])('an end at %s is "%s"', (iso, text, isSoon) => {
  expect(endOf(iso, NOW)).toMatchObject({ text, isSoon });
});

test('a token that may do more than whoever looks is not theirs to end; one that nobody holds shows no signs', () => {
  const token = { id: 'token_1', name: 'nightly', lastFour: 'x1y2', createdAt: at(-3), expiresAt: at(30), lastUsedAt: null };
  const rows = prepareTokens([{ ...token, role: 'OPERATOR' }, { ...token, role: 'VIEWER', lastFour: '', lastUsedAt: at(-1) }], 'REVIEWER', NOW);
  expect(rows.map(({ canRevoke, sign, role, used }) => [canRevoke, sign, role, used.text])).toEqual([[false, '… x1y2', 'operator', 'never'], [true, null, 'viewer', '1 day ago']]);
});

test('a token is offered no role beyond its person\'s', () => {
  expect(rolesUpTo('REVIEWER').map(({ word }) => word)).toEqual(['viewer', 'reviewer']);
  expect(rolesUpTo('LINK')).toEqual([]);
});

test('an invitation says whom it lets in, or why it does not', async () => {
  expect(invitationWords({ state: 'open', person: 'Rita', role: 'REVIEWER' })).toMatchObject({ title: 'Welcome, Rita', text: expect.stringContaining('as reviewer') });
  for (const state of ['used', 'over', 'unknown'] as const) expect(invitationWords({ state, person: 'Rita', role: null }).text).toMatch(/new (one|invitation)\.$/);
  const away = (() => Promise.reject(new TypeError('away'))) as typeof fetch;
  expect([await readInvitation(away), await acceptInvitation(away)]).toEqual([{ state: 'unreachable', person: null, role: null }, false]);
});
