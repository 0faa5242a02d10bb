import { sumsMemory } from './sums-memory.ts';

/** Samples walked through the class means together: each mean is then loaded once for all of them. */
export const CHUNK = 128;

/**
 * Projections and distances of a chunk of samples.
 *
 *   dots[s,c] = m_c . d_s        distances[s,c] = |h_s - t_c|²
 *
 * Shapes     centred M [C,p], targets t [C,p], rows h [CHUNK,p], deviations d [CHUNK,p] of which the first `samples` count;
 *            dots and distances [CHUNK,C], of which as many are written; all row-major
 * Order      a sample's values do not depend on its neighbours in the chunk
 * Allocates  nothing; in the kernels' memory, which all share, 2 (C + CHUNK) (p + 16) + 2 CHUNK (C + 16) numbers at most
 */
export function projectSamples(
  centred: Float64Array,
  targets: Float64Array,
  rows: Float64Array,
  deviations: Float64Array,
  samples: number,
  dots: Float64Array,
  distances: Float64Array,
): void {
  const p = rows.length / CHUNK;
  const C = dots.length / CHUNK;
  const [stride, outStride] = [strideOf(p), strideOf(C)];
  const [tall, wide] = [(samples + 3) & ~3, (C + 1) & ~1];
  const ofDeviations = tall * stride;
  const ofCentred = 2 * ofDeviations;
  const ofTargets = ofCentred + wide * stride;
  const ofDots = ofTargets + wide * stride;
  const ofDistances = ofDots + tall * outStride;
  const end = ofDistances + tall * outStride;
  const { room, projectSamples: kernel } = sumsMemory();
  const memory = room(end).fill(0, 0, end);
  copyRows(rows, p, samples, memory, 0, p, stride);
  copyRows(deviations, p, samples, memory, ofDeviations, p, stride);
  copyRows(centred, p, C, memory, ofCentred, p, stride);
  copyRows(targets, p, C, memory, ofTargets, p, stride);
  const offsets = [0, ofDeviations, ofCentred, ofTargets, stride, ofDots, ofDistances, outStride].map((place) => 8 * place);
  kernel(...offsets, tall, wide, (p + 1) & ~1);
  copyRows(memory.subarray(ofDots), outStride, samples, dots, 0, C, C);
  copyRows(memory.subarray(ofDistances), outStride, samples, distances, 0, C, C);
}

/** Numbers from one row to the next: an odd count of cache lines, since rows a power of two apart displace each other. */
function strideOf(columns: number): number {
  return 8 * (((columns + 8) >> 3) | 1);
}

/** The first `width` numbers of each row, which lie `step` apart in `from` and `stride` apart in `to`, there from `at` on. */
function copyRows(from: Float64Array, step: number, count: number, to: Float64Array, at: number, width: number, stride: number): void {
  for (let i = 0; i < count; i++) to.set(from.subarray(i * step, i * step + width), at + i * stride);
}
