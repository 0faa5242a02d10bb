const MASK = (1n << 64n) - 1n;
const GOLDEN_GAMMA = 0x9e3779b97f4a7c15n;

/** SplitMix64's output function: a bijection of the 64-bit integers whose every output bit depends on every input bit. */
function mix(value: bigint): bigint {
  let z = value & MASK;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
  return z ^ (z >> 31n);
}

/**
 * SplitMix64: state += 0x9e3779b97f4a7c15, output mix(state), modulo 2^64.
 * Whole numbers only, so the sequence is the same on every machine.
 * Source: Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators", OOPSLA.
 */
export function splitMix64(seed: bigint): () => bigint {
  let state = seed & MASK;
  return () => {
    state = (state + GOLDEN_GAMMA) & MASK;
    return mix(state);
  };
}

/** Uniform on 0 .. bound-1. The top of the range that would favour small remainders is drawn again. */
function below(bound: number, next: () => bigint): number {
  const fair = 2 ** 32 - (2 ** 32 % bound);
  for (;;) {
    const draw = Number(next() >> 32n);
    if (draw < fair) return draw % bound;
  }
}

/**
 * Draws `count` of `population` without replacement, in the order drawn, by the first `count` steps of a Fisher-Yates shuffle.
 *
 * The key (seed, and as many whole numbers as name the stream: split, class) picks the sequence; streams of different keys are
 * independent. With the same key the draw of 200 is the beginning of the draw of 300: a larger subset contains the smaller one.
 */
export function seededDraw(population: Int32Array, count: number, key: readonly number[]): Int32Array {
  const next = splitMix64(
    key.reduce((state, part) => mix(state + GOLDEN_GAMMA + BigInt.asUintN(64, BigInt(part))), 0n),
  );
  const pool = population.slice();
  for (let i = 0; i < count; i++) {
    const chosen = i + below(pool.length - i, next);
    const swapped = pool[i]!;
    pool[i] = pool[chosen]!;
    pool[chosen] = swapped;
  }
  return pool.subarray(0, count);
}
