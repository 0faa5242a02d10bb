/** Least distance between two lines of 11 px text. */
export const LABEL_GAP = 13;

/**
 * Moves labels apart to `LABEL_GAP` as little as can be, keeping their order, none below `floor` or above `ceiling`
 * (pixels grow downwards, so `floor` is the larger number).
 */
export function spreadLabels<T extends { y: number }>(labels: readonly T[], ceiling: number, floor: number): T[] {
  const sorted = labels.map((label) => ({ ...label })).sort((a, b) => a.y - b.y);
  for (let pass = 0; pass < 40; pass++) {
    for (let i = 1; i < sorted.length; i++) pushApart(sorted[i - 1]!, sorted[i]!);
  }
  settle(sorted, ceiling, floor);
  return sorted;
}

function pushApart(upper: { y: number }, lower: { y: number }): void {
  const lacking = LABEL_GAP - (lower.y - upper.y);
  if (lacking <= 0) return;
  upper.y -= lacking / 2;
  lower.y += lacking / 2;
}

/** One pass from below, one from above: exact where the passes above have only come near. */
function settle(sorted: { y: number }[], ceiling: number, floor: number): void {
  for (let i = sorted.length - 1, limit = floor; i >= 0; i--, limit -= LABEL_GAP) {
    sorted[i]!.y = Math.min(sorted[i]!.y, limit, i + 1 < sorted.length ? sorted[i + 1]!.y - LABEL_GAP : limit);
  }
  for (let i = 0; i < sorted.length; i++) {
    sorted[i]!.y = Math.max(sorted[i]!.y, i > 0 ? sorted[i - 1]!.y + LABEL_GAP : ceiling);
  }
}
