import * as tf from '@tensorflow/tfjs';
import { differentiable } from './differentiable.ts';
import type { KernelRegistration } from './kernel-registration.ts';
import { sizeOf } from './wasm-heap.ts';

export const concatenateKernels: KernelRegistration[] = [
  {
    name: 'ConcatenateChannels',
    run: (heap, { a, b }) => {
      const [left, right] = [channelsOf(a.shape), channelsOf(b.shape)];
      const y = heap.output([...a.shape.slice(0, -1), left + right]);
      heap.run.concatenate(heap.at(a), heap.at(b), heap.at(y), sizeOf(a.shape) / left, left, right);
      return y;
    },
  },
  {
    name: 'SplitChannels',
    run: (heap, { y }, attributes) => {
      const { channels: left } = attributes as unknown as { channels: number };
      const right = channelsOf(y.shape) - left;
      const [a, b] = [left, right].map((channels) => heap.output([...y.shape.slice(0, -1), channels])) as [tf.TensorInfo, tf.TensorInfo];
      heap.run.split(heap.at(y), heap.at(a), heap.at(b), sizeOf(y.shape) / (left + right), left, right);
      return [a, b];
    },
  },
];

function channelsOf(shape: number[]): number {
  return shape[shape.length - 1] ?? 1;
}

/** [a, b] along the channels: [n,h,w,Ca] and [n,h,w,Cb] -> [n,h,w,Ca + Cb]. */
export function concatenate(a: tf.Tensor4D, b: tf.Tensor4D): tf.Tensor4D {
  if (!tf.getKernel('ConcatenateChannels', tf.getBackend())) return tf.concat([a, b], 3);
  const channels = a.shape[3];
  return differentiable<tf.Tensor4D>([a, b], {
    forward: () => tf.engine().runKernel('ConcatenateChannels', { a, b }) as tf.Tensor,
    gradient: (y) => tf.engine().runKernel('SplitChannels', { y }, { channels }) as tf.Tensor[],
  });
}
