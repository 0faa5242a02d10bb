import { Prisma } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';

const MOST_LETTERS = 200;

/** @throws CollapsarError BAD_USER_INPUT where a text is too long to be sought, or has a byte that no text of the record can have */
export function checkText(text: string): void {
  if (text.length > MOST_LETTERS) throw refuse(`A text of the filter has ${text.length} letters; at most ${MOST_LETTERS} are allowed.`);
  if (text.includes('\0')) throw refuse('A text of the filter holds a zero byte, which no text of the record can have.');
}

/** Whether a text is within a column, in capitals or not. By position, not by LIKE: no sign has a meaning, so nothing has to be escaped. */
export function containsText(column: Prisma.Sql, text: string): Prisma.Sql {
  return Prisma.sql`strpos(lower(${column}), lower(${text}::text)) > 0`;
}

const refuse = (message: string) => new CollapsarError('BAD_USER_INPUT', message);
