import * as tf from '@tensorflow/tfjs';
import { differentiable } from './differentiable.ts';
import type { KernelInputs, KernelRegistration } from './kernel-registration.ts';
import { sizeOf, type WasmHeap } from './wasm-heap.ts';

export interface BatchNormAttributes {
  epsilon: number;
  relu: boolean;
}
/** Receives the batch's mean and biased variance (divisor: rows); they are disposed of when it returns. */
export type ObserveStatistics = (mean: tf.Tensor1D, variance: tf.Tensor1D) => void;

/**
 * Batch normalisation in training: y = (x - mean) / sqrt(variance + epsilon) gamma + beta, with a ReLU behind it if
 * asked for. Statistics over all axes but the last, shown to `observe` for the running ones. Differentiable in x, gamma, beta.
 */
export function batchNormTraining(
  x: tf.Tensor4D, gamma: tf.Tensor1D, beta: tf.Tensor1D, attributes: BatchNormAttributes, observe?: ObserveStatistics,
): tf.Tensor4D {
  const normalise = tf.getKernel('BatchNormTraining', tf.getBackend()) ? fused : composed;
  return normalise(x, gamma, beta, attributes, observe);
}

function composed(
  x: tf.Tensor4D, gamma: tf.Tensor1D, beta: tf.Tensor1D, attributes: BatchNormAttributes, observe?: ObserveStatistics,
): tf.Tensor4D {
  return tf.tidy(() => {
    const { mean, variance } = tf.moments(x, [0, 1, 2]) as { mean: tf.Tensor1D; variance: tf.Tensor1D };
    observe?.(mean, variance);
    const y = tf.batchNorm(x, mean, variance, beta, gamma, attributes.epsilon);
    return attributes.relu ? tf.relu(y) : y;
  });
}

function fused(
  x: tf.Tensor4D, gamma: tf.Tensor1D, beta: tf.Tensor1D, attributes: BatchNormAttributes, observe?: ObserveStatistics,
): tf.Tensor4D {
  const named = attributes as unknown as tf.NamedAttrMap;
  return differentiable<tf.Tensor4D>([x, gamma, beta], {
    forward: (save) => {
      const outputs = tf.engine().runKernel('BatchNormTraining', { x, gamma, beta }, named);
      const [y, mean, variance] = outputs as [tf.Tensor, tf.Tensor1D, tf.Tensor1D];
      observe?.(mean, variance);
      save([x, gamma, beta, mean, variance]);
      return y;
    },
    gradient: (dy, saved) => gradient(dy, saved, named),
  });
}

function gradient(dy: tf.Tensor, saved: tf.Tensor[], attributes: tf.NamedAttrMap): tf.Tensor[] {
  const [x, gamma, beta, mean, variance] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  return tf.engine().runKernel('BatchNormTrainingGradient', { dy, x, gamma, beta, mean, variance }, attributes) as tf.Tensor[];
}

/**
 * Normalisation by given statistics (evaluation): y = (x - mean) / sqrt(variance + epsilon) gamma + beta, with ReLU if
 * asked for. Differentiable in x alone: the network stands still, and only the image moves.
 */
export function batchNormInference(
  x: tf.Tensor4D, mean: tf.Tensor1D, variance: tf.Tensor1D, gamma: tf.Tensor1D, beta: tf.Tensor1D, attributes: BatchNormAttributes,
): tf.Tensor4D {
  if (tf.getKernel('BatchNormInference', tf.getBackend())) {
    const normalise = tf.customGrad((...inputs) => {
      const [input, save] = inputs as [tf.Tensor4D, tf.GradSaveFunc];
      const tensors = { x: input, mean, variance, gamma, beta };
      const y = tf.engine().runKernel('BatchNormInference', tensors, attributes as unknown as tf.NamedAttrMap) as tf.Tensor4D;
      save(attributes.relu ? [y] : []);
      return { value: y, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => gradientOfImage(dy, saved, variance, gamma, attributes) };
    });
    return normalise(x) as tf.Tensor4D;
  }
  return tf.tidy(() => {
    const y = tf.batchNorm(x, mean, variance, beta, gamma, attributes.epsilon);
    return attributes.relu ? tf.relu(y) : y;
  });
}

/** dx = gamma / sqrt(variance + epsilon) dy, where the ReLU let it pass. */
function gradientOfImage(dy: tf.Tensor, saved: tf.Tensor[], variance: tf.Tensor1D, gamma: tf.Tensor1D, { epsilon }: BatchNormAttributes): tf.Tensor {
  return tf.tidy(() => {
    const scaled = tf.mul(dy, tf.div(gamma, tf.sqrt(tf.add(variance, epsilon))));
    return saved[0] ? tf.mul(scaled, tf.step(saved[0])) : scaled;
  });
}

