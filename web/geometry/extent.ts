import type { Motion } from './motion.ts';

/** How far means, classifiers and target reach, so that one scale holds for all epochs. */
export interface Extent {
  left: number;
  right: number;
  up: number;
  down: number;
  radius: number;
}

/** Share of all means and classifiers of all epochs that must be seen; the rest, of the first epochs, would make all else small. */
const SEEN = 0.98;

/** The target is always whole. What lies outside of the picture, and any example, is counted in its corner instead. */
export function extentOf({ frames, target, dimensions: d }: Motion): Extent {
  const moving = frames.flatMap((frame) => [...placesIn(frame.means, d), ...placesIn(frame.classifiers ?? [], d)]);
  const still = placesIn(target, d);
  const reach = (along: (place: Place) => number) => Math.max(0, ...still.map(along), quantile(moving.map(along)));
  return {
    left: reach(([x]) => -x),
    right: reach(([x]) => x),
    up: reach(([, y]) => y),
    down: reach(([, y]) => -y),
    radius: reach(([x, y, z]) => Math.hypot(x, y, z)),
  };
}

type Place = readonly [number, number, number];

const placesIn = (vectors: readonly number[], d: number): Place[] =>
  Array.from({ length: vectors.length / d }, (_, i) => [vectors[d * i]!, d > 1 ? vectors[d * i + 1]! : 0, d > 2 ? vectors[d * i + 2]! : 0]);

function quantile(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  return sorted[Math.ceil(SEEN * sorted.length) - 1] ?? 0;
}
