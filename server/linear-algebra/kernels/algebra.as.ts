/**
 * The float64 kernels, compiled together into algebra.wasm.
 *
 * Matrices lie in the module's memory row by row; a stride is the distance of two rows in bytes. The workspace
 * (workspace.ts) pads them with zeros to whole tiles, so no kernel has loops for left-over rows.
 * No static data, no allocation. Plain SIMD only: the relaxed instructions may give other bits on another processor.
 */
export { addProduct, addGram, mirrorLower } from './product.as';
export { factorise } from './cholesky.as';
export { forwardRows, backwardRows, transposeLower } from './triangular-rows.as';
export { reduce } from './tridiagonal.as';
export { iterate } from './tridiagonal-eigenvalues.as';
export { lowerFactor } from './triangular-factor.as';
export { orthogonalise } from './orthogonalise-rows.as';
// Called by the ones above only. What is exported is not inlined into its caller: V8 changes from quick to optimised code
// between two calls of a function, never in the middle of one, so the inner loops must be functions of their own.
export { tile } from './product.as';
export { sweep, reflectRows } from './tridiagonal.as';
export { step } from './tridiagonal-eigenvalues.as';
export { dot } from './vector.as';
export { reflectRow } from './triangular-factor.as';
export { rotate, rotatePair } from './orthogonalise-rows.as';
export { forwardBlock, backwardBlock } from './triangular-rows.as';
