/**
 * The float64 kernels of the class moments, compiled (launch/kernels.mjs) into sums.wasm.
 *
 * Matrices lie in the module's memory row by row; a stride is the distance of two rows in bytes. sums-memory.ts pads them
 * with zeros to whole tiles. No static data, no allocation. Plain SIMD only: the relaxed instructions may give other bits on
 * another processor, and a snapshot's digest must not depend on the machine.
 */
export { projectSamples } from './project-samples.as';
export { addOuterProducts } from './outer-products.as';
// Exported so that it is not inlined into its caller: V8 changes from quick to optimised code between two calls of a
// function, never in the middle of one.
export { dotTile, distanceTile } from './project-samples.as';
export { packPanels, panelTile } from './outer-products.as';
