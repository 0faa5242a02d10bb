import * as tf from '@tensorflow/tfjs';
import type { KernelRegistration } from './register-kernels.ts';

interface PoolAttributes {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** The gradient of max pooling for the wasm backend; where values are equal the first takes it all, as in the stock one. */
export const maxPoolKernel: KernelRegistration = {
  name: 'MaxPoolGrad',
  run: (heap, { dy, input, output }, attributes) => {
    const { filterSize, strides, pad, dimRoundingMode } = attributes as unknown as PoolAttributes;
    const shape = input.shape as [number, number, number, number];
    const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    const dx = heap.output(input.shape);
    heap.run.maxPoolGradient(
      heap.at(input), heap.at(output), heap.at(dy), heap.at(dx), info.batchSize, info.inHeight, info.inWidth,
      info.inChannels, info.outHeight, info.outWidth, info.filterHeight, info.filterWidth, info.strideHeight,
      info.strideWidth, info.padInfo.top, info.padInfo.left,
    );
    return dx;
  },
};

/** Maximum over windows of `size` x `size`, moved by `size`: [n,h,w,c] -> [n,floor(h/size),floor(w/size),c]. */
export function maxPool(x: tf.Tensor4D, size: number): tf.Tensor4D {
  return tf.maxPool(x, size, size, 'valid');
}
