import * as tf from '@tensorflow/tfjs';
import { namedPadding } from '../named-padding.ts';
import { differentiable } from './differentiable.ts';
import { suitsWinograd, winogradConvolution } from './winograd.ts';

type Pad = 'valid' | 'same' | number;

/** How a convolution may be computed: `fast` allows Winograd's way, which rounds differently, where it pays; `direct` never. */
export type ConvolutionMethod = 'fast' | 'direct';

/** y = convolution(x, filter); x [n,h,w,Ci], filter [Kh,Kw,Ci,Co]. Own kernels where there are any. */
export function convolveWithoutBias(x: tf.Tensor4D, filter: tf.Tensor4D, stride: number, pad: Pad, method: ConvolutionMethod): tf.Tensor4D {
  const winograd = method === 'fast' && tf.getKernel('WinogradConvolution', tf.getBackend()) && suitsWinograd(x.shape, filter.shape, stride, pad);
  if (winograd) return winogradConvolution(x, filter);
  const named = namedPadding(x, { size: filter.shape[0], stride, padding: pad });
  if (named.padding !== pad) return tf.conv2d(named.x, filter, stride, named.padding);
  // images have few channels; their gradient is rarely wanted, and the stock operation makes only those that are
  return filter.shape[2] <= 4 ? tf.conv2d(x, filter, stride, pad) : directConvolution(x, filter, stride, pad);
}

/** The stock operation with its own kernels, but freeing early what it kept. */
function directConvolution(x: tf.Tensor4D, filter: tf.Tensor4D, stride: number, pad: Pad): tf.Tensor4D {
  const run = (name: string, inputs: tf.NamedTensorMap, attributes: object) =>
    tf.engine().runKernel(name, inputs, { strides: stride, pad, dataFormat: 'NHWC', ...attributes } as unknown as tf.NamedAttrMap) as tf.Tensor;
  return differentiable<tf.Tensor4D>([x, filter], {
    forward: (save) => {
      save([x, filter]);
      return run('Conv2D', { x, filter }, { dilations: 1 });
    },
    gradient: (dy, [image, weight]) => [
      run('Conv2DBackpropInput', { dy, filter: weight! }, { inputShape: x.shape }),
      run('Conv2DBackpropFilter', { x: image!, dy }, { filterShape: filter.shape }),
    ],
  });
}

/** y = convolution(x, filter) + bias; x [n,h,w,Ci], filter [Kh,Kw,Ci,Co], bias [Co]. Own kernels where there are any. */
export function convolve(x: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D, stride: number, pad: Pad): tf.Tensor4D {
  return tf.tidy(() => addBias(tf.conv2d(x, filter, stride, pad), bias));
}

/** y + bias over the last axis; its gradient is a sum over all the others, which the stock kernel makes slowly. */
function addBias(y: tf.Tensor4D, bias: tf.Tensor1D): tf.Tensor4D {
  if (!tf.getKernel('ColumnSum', tf.getBackend())) return tf.add(y, bias);
  const add = tf.customGrad((a, b) => ({
    value: tf.add(a as tf.Tensor, b as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => [dy.clone(), tf.engine().runKernel('ColumnSum', { x: dy }) as tf.Tensor],
  }));
  return add(y, bias) as tf.Tensor4D;
}
