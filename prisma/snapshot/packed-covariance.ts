/** Samples added at once: each element of the triangle is then loaded and stored once for four products. */
const BLOCK = 4;

/**
 * Sums outer products of deviations into the upper triangle of a p x p matrix, packed row by row:
 * element (i, j), i <= j, lies at i p - i(i-1)/2 + (j - i).
 *
 * Deviations wait in a block of four, so the sums do not depend on how the samples were cut into batches.
 * Allocates p(p+1)/2 + 4 p numbers at construction.
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
    const { features: p, sums, block } = this;
    block.fill(0, this.waiting * p); // an incomplete block adds zeros
    this.waiting = 0;
    for (let i = 0, k = 0; i < p; i++) {
      const a = block[i];
      const b = block[p + i];
      const c = block[2 * p + i];
      const d = block[3 * p + i];
      for (let j = i; j < p; j++, k++)
        sums[k] += a * block[j] + b * block[p + j] + c * block[2 * p + j] + d * block[3 * p + j];
    }
  }
}
