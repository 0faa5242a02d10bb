import { CollapsarError } from '../../prisma/errors.ts';

/** A subscription's cursor is the event's number. @throws CollapsarError BAD_USER_INPUT when it is none */
export function checkEventCursor(after: string | null | undefined): bigint | undefined {
  if (after == null) return undefined;
  if (/^\d{1,18}$/.test(after)) return BigInt(after);
  throw new CollapsarError(
    'BAD_USER_INPUT',
    'The cursor given as "after" is none of this subscription; take it from a message, or leave it out to hear only what is new.',
  );
}
