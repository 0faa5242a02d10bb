import type { Random } from '../random.ts';

/** Gives the initial values of a parameter one after the other, row-major. */
export type Draw = (random: Random) => number;

export const constant = (value: number): Draw => () => value;

export const normal = (deviation: number): Draw => (random) => deviation * random.normal();

export const uniform = (bound: number): Draw => (random) => random.uniform(-bound, bound);

/** He et al. 2015, for a ReLU behind it: variance 2 / fan. */
export const kaimingNormal = (fan: number): Draw => normal(Math.sqrt(2 / fan));