export const batchNormKernels: KernelRegistration[] = [
  { name: 'BatchNormTraining', run: (heap, inputs, attributes) => normaliseBatch(heap, inputs, settings(attributes)) },
  { name: 'BatchNormTrainingGradient', run: (heap, inputs, attributes) => gradients(heap, inputs, settings(attributes)) },
  { name: 'BatchNormInference', run: (heap, inputs, attributes) => normaliseByStatistics(heap, inputs, settings(attributes)) },
];

function settings(attributes: unknown): BatchNormAttributes {
  return attributes as BatchNormAttributes;
}

function normaliseBatch(heap: WasmHeap, inputs: KernelInputs, attributes: BatchNormAttributes): tf.TensorInfo[] {
  const { x, gamma } = inputs;
  const channels = gamma.shape[0] ?? 0;
  const rows = sizeOf(x.shape) / channels;
  const [y, mean, variance] = [heap.output(x.shape), heap.output([channels]), heap.output([channels])];
  heap.run.batchNormStatistics(heap.at(x), rows, channels, heap.at(mean), heap.at(variance));
  const biased = heap.floats(variance);
  for (let c = 0; c < channels; c++) biased[c] = biased[c]! / rows;
  apply(heap, { ...inputs, y, mean, variance }, rows, attributes);
  return [y, mean, variance];
}

function normaliseByStatistics(heap: WasmHeap, inputs: KernelInputs, attributes: BatchNormAttributes): tf.TensorInfo {
  const y = heap.output(inputs.x.shape);
  apply(heap, { ...inputs, y }, sizeOf(y.shape) / (inputs.gamma.shape[0] ?? 1), attributes);
  return y;
}

function apply(heap: WasmHeap, tensors: KernelInputs, rows: number, { epsilon, relu }: BatchNormAttributes): void {
  const { x, y, mean, variance, gamma, beta } = tensors;
  const channels = gamma.shape[0] ?? 0;
  const scale = writeScale(heap, heap.scratch(4 * channels), gamma, variance, epsilon);
  heap.run.batchNormApply(heap.at(x), heap.at(y), rows, channels, heap.at(mean), scale, heap.at(beta), relu ? 1 : 0);
}

/** scale = gamma / sqrt(variance + epsilon), written at `offset`, which it returns. */
function writeScale(heap: WasmHeap, offset: number, gamma: tf.TensorInfo, variance: tf.TensorInfo, epsilon: number): number {
  const [gammas, variances] = [heap.floats(gamma), heap.floats(variance)];
  const scale = heap.floatsAt(offset, gammas.length);
  for (let c = 0; c < gammas.length; c++) scale[c] = gammas[c]! / Math.sqrt(variances[c]! + epsilon);
  return offset;
}

/**
 * With r = 1/sqrt(variance + epsilon), xhat = r (x - mean), P rows, S = sum g, T = sum g (x - mean):
 *   dbeta = S,  dgamma = r T,  dx = gamma r (g - S/P - xhat r T/P)
 */
function gradients(heap: WasmHeap, inputs: KernelInputs, { epsilon, relu }: BatchNormAttributes): tf.TensorInfo[] {
  const { dy, x, gamma, beta, mean, variance } = inputs;
  const channels = gamma.shape[0] ?? 0;
  const rows = sizeOf(x.shape) / channels;
  const rectified = relu ? 1 : 0;
  const [dx, dgamma, dbeta] = [heap.output(x.shape), heap.output([channels]), heap.output([channels])];
  const scratch = heap.scratch(4 * 4 * channels);
  const [scale, k1, k2, k3] = [0, 1, 2, 3].map((i) => scratch + 4 * channels * i) as [number, number, number, number];
  writeScale(heap, scale, gamma, variance, epsilon);
  const [xAt, dyAt, meanAt, betaAt] = [heap.at(x), heap.at(dy), heap.at(mean), heap.at(beta)];
  heap.run.batchNormGradientSums(
    xAt, dyAt, rows, channels, meanAt, scale, betaAt, heap.at(dbeta), heap.at(dgamma), rectified,
  );
  const [S, T, variances] = [heap.floats(dbeta), heap.floats(dgamma), heap.floats(variance)];
  const [a, first, second, third] = [scale, k1, k2, k3].map((at) => heap.floatsAt(at, channels)) as Four;
  for (let c = 0; c < channels; c++) {
    const r = 1 / Math.sqrt(variances[c]! + epsilon);
    first[c] = a[c]!;
    second[c] = (-a[c]! * r * r * T[c]!) / rows;
    third[c] = (-a[c]! * S[c]!) / rows;
    T[c] = T[c]! * r;
  }
  heap.run.batchNormGradientApply(
    xAt, dyAt, heap.at(dx), rows, channels, meanAt, scale, betaAt, k1, k2, k3, rectified,
  );
  return [dx, dgamma, dbeta];
}
type Four = [Float32Array, Float32Array, Float32Array, Float32Array];
