import * as tf from '@tensorflow/tfjs';
import { convolve } from '../backends/operations.ts';
import { type Draw, uniform } from './initial-values.ts';
import type { Parameter, Parameters } from './parameters.ts';

/** A linear layer [n,p] -> [n,C] and its parameters: weight [p,C], bias [C]. */
export interface Dense {
  weight: Parameter<tf.Rank.R2>;
  bias: Parameter<tf.Rank.R1>;
  apply(features: tf.Tensor2D): tf.Tensor2D;
}

/** Initial values of weight and bias. */
export interface DenseDraw {
  weight: Draw;
  bias: Draw;
}

/** As PyTorch's Linear: weight and bias uniform on ±1/sqrt(p). */
export function pytorchLinear(inputs: number): DenseDraw {
  const draw = uniform(1 / Math.sqrt(inputs));
  return { weight: draw, bias: draw };
}

/**
 * logits = features weight + bias, weight [p,C]. A 1x1 convolution, so that it runs on our kernels: the stock product of
 * matrices may differ in the last bits between processors.
 */
export function dense(parameters: Parameters, name: string, inputs: number, outputs: number, draw = pytorchLinear(inputs)): Dense {
  const weight = parameters.trained<tf.Rank.R2>(`${name}.weight`, [inputs, outputs], draw.weight);
  const bias = parameters.trained<tf.Rank.R1>(`${name}.bias`, [outputs], draw.bias);
  const apply = (features: tf.Tensor2D) =>
    tf.tidy(() => {
      const samples = features.shape[0];
      const pixels = tf.reshape(features, [samples, 1, 1, inputs]) as tf.Tensor4D;
      const filter = tf.reshape(weight.variable, [1, 1, inputs, outputs]) as tf.Tensor4D;
      return tf.reshape(convolve(pixels, filter, bias.variable, 1, 'valid'), [samples, outputs]) as tf.Tensor2D;
    });
  return { weight, bias, apply };
}
