/** Runs that the comparison takes at once. */
export const MOST_COMPARED = 40;

/** A list in pieces of at most so many. */
export const chunked = <T>(list: readonly T[], most: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / most) }, (_, i) => list.slice(i * most, (i + 1) * most));
