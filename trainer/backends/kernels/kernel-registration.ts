import type * as tf from '@tensorflow/tfjs';
import type { WasmHeap } from './wasm-heap.ts';

/** The names under which kernels get their tensors; each gets those that its call gave, tfjs fixes them for stock kernels. */
export type KernelInputs = Record<
  | 'x' | 'y' | 'dy' | 'a' | 'b' | 'filter' | 'input' | 'output' | 'gamma' | 'beta' | 'mean' | 'variance'
  | 'weight' | 'gradient' | 'velocity' | 'segmentIds',
  tf.TensorInfo
>;

/** A kernel under its tfjs name: the plumbing between tensors and the arithmetic on the heap. */
export interface KernelRegistration {
  name: string;
  run(heap: WasmHeap, inputs: KernelInputs, attributes: unknown): tf.TensorInfo | tf.TensorInfo[];
}
