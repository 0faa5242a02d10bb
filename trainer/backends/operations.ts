/** The differentiable operations that networks are built from; each uses our kernel where the backend has it. */
export { averagePool } from './kernels/average-pool.ts';
export { batchNormInference, batchNormTraining } from './kernels/batch-norm.ts';
export { concatenate } from './kernels/concatenate.ts';
export { convolve, convolveWithoutBias } from './kernels/convolve.ts';
export type { ConvolutionMethod } from './kernels/convolve.ts';
export { maxPool } from './kernels/max-pool.ts';
export { momentumStep } from './kernels/momentum-step.ts';
export type { MomentumSettings } from './kernels/momentum-step.ts';
export { addRectified } from './kernels/rectifier.ts';
