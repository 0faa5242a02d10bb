/** Where epoch 0, the network before training, stands on a logarithmic time line. */
const ZERO = 0.5;
const DIGITS = [1, 2, 5];

/** Epochs on a logarithmic line: from an epoch to a share of the line, and back. */
export interface TimeScale {
  place: (epoch: number) => number;
  epoch: (place: number) => number;
}

const logOf = (epoch: number) => Math.log(Math.max(ZERO, epoch));

export function timeScale(first: number, last: number): TimeScale {
  const [low, high] = [logOf(first), logOf(last)];
  const length = high - low;
  return {
    place: (epoch) => (length === 0 ? 0 : Math.max(0, Math.min(1, (logOf(epoch) - low) / length))),
    epoch: (place) => Math.exp(low + place * length),
  };
}

/** The epoch among some that is nearest to a place on the line. */
export function nearestStop(stops: readonly number[], place: number, scale: TimeScale): number {
  return stops.reduce((best, stop) => (Math.abs(scale.place(stop) - place) < Math.abs(scale.place(best) - place) ? stop : best));
}

/** Ticks of the line: the first epoch, 1-2-5 between, the last; none nearer to another than `gap` of the line. */
export function timeTicks(first: number, last: number, gap: number): number[] {
  const scale = timeScale(first, last);
  const powers = Array.from({ length: 10 }, (_, k) => 10 ** k);
  const round = powers.flatMap((power) => DIGITS.map((digit) => digit * power)).filter((epoch) => epoch > first && epoch < last);
  const kept = [first];
  for (const epoch of round) if (scale.place(epoch) - scale.place(kept.at(-1)!) >= gap && 1 - scale.place(epoch) >= gap) kept.push(epoch);
  return last > first ? [...kept, last] : kept;
}

/**
 * Epochs for `count` still frames out of the measured ones: the first, the last, the one where the terminal phase begins (or the
 * first measured after), and between them those nearest to even steps of the line. Fewer where fewer were measured.
 */
export function stillEpochs(stops: readonly number[], phase: number | null, count = 6): number[] {
  if (stops.length <= count) return [...stops];
  const scale = timeScale(stops[0]!, stops.at(-1)!);
  const chosen = new Set([stops[0]!, stops.at(-1)!]);
  const begins = phase === null ? undefined : stops.find((stop) => stop >= phase);
  if (begins !== undefined) chosen.add(begins);
  while (chosen.size < count) {
    const [from, to] = widestGap([...chosen].sort((a, b) => a - b), stops, scale);
    const between = stops.filter((stop) => stop > from && stop < to);
    chosen.add(nearestStop(between, (scale.place(from) + scale.place(to)) / 2, scale));
  }
  return [...chosen].sort((a, b) => a - b);
}

/** The two neighbours that are furthest apart and have a measured epoch between them. */
function widestGap(chosen: readonly number[], stops: readonly number[], scale: TimeScale): [number, number] {
  const gaps = chosen.slice(1).map((to, i): [number, number] => [chosen[i]!, to]);
  const open = gaps.filter(([from, to]) => stops.some((stop) => stop > from && stop < to));
  const length = ([from, to]: [number, number]) => scale.place(to) - scale.place(from);
  return open.reduce((best, gap) => (length(gap) > length(best) ? gap : best));
}
