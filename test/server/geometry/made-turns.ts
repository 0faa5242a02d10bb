import type { SnapshotCore } from '../../../prisma/snapshot/snapshot.ts';
import { coreOf } from '../../golden/golden-case.ts';
import { polarFactor } from '../../../server/linear-algebra/polar-factor.ts';
import { numbers, plainProduct } from '../linear-algebra/matrices.ts';

/** An orthogonal p x p matrix that turns (and may reflect); the second factor takes away what the first one's condition left. */
export const turn = (p: number, seed: number): Float64Array => polarFactor(polarFactor(numbers(p * p, seed), p, p).Q, p, p).Q;

/** A core of given means, one sample a class, and weights. */
export const coreOfMeans = (means: Float64Array, weight: Float64Array | undefined, C: number, p: number): SnapshotCore =>
  coreOf(means, Float64Array.from({ length: C }, (_, c) => c), weight, undefined, C, p);

/** Rows [n,p] turned by Q, and moved. */
export const turned = (rows: ArrayLike<number>, Q: Float64Array, move?: Float64Array): Float64Array => {
  const p = Math.sqrt(Q.length);
  return plainProduct(Float64Array.from(rows), Q, rows.length / p, p, p).map((x, k) => x + (move?.[k % p] ?? 0));
};

export const all = (C: number): number[] => Array.from({ length: C }, (_, c) => c);
