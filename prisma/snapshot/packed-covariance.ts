import { sumsMemory } from './sums-memory.ts';

/** Samples added at once: enough that a number of the triangle is loaded and stored rarely, few enough to stay in cache. */
const BLOCK = 128;

/**
 * Sums outer products of deviations into the upper triangle of a p x p matrix, packed row by row:
 * element (i, j), i <= j, lies at i p - i(i-1)/2 + (j - i).
 *
 * Deviations wait until a block is full, so the sums do not depend on how the samples were cut into batches.
 * Allocates p(p+1)/2 + 128 p numbers at construction, and as much again in the kernels' memory, which all share.
 */
export class PackedCovariance {
  private readonly sums: Float64Array;
  private readonly block: Float64Array;
  private waiting = 0;

  constructor(private readonly features: number) {
    this.sums = new Float64Array((features * (features + 1)) / 2);
    this.block = new Float64Array(BLOCK * features);
  }

  /** Adds d dᵀ, d the p numbers of `deviations` from `from` on; they are copied. */
  add(deviations: Float64Array, from: number): void {
    const { features: p, block } = this;
    for (let j = 0, k = this.waiting * p; j < p; j++, k++) block[k] = deviations[from + j];
    if (++this.waiting === BLOCK) this.flush();
  }

  /** [p(p+1)/2] the sums over `samples`. */
  finish(samples: number): Float64Array {
    this.flush();
    return this.sums.map((sum) => sum / samples);
  }

  private flush(): void {
    const { features: p, sums, block, waiting } = this;
    if (waiting === 0) return;
    this.waiting = 0;
    const [ofBlock, ofPanels] = [sums.length, sums.length + waiting * p];
    const { room, addOuterProducts } = sumsMemory();
    const memory = room(ofPanels + waiting * (p + 3));
    memory.set(sums);
    memory.set(block.subarray(0, waiting * p), ofBlock);
    addOuterProducts(8 * ofBlock, waiting, p, 8 * ofPanels, 0);
    sums.set(memory.subarray(0, sums.length));
  }
}
