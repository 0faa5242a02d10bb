import { log } from './portable-math.ts';

/**
 * Random numbers that are the same on every machine and in every version of Node.
 *
 * Generator: xoshiro128** (Blackman and Vigna 2018), its state filled from the seed by splitmix32. Only 32-bit integers,
 * exact arithmetic, sqrt and our own log enter the draws: no function whose last bits an engine may choose.
 */
export class Random {
  readonly #state: Uint32Array;
  #spare: number | null = null;

  /** `stream` tells apart independent draws of one seed (the weights, each epoch's order). */
  constructor(seed: number, stream = 0) {
    const mix = splitmix32((Math.trunc(seed) ^ Math.imul(stream + 1, 0x9e3779b9) ^ Math.floor(seed / 2 ** 32)) >>> 0);
    this.#state = Uint32Array.from({ length: 4 }, mix);
  }

  /** Uniform on the integers 0 .. 2^32 - 1. */
  integer(): number {
    const s = this.#state;
    const [s0, s1, s2, s3] = s as unknown as [number, number, number, number];
    const result = Math.imul(rotate(Math.imul(s1, 5), 7), 9) >>> 0;
    s[2] = s2 ^ s0;
    s[3] = s3 ^ s1;
    s[1] = s1 ^ s[2]!;
    s[0] = s0 ^ s[3]!;
    s[2] = s[2]! ^ (s1 << 9);
    s[3] = rotate(s[3]!, 11);
    return result;
  }

  /** Uniform on [low, high), 53 bits. */
  uniform(low = 0, high = 1): number {
    const fraction = ((this.integer() >>> 5) * 67108864 + (this.integer() >>> 6)) / 2 ** 53;
    return low + (high - low) * fraction;
  }

  /** Standard normal, by Marsaglia's polar method. */
  normal(): number {
    if (this.#spare !== null) {
      const spare = this.#spare;
      this.#spare = null;
      return spare;
    }
    for (;;) {
      const [u, v] = [this.uniform(-1, 1), this.uniform(-1, 1)];
      const s = u * u + v * v;
      if (s === 0 || s >= 1) continue;
      const factor = Math.sqrt((-2 * log(s)) / s);
      this.#spare = v * factor;
      return u * factor;
    }
  }
}

/** A permutation of 0 .. n-1 (Fisher and Yates): the order of the samples in `epoch`, whatever came before it. */
export function shuffle(n: number, seed: number, epoch: number): Int32Array {
  const random = new Random(seed, epoch + 1);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random.uniform(0, i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

function splitmix32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
}

function rotate(x: number, bits: number): number {
  return ((x << bits) | (x >>> (32 - bits))) >>> 0;
}
