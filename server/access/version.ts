import { CollapsarError } from '../../prisma/errors.ts';

/**
 * Refuses a change that was made from an older version than there is: somebody else's change would be lost without a word.
 *
 * @param expected the version that the caller saw; left out, the newest is changed whatever it is
 * @throws CollapsarError CONFLICT with `currentVersion`
 */
export function checkVersion(what: string, current: number, expected: number | null | undefined): void {
  if (expected == null || expected === current) return;
  const message = `${what} was changed meanwhile: it is at version ${current}, and this change was made from version ${expected}; read it again.`;
  throw new CollapsarError('CONFLICT', message, { details: { currentVersion: current, field: 'expectedVersion' } });
}
