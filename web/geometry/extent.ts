import type { Motion } from './motion.ts';

/** How far means, classifiers and target ever reach, so that one scale holds for all epochs and nothing of them is cut off. */
export interface Extent {
  left: number;
  right: number;
  up: number;
  down: number;
  radius: number;
}

/** Examples are left out: a few far ones would make all else small. What lies outside of the picture is counted instead. */
export function extentOf({ frames, target, dimensions: d }: Motion): Extent {
  const extent: Extent = { left: 0, right: 0, up: 0, down: 0, radius: 0 };
  for (const vectors of [target, ...frames.flatMap((frame) => [frame.means, frame.classifiers ?? []])]) {
    for (let i = 0; i < vectors.length; i += d) {
      const [x, y, z] = [vectors[i]!, d > 1 ? vectors[i + 1]! : 0, d > 2 ? vectors[i + 2]! : 0];
      extent.left = Math.max(extent.left, -x);
      extent.right = Math.max(extent.right, x);
      extent.up = Math.max(extent.up, y);
      extent.down = Math.max(extent.down, -y);
      extent.radius = Math.max(extent.radius, Math.hypot(x, y, z));
    }
  }
  return extent;
}
