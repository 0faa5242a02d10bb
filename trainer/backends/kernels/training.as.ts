/**
 * The training kernels, compiled together (launch/kernels.mjs) into training.wasm.
 *
 * The module imports the memory of tfjs's wasm backend and works on its tensors in place, by byte offset: no copies,
 * no static data, no allocation (scratch comes from the caller). Plain SIMD only: the relaxed instructions may give
 * other bits on another processor, and a resumed run must continue bit for bit on any machine.
 */
export { convolutionForward } from './convolution-forward.as';
export { convolutionFilterGradient } from './convolution-filter-gradient.as';
export { rotateFilter, transposeFilter, columnsToImage } from './convolution-input-gradient.as';
export { maxPoolForward } from './max-pool-forward.as';
export { maxPoolGradient } from './max-pool-gradient.as';
export { averagePoolForward, averagePoolGradient } from './average-pool.as';
export { concatenate, split } from './concatenate.as';
export { winogradConvolution } from './winograd-convolution.as';
export { winogradFilterGradient } from './winograd-filter-gradient.as';
export { columnSum } from './column-sum.as';
export { batchNormStatistics } from './batch-norm-statistics.as';
export { batchNormApply } from './batch-norm-apply.as';
export { batchNormGradientSums, batchNormGradientApply } from './batch-norm-gradient.as';
export { addRectified, rectifierGradient } from './rectifier.as';
export { momentumStep } from './momentum-step.as';
