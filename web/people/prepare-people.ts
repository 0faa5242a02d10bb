import type { Access } from '../account/may.ts';
import { endOf, lastUse, prepareTokens, type TokenRow } from '../account/prepare-tokens.ts';
import type { Role } from '../account/roles.ts';
import { plural } from '../formats/names.ts';
import type { PersonEntry } from './people-documents.ts';

export interface PersonRow {
  id: string;
  name: string;
  colour: string;
  role: Role;
  isDisabled: boolean;
  /** whether it is whoever looks */
  isSelf: boolean;
  /** "2 tokens, signed in here and in 1 more browser", "invited, ends in 6 days", "cannot come in: no token, no invitation" */
  ways: string;
  /** whether they have no way in at all */
  isLockedOut: boolean;
  used: { text: string; exact: string };
  tokens: TokenRow[];
  sessionCount: number;
}

/** People by name, those shut out last. */
export function preparePeople(people: readonly PersonEntry[], self: string | null, access: Access, now: number): PersonRow[] {
  const rows = people.map((person) => rowOf(person, self, access, now));
  return rows.sort((a, b) => Number(a.isDisabled) - Number(b.isDisabled) || a.name.localeCompare(b.name));
}

function rowOf(person: PersonEntry, self: string | null, access: Access, now: number): PersonRow {
  const { id, name, colour, role, disabledAt, lastUsedAt, tokens, sessionCount } = person;
  const ways = waysIn(person, now);
  return {
    ...{ id, name, colour, role, sessionCount },
    isDisabled: disabledAt !== null,
    isSelf: id === self,
    ways: disabledAt !== null ? 'shut out' : ways.length > 0 ? ways.join(', ') : 'no way in: give a token or an invitation',
    isLockedOut: disabledAt === null && ways.length === 0,
    used: lastUse(lastUsedAt, now),
    tokens: prepareTokens(tokens, access, now),
  };
}

function waysIn({ tokens, sessionCount, invitedUntil }: PersonEntry, now: number): string[] {
  return [
    ...(tokens.length > 0 ? [plural(tokens.length, 'token')] : []),
    ...(sessionCount > 0 ? [`signed in, ${plural(sessionCount, 'browser')}`] : []),
    ...(invitedUntil !== null ? [`invited, ends ${endOf(invitedUntil, now).text}`] : []),
  ];
}
