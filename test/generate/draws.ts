import { createHash } from 'node:crypto';
import { randomNormal } from 'd3-random';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { v7 } from 'uuid';

/** Random choices that follow from a text, the same on every machine: what belongs to "seed 1, run 7" depends on nothing else. */
export class Draws {
  readonly normal: () => number;
  readonly #uniform: () => number;

  constructor(text: string) {
    const generator = xoroshiro128plus(createHash('sha256').update(text).digest().readInt32LE(0));
    this.#uniform = () => uniformFloat64(generator);
    this.normal = randomNormal.source(this.#uniform)();
  }

  /** In [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.#uniform();
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.#uniform() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.#uniform() * items.length)]!;
  }

  normals(count: number): Float64Array {
    return Float64Array.from({ length: count }, this.normal);
  }

  /** An id as `newId` makes them, of this moment and of drawn bits. */
  id(prefix: 'run_' | 'study_' | 'snap_', at: Date): string {
    const random = Uint8Array.from({ length: 16 }, () => Math.floor(this.#uniform() * 256));
    return prefix + v7({ msecs: at.getTime(), random, seq: Math.floor(this.#uniform() * 2 ** 31) });
  }
}
