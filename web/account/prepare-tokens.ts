import { NONE } from '../formats/numbers.ts';
import { ago, moment } from '../formats/times.ts';
import type { TokenLine } from './account-documents.ts';
import { ACCESS, type Access } from './may.ts';

export interface TokenRow {
  id: string;
  name: string;
  /** its last four signs; null where nobody holds it */
  sign: string | null;
  role: string;
  used: { text: string; exact: string };
  ends: { text: string; exact: string; isSoon: boolean };
  canRevoke: boolean;
}

const DAY = 86_400_000;
const SOON = 7 * DAY;

/** Tokens as rows. One that may do more than whoever looks is not theirs to end. */
export function prepareTokens(tokens: readonly TokenLine[], access: Access, now: number): TokenRow[] {
  return tokens.map(({ id, name, role, lastFour, lastUsedAt, expiresAt }) => ({
    ...{ id, name, sign: lastFour === '' ? null : `… ${lastFour}`, role: role.toLowerCase() },
    used: lastUsedAt === null ? { text: 'never', exact: '' } : { text: ago(lastUsedAt, now), exact: moment(lastUsedAt) },
    ends: endOf(expiresAt, now),
    canRevoke: ACCESS.indexOf(role) <= ACCESS.indexOf(access),
  }));
}

/** "in 12 days", "today", "no end". */
export function endOf(iso: string | null, now: number): TokenRow['ends'] {
  if (iso === null) return { text: 'no end', exact: '', isSoon: false };
  const left = Date.parse(iso) - now;
  const days = Math.round(left / DAY);
  const text = left <= 0 ? 'over' : left < DAY ? 'in less than a day' : days === 1 ? 'in 1 day' : `in ${days} days`;
  return { text, exact: moment(iso), isSoon: left < SOON };
}

/** How somebody uses the record: "just now", or that they never did. */
export const lastUse = (iso: string | null, now: number) => (iso === null ? { text: NONE, exact: 'never' } : { text: ago(iso, now), exact: moment(iso) });
