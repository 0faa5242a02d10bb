import { createHash } from 'node:crypto';
import { CollapsarError } from '../../prisma/errors.ts';

/** Values of the columns that order a list, at one of its rows; times in ms. */
export type Position = (string | number | null)[];
/** 'number' and 'time' are whole and never negative; 'real' is any finite number; with a question mark the value may be null. */
export type ColumnType = `${'string' | 'number' | 'time' | 'real'}${'' | '?'}`;

/** The last millisecond that a Date can hold. */
const LAST_TIME = 8.64e15;

/** Names a list with its filter and its order: a cursor of one list means nothing in another, and must not silently skip rows there. */
export function listTag(name: string, ...choices: unknown[]): string {
  const digest = createHash('sha256').update(JSON.stringify(choices.map((choice) => choice ?? null)));
  return `${name}:${digest.digest('hex').slice(0, 12)}`;
}

/** Packs a list's tag and the columns that order it into an opaque string. */
export function encodeCursor(list: string, position: Position): string {
  return Buffer.from(JSON.stringify([list, ...position])).toString('base64url');
}

/**
 * The inverse of encodeCursor for a list ordered by columns of the given types.
 *
 * @throws CollapsarError BAD_USER_INPUT when the string is not a cursor of this list
 */
export function decodeCursor(list: string, cursor: string, types: readonly ColumnType[], argument: 'after' | 'before' = 'after'): Position {
  const parsed = parse(cursor);
  const position = Array.isArray(parsed) && parsed[0] === list ? parsed.slice(1) : [];
  const fits = position.length === types.length && types.every((type, i) => fitsType(position[i], type));
  if (!fits) {
    throw new CollapsarError(
      'BAD_USER_INPUT',
      `The cursor given as "${argument}" does not belong to this list, filter and order; take one from its edges, or leave it out to start anew.`,
    );
  }
  return position;
}

function fitsType(value: unknown, type: ColumnType): boolean {
  if (value === null) return type.endsWith('?');
  if (type.startsWith('string')) return typeof value === 'string' && !value.includes('\0');
  if (type.startsWith('real')) return Number.isFinite(value);
  const largest = type.startsWith('time') ? LAST_TIME : Number.MAX_SAFE_INTEGER;
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= largest;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
