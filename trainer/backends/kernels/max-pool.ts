import * as tf from '@tensorflow/tfjs';
import { namedPadding } from '../named-padding.ts';
import type { KernelRegistration } from './kernel-registration.ts';

interface PoolAttributes {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Max pooling and its gradient for the wasm backend; where values are equal the first takes it all, as in the stock one. */
export const maxPoolKernels: KernelRegistration[] = [
  {
    name: 'MaxPool',
    run: (heap, { x }, attributes) => {
      const { outShape, sizes } = describe(x.shape, attributes);
      const y = heap.output(outShape);
      heap.run.maxPoolForward(heap.at(x), heap.at(y), ...sizes);
      return y;
    },
  },
  {
    name: 'MaxPoolGrad',
    run: (heap, { dy, input, output }, attributes) => {
      const dx = heap.output(input.shape);
      heap.run.maxPoolGradient(
        heap.at(input), heap.at(output), heap.at(dy), heap.at(dx), ...describe(input.shape, attributes).sizes,
      );
      return dx;
    },
  },
];

/** The output's shape, and sizes, strides and paddings in the order in which both kernels take them. */
function describe(shape: number[], attributes: unknown): { outShape: number[]; sizes: number[] } {
  const { filterSize, strides, pad, dimRoundingMode } = attributes as PoolAttributes;
  const info = tf.backend_util.computePool2DInfo(
    shape as [number, number, number, number], filterSize, strides, 1, pad, dimRoundingMode,
  );
  const maps = [info.batchSize, info.inHeight, info.inWidth, info.inChannels, info.outHeight, info.outWidth];
  const windows = [info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth];
  return { outShape: info.outShape, sizes: [...maps, ...windows, info.padInfo.top, info.padInfo.left] };
}

/**
 * Maximum over windows of `size` x `size`, moved by `stride`: [n,h,w,c] -> [n,ho,wo,c] with ho = floor((h + 2 padding - size) / stride) + 1.
 * What lies outside the map is left out.
 */
export function maxPool(x: tf.Tensor4D, size: number, stride = size, padding = 0): tf.Tensor4D {
  // below every float32: what lies outside the map never wins
  const named = namedPadding(x, { size, stride, padding }, -3.4e38);
  return tf.maxPool(named.x, size, stride, named.padding);
}
