import { createHash } from 'node:crypto';
import { CollapsarError } from '../../prisma/errors.ts';

type Position = (string | number)[];
type ColumnType = 'string' | 'number' | 'time';

/** The last millisecond that a Date can hold. */
const LAST_TIME = 8.64e15;

/** Names a list with its filter: a cursor of one list means nothing in another, and must not silently skip rows there. */
export function listTag(name: string, filter: unknown): string {
  const digest = createHash('sha256').update(JSON.stringify(filter ?? null));
  return `${name}:${digest.digest('hex').slice(0, 12)}`;
}

/** Packs a list's tag and the columns that order it into an opaque string. */
export function encodeCursor(list: string, position: Position): string {
  return Buffer.from(JSON.stringify([list, ...position])).toString('base64url');
}

/**
 * The inverse of encodeCursor for a list ordered by columns of the given types; numbers and times (in ms) are never negative.
 *
 * @throws CollapsarError BAD_USER_INPUT when the string is not a cursor of this list
 */
export function decodeCursor(list: string, cursor: string, types: ColumnType[]): Position {
  const parsed = parse(cursor);
  const position = Array.isArray(parsed) && parsed[0] === list ? parsed.slice(1) : [];
  const fits = position.length === types.length && types.every((type, i) => fitsType(position[i], type));
  if (!fits) {
    throw new CollapsarError(
      'BAD_USER_INPUT',
      'The cursor given as "after" does not belong to this list and filter; take one from its edges, or leave it out to start anew.',
    );
  }
  return position;
}

function fitsType(value: unknown, type: ColumnType): boolean {
  if (type === 'string') return typeof value === 'string' && !value.includes('\0');
  const largest = type === 'time' ? LAST_TIME : Number.MAX_SAFE_INTEGER;
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= largest;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
