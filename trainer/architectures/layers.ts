import * as tf from '@tensorflow/tfjs';
import { batchNormInference, batchNormTraining, convolve, maxPool as maxPoolOperation } from '../backends/operations.ts';
import type { Random } from '../random.ts';
import type { Parameters } from './parameters.ts';

/** One step of a network on a map [n,h,w,c]. The result is the caller's tensor. */
export type Layer = (x: tf.Tensor4D, training: boolean) => tf.Tensor4D;

/** As PyTorch's BatchNorm2d: added to the variance; share of the new batch in the running statistics. */
const EPSILON = 1e-5;
const MOMENTUM = 0.1;

/**
 * Convolution with bias, batch normalisation, ReLU: one block of a VGG.
 *
 *   u = convolution(x, weight) + bias;  y = max((u - mean(u)) / sqrt(var(u) + 1e-5) scale + shift, 0)
 *
 * In training mean and variance are the batch's; the running ones, used in evaluation, move by 0.1 towards the batch's mean
 * and its UNBIASED variance (divisor P - 1, P = n h w), as in PyTorch.
 * The bias cancels against the mean, so its true gradient is exactly zero: it takes no part in the training pass (where
 * rounding would give it a random walk) except in the running mean. It stays a parameter: it is counted, saved, decayed.
 * Initial values as torchvision: weight normal with variance 2 / (size² outputs), bias 0, scale 1, shift 0.
 */
export function convolutionBlock(
  parameters: Parameters, random: Random, name: string, inputs: number, outputs: number, size: number,
): Layer {
  const deviation = Math.sqrt(2 / (size * size * outputs));
  const weight = parameters.trained<tf.Rank.R4>(`${name}.convolution.weight`, [size, size, inputs, outputs], () => deviation * random.normal());
  const bias = parameters.trained<tf.Rank.R1>(`${name}.convolution.bias`, [outputs], () => 0);
  const normalise = batchNorm(parameters, `${name}.norm`, outputs, bias);
  return (x, training) => tf.tidy(() => normalise(tf.conv2d(x, weight, 1, 'same'), training));
}

/** Batch normalisation and ReLU; `bias` is what was to be added to x before, see convolutionBlock. */
function batchNorm(parameters: Parameters, name: string, channels: number, bias: tf.Variable<tf.Rank.R1>): Layer {
  const scale = parameters.trained<tf.Rank.R1>(`${name}.scale`, [channels], () => 1);
  const shift = parameters.trained<tf.Rank.R1>(`${name}.shift`, [channels], () => 0);
  const runningMean = parameters.statistic<tf.Rank.R1>(`${name}.running_mean`, [channels], 0);
  const runningVariance = parameters.statistic<tf.Rank.R1>(`${name}.running_variance`, [channels], 1);
  const attributes = { epsilon: EPSILON, relu: true };
  return (x, training) => {
    if (!training) return batchNormInference(x, tf.sub(runningMean, bias), runningVariance, scale, shift, attributes);
    const rows = x.size / channels;
    return batchNormTraining(x, scale, shift, attributes, (mean, variance) => {
      moveTowards(runningMean, tf.add(mean, bias));
      moveTowards(runningVariance, tf.mul(variance, rows / Math.max(rows - 1, 1)));
    });
  };
}

/** A new tensor each time: what is on the heap under a tensor's id is never changed. */
function moveTowards(running: tf.Variable<tf.Rank.R1>, batch: tf.Tensor1D): void {
  tf.tidy(() => running.assign(tf.add(running, tf.mul(tf.sub(batch, running), MOMENTUM))));
}

/** Maximum over windows of size x size, moved by size. */
export function maxPool(size: number): Layer {
  return (x) => maxPoolOperation(x, size);
}

/** A linear layer [n,p] -> [n,C] and its variables. */
export interface Dense {
  weight: tf.Variable<tf.Rank.R2>;
  bias: tf.Variable<tf.Rank.R1>;
  apply(features: tf.Tensor2D): tf.Tensor2D;
}

/**
 * logits = features weight + bias, weight [p,C]. A 1x1 convolution, so that it runs on our kernels: the stock product of
 * matrices may differ in the last bits between processors. Initial values as PyTorch: uniform on ±1/sqrt(p).
 */
export function dense(parameters: Parameters, random: Random, name: string, inputs: number, outputs: number): Dense {
  const bound = 1 / Math.sqrt(inputs);
  const draw = () => random.uniform(-bound, bound);
  const weight = parameters.trained<tf.Rank.R2>(`${name}.weight`, [inputs, outputs], draw);
  const bias = parameters.trained<tf.Rank.R1>(`${name}.bias`, [outputs], draw);
  const apply = (features: tf.Tensor2D) =>
    tf.tidy(() => {
      const samples = features.shape[0];
      const pixels = tf.reshape(features, [samples, 1, 1, inputs]) as tf.Tensor4D;
      const filter = tf.reshape(weight, [1, 1, inputs, outputs]) as tf.Tensor4D;
      return tf.reshape(convolve(pixels, filter, bias, 1, 'valid'), [samples, outputs]) as tf.Tensor2D;
    });
  return { weight, bias, apply };
}
