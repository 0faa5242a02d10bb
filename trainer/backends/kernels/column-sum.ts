import type { KernelRegistration } from './kernel-registration.ts';
import { sizeOf } from './wasm-heap.ts';

export const columnSumKernel: KernelRegistration = {
  name: 'ColumnSum',
  run: (heap, { x }) => {
    const channels = x.shape[x.shape.length - 1] ?? 1;
    const sum = heap.output([channels]);
    heap.run.columnSum(heap.at(x), sizeOf(x.shape) / channels, channels, heap.at(sum));
    return sum;
  },
};
