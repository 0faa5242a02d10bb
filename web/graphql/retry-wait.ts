const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** Wait before try `tries` (from 0): doubling up to 30 s, spread by `chance` in 0..1 so that not all pages come back at once. */
export function waitBeforeTry(tries: number, chance: number): number {
  const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries, 10));
  return Math.round(wait * (0.75 + 0.5 * chance));
}
