import { expect, test } from 'vitest';
import { CHUNK, projectSamples } from '../../../prisma/snapshot/project-samples.ts';

/** Whole numbers in -8..8: their products and sums are exact, so the results must be those of the definition bit for bit. */
function wholeNumbers(count: number, step: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => ((i * step + (i >> 5) * 13) % 17) - 8);
}

function project(M: Float64Array, t: Float64Array, h: Float64Array, d: Float64Array, samples: number, C: number) {
  const [dots, distances] = [new Float64Array(CHUNK * C), new Float64Array(CHUNK * C)];
  projectSamples(M, t, h, d, samples, dots, distances);
  return { dots: dots.subarray(0, samples * C), distances: distances.subarray(0, samples * C) };
}

// around the tile of 4 samples x 2 classes, the pairs of features and the blocks of 512 of them
const sizes = [
  [1, 1, 1], [1, 2, 3], [3, 3, 2], [4, 5, 7], [5, 2, 17], [127, 10, 33], [128, 7, 130], [6, 3, 512], [9, 4, 513], [2, 2, 1100],
] as const;

test.each(sizes)('%i samples, %i classes, %i features give the products and distances of the definition', (samples, C, p) => {
  const [M, t, h, d] = [wholeNumbers(C * p, 7919), wholeNumbers(C * p, 104729), wholeNumbers(CHUNK * p, 31), wholeNumbers(CHUNK * p, 57)];
  const result = project(M, t, h, d, samples, C);
  for (let s = 0; s < samples; s++) {
    for (let c = 0; c < C; c++) {
      let [dot, distance] = [0, 0];
      for (let j = 0; j < p; j++) {
        dot += M[c * p + j]! * d[s * p + j]!;
        distance += (h[s * p + j]! - t[c * p + j]!) ** 2;
      }
      expect(result.dots[s * C + c], `dots[${s},${c}]`).toBe(dot);
      expect(result.distances[s * C + c], `distances[${s},${c}]`).toBe(distance);
    }
  }
});

test('a sample has the same values to the last bit, whatever its place in the chunk and its neighbours', () => {
  const [C, p] = [5, 37];
  const M = Float64Array.from({ length: C * p }, (_, i) => Math.sin(i));
  const h = Float64Array.from({ length: CHUNK * p }, (_, i) => Math.cos(3 * i));
  const all = project(M, M, h, h, CHUNK, C);
  for (const s of [0, 1, 6, 127]) {
    const alone = new Float64Array(CHUNK * p);
    alone.set(h.subarray(s * p, (s + 1) * p));
    const one = project(M, M, alone, alone, 1, C);
    expect(one.dots).toEqual(all.dots.subarray(s * C, (s + 1) * C));
    expect(one.distances).toEqual(all.distances.subarray(s * C, (s + 1) * C));
  }
});

test('a distance to a mean nearby does not cancel', () => {
  const h = new Float64Array(CHUNK);
  h[0] = 1e9 + 2 ** -20;
  const { distances } = project(Float64Array.of(0), Float64Array.of(1e9), h, h, 1, 1);
  expect(distances[0]).toBe(2 ** -40);
});
