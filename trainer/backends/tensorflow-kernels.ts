import * as tf from '@tensorflow/tfjs';
import type { AddonBackend, OperationAttribute } from './addon.ts';
import type { BatchNormAttributes } from './kernels/batch-norm.ts';

type Inputs = Record<string, tf.Tensor>;
type Run = (backend: AddonBackend, inputs: Inputs, attributes: BatchNormAttributes) => tf.Tensor | tf.Tensor[];

/**
 * Our fused kernels' names, on TensorFlow's own fused operations: one each instead of the ten to thirty small ones that
 * TensorFlow.js composes, which cost more than the convolutions. For the processor only: with CUDA the batch's saved variance
 * has another meaning (its inverse), and the composed operations serve.
 */
export function registerTensorflowKernels(): void {
  const kernels: Record<string, Run> = { BatchNormTraining, BatchNormTrainingGradient, AddRectified, RectifierGradient };
  for (const [kernelName, run] of Object.entries(kernels)) {
    if (tf.getKernel(kernelName, 'tensorflow')) continue;
    tf.registerKernel({
      kernelName,
      backendName: 'tensorflow',
      kernelFunc: ({ inputs, attrs, backend }) => run(backend as unknown as AddonBackend, inputs as unknown as Inputs, attrs as unknown as BatchNormAttributes),
    });
  }
}

/** y, the batch's mean and its biased variance: the second one TensorFlow calls "batch variance" is the unbiased one. */
const BatchNormTraining: Run = (backend, { x, gamma, beta }, { epsilon, relu }) => {
  const [y, mean, unbiased, , variance, ...rest] = normalise(backend, [x!, gamma!, beta!, ...noStatistics()], epsilon, true);
  tf.dispose([unbiased!, ...rest]);
  return [relu ? rectify(backend, y!) : y!, mean!, variance!];
};

/** dx, dgamma, dbeta. What the ReLU let through is computed again, which keeps one map less in memory. */
const BatchNormTrainingGradient: Run = (backend, { dy, x, gamma, beta, mean, variance }, { epsilon, relu }) => {
  const [map, scale, average, spread] = [x!, gamma!, mean!, variance!];
  const passed = relu ? throughRectifier(backend, dy!, [map, scale, beta!, average, spread], epsilon) : dy!;
  const nothing = tf.tensor1d([]);
  const attributes = batchNormAttributes(backend, epsilon, true);
  const inputs = [passed, map, scale, average, spread, nothing];
  const [dx, dgamma, dbeta, ...rest] = execute(backend, 'FusedBatchNormGradV3', attributes, inputs, 5);
  tf.dispose([nothing, ...rest]);
  if (relu) passed.dispose();
  return [dx!, dgamma!, dbeta!];
};

const AddRectified: Run = (backend, { a, b }) => rectify(backend, execute(backend, 'AddV2', [floats(backend)], [a!, b!], 1)[0]!);

const RectifierGradient: Run = (backend, { y, dy }) => execute(backend, 'ReluGrad', [floats(backend)], [dy!, y!], 1)[0]!;

function throughRectifier(backend: AddonBackend, dy: tf.Tensor, inputs: tf.Tensor[], epsilon: number): tf.Tensor {
  const [y, ...rest] = normalise(backend, inputs, epsilon, false);
  const [passed] = execute(backend, 'ReluGrad', [floats(backend)], [dy, y!], 1);
  tf.dispose([y!, ...rest]);
  return passed!;
}

/** max(x, 0); x is given up. */
function rectify(backend: AddonBackend, x: tf.Tensor): tf.Tensor {
  const [y] = execute(backend, 'Relu', [floats(backend)], [x], 1);
  x.dispose();
  return y!;
}

/** y, mean, unbiased variance, and in training the same mean and the biased variance kept for the gradient; and a third kept one. */
function normalise(backend: AddonBackend, inputs: tf.Tensor[], epsilon: number, training: boolean): tf.Tensor[] {
  const outputs = execute(backend, 'FusedBatchNormV3', batchNormAttributes(backend, epsilon, training), inputs, 6);
  if (training) tf.dispose([inputs[3]!, inputs[4]!]);
  return outputs;
}

const noStatistics = () => [tf.tensor1d([]), tf.tensor1d([])];

function batchNormAttributes(backend: AddonBackend, epsilon: number, training: boolean): OperationAttribute[] {
  const { TF_ATTR_FLOAT, TF_ATTR_STRING, TF_ATTR_BOOL, TF_ATTR_TYPE } = backend.binding;
  return [
    floats(backend),
    { name: 'U', type: TF_ATTR_TYPE!, value: backend.binding.TF_FLOAT },
    { name: 'epsilon', type: TF_ATTR_FLOAT!, value: epsilon },
    { name: 'data_format', type: TF_ATTR_STRING!, value: 'NHWC' },
    { name: 'is_training', type: TF_ATTR_BOOL!, value: training },
  ];
}

const floats = ({ binding }: AddonBackend): OperationAttribute => ({ name: 'T', type: binding.TF_ATTR_TYPE!, value: binding.TF_FLOAT });

function execute(backend: AddonBackend, operation: string, attributes: OperationAttribute[], inputs: tf.Tensor[], outputs: number): tf.Tensor[] {
  return backend.executeMultipleOutputs(operation, attributes, inputs, outputs) as tf.Tensor[];
}
