import type { KernelRegistration } from './kernel-registration.ts';
import { sizeOf } from './wasm-heap.ts';

/** UnsortedSegmentSum (the gradient of gather) for float32: sum of the slices of x that carry the same segment id. */
export const segmentSumKernel: KernelRegistration = {
  name: 'UnsortedSegmentSum',
  run: (heap, { x, segmentIds }, attributes) => {
    const { numSegments } = attributes as unknown as { numSegments: number };
    const count = sizeOf(segmentIds.shape);
    const inner = sizeOf(x.shape) / count;
    const sums = heap.output([numSegments, ...x.shape.slice(segmentIds.shape.length)]);
    const [from, to, ids] = [heap.floats(x), heap.floats(sums), heap.integers(segmentIds)];
    to.fill(0);
    for (let i = 0; i < count; i++) {
      const segment = ids[i]!;
      if (segment < 0 || segment >= numSegments) continue; // as TensorFlow: dropped
      for (let j = 0; j < inner; j++) to[segment * inner + j] = to[segment * inner + j]! + from[i * inner + j]!;
    }
    return sums;
  },
};
