import { expect, test } from 'vitest';
import type { PersonEntry } from '../../../web/people/people-documents.ts';
import { preparePeople } from '../../../web/people/prepare-people.ts';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const person = (change: Partial<PersonEntry>): PersonEntry => ({
  ...{ id: 'user_1', name: 'Ada', colour: 's1', role: 'ADMIN', createdAt: '2026-11-01T00:00:00Z', disabledAt: null },
  ...{ lastUsedAt: '2026-11-25T11:00:00Z', sessionCount: 0, invitedUntil: null, tokens: [] },
  ...change,
});
const TOKEN = { id: 'token_1', name: 'first', role: 'VIEWER', lastFour: 'abcd', createdAt: '2026-11-01T00:00:00Z', expiresAt: null, lastUsedAt: null } as const;

test('people stand by name, those shut out last, and each says how they come in', () => {
  const rows = preparePeople(
    [
      person({ id: 'user_3', name: 'Zoe', disabledAt: '2026-11-20T00:00:00Z', tokens: [TOKEN] }),
      person({ id: 'user_2', name: 'Rita', tokens: [TOKEN], sessionCount: 2 }),
      person({ id: 'user_4', name: 'Bob', lastUsedAt: null }),
      person({ id: 'user_1', name: 'Ada', invitedUntil: '2026-11-30T13:00:00Z' }),
    ],
    'user_1',
    'ADMIN',
    NOW,
  );
  expect(rows.map(({ name, ways, isSelf, isLockedOut, used }) => [name, ways, isSelf, isLockedOut, used.text])).toEqual([
    ['Ada', 'invited, ends in 5 days', true, false, '1 h ago'],
    ['Bob', 'no way in: give a token or an invitation', false, true, '–'],
    ['Rita', '1 token, signed in, 2 browsers', false, false, '1 h ago'],
    ['Zoe', 'shut out', false, false, '1 h ago'],
  ]);
});
