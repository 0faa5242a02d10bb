import { frobeniusNorm } from '../linear-algebra/frobenius-norm.ts';

/**
 * Distance of a C x C table of scalar products, scaled to unit size, to that of a simplex ETF.
 *
 *   | G / |G|_F - E |_F,  E = (I - 11ᵀ/C) / sqrt(C-1): (1 - 1/C) / sqrt(C-1) on the diagonal, -1 / (C sqrt(C-1)) beside it
 *
 * Shapes     G [C,C] row-major, not zero, not necessarily symmetric
 * Allocates  nothing
 * Accuracy   absolute 1e-15 times C
 */
export function distanceToSimplex(G: Float64Array, C: number): number {
  const size = frobeniusNorm(G);
  const beside = -1 / (C * Math.sqrt(C - 1));
  const diagonal = (1 - 1 / C) / Math.sqrt(C - 1);
  let sum = 0;
  for (let a = 0, k = 0; a < C; a++) {
    for (let b = 0; b < C; b++, k++) sum += (G[k]! / size - (a === b ? diagonal : beside)) ** 2;
  }
  return Math.sqrt(sum);
}
