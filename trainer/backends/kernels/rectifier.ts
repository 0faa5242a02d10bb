import * as tf from '@tensorflow/tfjs';
import { differentiable } from './differentiable.ts';
import type { KernelRegistration } from './kernel-registration.ts';
import { sizeOf } from './wasm-heap.ts';

export const rectifierKernels: KernelRegistration[] = [
  {
    name: 'AddRectified',
    run: (heap, { a, b }) => {
      const y = heap.output(a.shape);
      heap.run.addRectified(heap.at(a), heap.at(b), heap.at(y), sizeOf(a.shape));
      return y;
    },
  },
  {
    name: 'RectifierGradient',
    run: (heap, { y, dy }) => {
      const dx = heap.output(y.shape);
      heap.run.rectifierGradient(heap.at(y), heap.at(dy), heap.at(dx), sizeOf(y.shape));
      return dx;
    },
  },
];

/** max(a + b, 0) of two tensors of one shape: the end of a residual block, in one pass each way. */
export function addRectified<T extends tf.Tensor>(a: T, b: T): T {
  if (!tf.getKernel('AddRectified', tf.getBackend())) return tf.tidy(() => tf.relu(tf.add(a, b)) as T);
  return differentiable<T>([a, b], {
    forward: (save) => {
      const y = tf.engine().runKernel('AddRectified', { a, b }) as tf.Tensor;
      save([y]);
      return y;
    },
    gradient: (dy, [y]) => twice(dy, y!),
  });
}

/** Both summands get the same gradient. */
function twice(dy: tf.Tensor, y: tf.Tensor): tf.Tensor[] {
  const dx = tf.engine().runKernel('RectifierGradient', { y, dy }) as tf.Tensor;
  return [dx, dx.clone()];
}
