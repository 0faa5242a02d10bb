/**
 * At most `most` of the measured epochs, near to evenly spaced on the logarithmic axis. The first, the last and those to be kept are
 * always among them; every epoch where there are no more than `most`.
 *
 * @param epochs ascending
 * @param kept epochs that must not be left out; those that were not measured are ignored
 */
export function thinEpochs(epochs: readonly number[], most: number, kept: readonly (number | null)[] = []): number[] {
  if (epochs.length <= most) return [...epochs];
  const [first, last] = [epochs[0]!, epochs.at(-1)!];
  const chosen = new Set([...(most > 1 ? [first] : []), last, ...epochs.filter((epoch) => kept.includes(epoch))]);
  const free = most - chosen.size;
  for (let k = 1; k <= free; k++) chosen.add(nearest(epochs, first * (last / first) ** (k / (free + 1))));
  // where the measured epochs are closer together than the axis asks for, several places had one epoch: the others go to the widest gaps
  while (chosen.size < most) chosen.add(epochs[middleOfWidestGap(epochs, chosen)]!);
  return epochs.filter((epoch) => chosen.has(epoch));
}

function nearest(epochs: readonly number[], place: number): number {
  return epochs.reduce((best, epoch) => (Math.abs(epoch - place) < Math.abs(best - place) ? epoch : best));
}

/** Index in the middle of the longest stretch of epochs left out; the earliest of equals. */
function middleOfWidestGap(epochs: readonly number[], chosen: ReadonlySet<number>): number {
  let [begin, widest, middle] = [0, 0, 0];
  epochs.forEach((epoch, k) => {
    if (!chosen.has(epoch)) return;
    if (k - begin > widest) [widest, middle] = [k - begin, (begin + k) >> 1];
    begin = k;
  });
  return middle;
}
