import * as tf from '@tensorflow/tfjs';
import { differentiable } from './differentiable.ts';
import type { KernelRegistration } from './kernel-registration.ts';

type Grid = [height: number, width: number];
type Shape4 = [number, number, number, number];

/** What of the map the windows cover: all of it, or twice the grid (windows of 2 x 2, an odd last row or column left out). */
export type Covered = 'all' | 'halves';

interface Attributes {
  grid: Grid;
  covered: Covered;
  /** of x; for the gradient, which does not get x */
  shape: Shape4;
}

export const averagePoolKernels: KernelRegistration[] = [
  {
    name: 'AveragePool',
    run: (heap, { x }, attributes) => {
      const { grid, covered, shape } = attributes as unknown as Attributes;
      const y = heap.output([shape[0], ...grid, shape[3]]);
      heap.run.averagePoolForward(heap.at(x), heap.at(y), ...sizes(shape, grid, covered));
      return y;
    },
  },
  {
    name: 'AveragePoolGradient',
    run: (heap, { dy }, attributes) => {
      const { grid, covered, shape } = attributes as unknown as Attributes;
      const dx = heap.output(shape);
      heap.run.averagePoolGradient(heap.at(dy), heap.at(dx), ...sizes(shape, grid, covered));
      return dx;
    },
  },
];

/** N, H, W, C, then the used height and width, then the grid, as both kernels take them. */
function sizes(shape: Shape4, grid: Grid, covered: Covered): number[] {
  const used = covered === 'halves' ? [2 * grid[0], 2 * grid[1]] : [shape[1], shape[2]];
  return [...shape, ...used, ...grid];
}

/**
 * Means over a grid of windows, [n,h,w,c] -> [n,grid height,grid width,c]. Window o of a side reaches from
 * floor(o used / grid) to ceil((o + 1) used / grid), as PyTorch's AdaptiveAvgPool2d: a grid of 1 x 1 is the mean of the map.
 */
export function averagePool(x: tf.Tensor4D, grid: Grid, covered: Covered = 'all'): tf.Tensor4D {
  if (!tf.getKernel('AveragePool', tf.getBackend())) return composed(x, grid, covered);
  const attributes = { grid, covered, shape: x.shape } as unknown as tf.NamedAttrMap;
  return differentiable<tf.Tensor4D>([x], {
    forward: () => tf.engine().runKernel('AveragePool', { x }, attributes) as tf.Tensor,
    gradient: (dy) => [tf.engine().runKernel('AveragePoolGradient', { dy }, attributes) as tf.Tensor],
  });
}

/** The same by stock operations, window by window. */
function composed(x: tf.Tensor4D, grid: Grid, covered: Covered): tf.Tensor4D {
  return tf.tidy(() => {
    const [, , , , usedHeight, usedWidth] = sizes(x.shape, grid, covered) as [number, number, number, number, number, number];
    const [rows, columns] = [windows(usedHeight, grid[0]), windows(usedWidth, grid[1])];
    const means = rows.map(([top, height]) =>
      tf.concat(
        columns.map(([left, width]) => tf.mean(tf.slice(x, [0, top, left, 0], [-1, height, width, -1]), [1, 2], true) as tf.Tensor4D),
        2,
      ),
    );
    return tf.concat(means, 1) as tf.Tensor4D;
  });
}

function windows(used: number, count: number): [begin: number, length: number][] {
  return Array.from({ length: count }, (_, o) => {
    const begin = Math.floor((o * used) / count);
    return [begin, Math.ceil(((o + 1) * used) / count) - begin];
  });
}
