/** The three candidates that take the fewest letters to change `word` into them; those that contain it come first. */
export function closest(word: string, candidates: readonly string[]): string[] {
  const asked = word.toUpperCase().slice(0, 100);
  const distance = (candidate: string) => (candidate.includes(asked) && asked !== '' ? -1 : editDistance(asked, candidate));
  return candidates
    .map((candidate) => ({ candidate, away: distance(candidate) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Letters to insert, remove or change (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}
