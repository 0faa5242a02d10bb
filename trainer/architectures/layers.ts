import * as tf from '@tensorflow/tfjs';
import {
  averagePool as averagePoolOperation, batchNormInference, batchNormTraining, type ConvolutionMethod, convolveWithoutBias, maxPool as maxPoolOperation,
} from '../backends/operations.ts';
import { constant, type Draw, kaimingNormal } from './initial-values.ts';
import type { Parameter, Parameters } from './parameters.ts';

/** One step of a network on a map [n,h,w,c]. The result is the caller's tensor. */
export type Layer = (x: tf.Tensor4D, training: boolean) => tf.Tensor4D;

/** As PyTorch's BatchNorm2d: added to the variance; share of the new batch in the running statistics. */
const EPSILON = 1e-5;
const MOMENTUM = 0.1;

export interface ConvolutionShape {
  inputs: number;
  outputs: number;
  size: number;
  stride?: number;
  /** Initial values; Kaiming normal over the fan out, size² outputs, unless given. */
  draw?: Draw;
  /** `fast` unless given */
  method?: ConvolutionMethod;
}

/** Convolution without bias, zeros around so that stride 1 keeps height and width (padding (size - 1) / 2, as in PyTorch). */
export function convolution(parameters: Parameters, name: string, shape: ConvolutionShape): Layer {
  const { inputs, outputs, size, stride = 1, draw, method = 'fast' } = shape;
  const initial = draw ?? kaimingNormal(size * size * outputs);
  const weight = parameters.trained<tf.Rank.R4>(`${name}.weight`, [size, size, inputs, outputs], initial);
  return (x) => convolveWithoutBias(x, weight.variable, stride, (size - 1) / 2, method);
}

/** Convolution without bias, batch normalisation and, unless `relu` is false, ReLU. */
export function normalisedConvolution(parameters: Parameters, name: string, shape: ConvolutionShape, relu = true): Layer {
  const convolve = convolution(parameters, `${name}.convolution`, shape);
  const normalise = batchNorm(parameters, `${name}.norm`, shape.outputs, { relu });
  return (x, training) => tf.tidy(() => normalise(convolve(x, training), training));
}

/**
 * Convolution with bias, batch normalisation, ReLU: one block of a VGG.
 *
 *   u = convolution(x, weight) + bias;  y = max((u - mean(u)) / sqrt(var(u) + 1e-5) scale + shift, 0)
 *
 * The bias cancels against the mean, so its true gradient is exactly zero: it takes no part in the training pass (where
 * rounding would give it a random walk) except in the running mean. It stays a parameter: it is counted, saved, decayed.
 * Initial values as torchvision: weight normal with variance 2 / (size² outputs), bias 0, scale 1, shift 0.
 */
export function convolutionBlock(parameters: Parameters, name: string, shape: ConvolutionShape): Layer {
  const convolve = convolution(parameters, `${name}.convolution`, shape);
  const bias = parameters.trained<tf.Rank.R1>(`${name}.convolution.bias`, [shape.outputs], constant(0));
  const normalise = batchNorm(parameters, `${name}.norm`, shape.outputs, { relu: true, bias });
  return (x, training) => tf.tidy(() => normalise(convolve(x, training), training));
}

/**
 * Batch normalisation, with a ReLU behind it if asked for; `bias` is what was to be added to x before, see convolutionBlock.
 * In training mean and variance are the batch's; the running ones, used in evaluation, move by 0.1 towards the batch's mean
 * and its UNBIASED variance (divisor P - 1, P = n h w), as in PyTorch. Initial values 1 (scale) and 0 (shift).
 */
export function batchNorm(
  parameters: Parameters, name: string, channels: number, { relu, bias }: { relu: boolean; bias?: Parameter<tf.Rank.R1> },
): Layer {
  const scale = parameters.trained<tf.Rank.R1>(`${name}.scale`, [channels], constant(1));
  const shift = parameters.trained<tf.Rank.R1>(`${name}.shift`, [channels], constant(0));
  const runningMean = parameters.statistic<tf.Rank.R1>(`${name}.running_mean`, [channels], 0);
  const runningVariance = parameters.statistic<tf.Rank.R1>(`${name}.running_variance`, [channels], 1);
  const attributes = { epsilon: EPSILON, relu };
  return (x, training) => {
    if (!training) {
      const mean = bias ? tf.sub(runningMean.variable, bias.variable) : runningMean.variable;
      return batchNormInference(x, mean as tf.Tensor1D, runningVariance.variable, scale.variable, shift.variable, attributes);
    }
    const rows = x.size / channels;
    return batchNormTraining(x, scale.variable, shift.variable, attributes, (mean, variance) => {
      moveTowards(runningMean.variable, bias ? tf.add(mean, bias.variable) : mean);
      moveTowards(runningVariance.variable, tf.mul(variance, rows / Math.max(rows - 1, 1)));
    });
  };
}

/** A new tensor each time: what is on the heap under a tensor's id is never changed. */
function moveTowards(running: tf.Variable<tf.Rank.R1>, batch: tf.Tensor1D): void {
  tf.tidy(() => running.assign(tf.add(running, tf.mul(tf.sub(batch, running), MOMENTUM))));
}

/** Maximum over windows of size x size, moved by `stride` (the size unless given). */
export function maxPool(size: number, stride = size, padding = 0): Layer {
  return (x) => maxPoolOperation(x, size, stride, padding);
}

/** Mean over windows of 2 x 2 side by side; an odd last row or column is left out. */
export function halvingAveragePool(): Layer {
  return (x) => averagePoolOperation(x, [Math.floor(x.shape[1] / 2), Math.floor(x.shape[2] / 2)], 'halves');
}

/** Means over a grid of height x width windows that cover the map, as PyTorch's AdaptiveAvgPool2d; 1 x 1 is the mean of the map. */
export function adaptiveAveragePool(height: number, width: number): Layer {
  return (x) => (x.shape[1] === height && x.shape[2] === width ? x.clone() : averagePoolOperation(x, [height, width]));
}
