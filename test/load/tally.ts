/** Times and failures by what was done. */
export class Tally {
  readonly #begin = performance.now();
  readonly #times = new Map<string, number[]>();
  /** each with what was done, when it failed */
  readonly failures: string[] = [];

  add(what: string, ms: number): void {
    const times = this.#times.get(what);
    if (times) times.push(ms);
    else this.#times.set(what, [ms]);
  }

  /** Does the work and keeps its time, or why it failed; gives null then. */
  async time<T>(what: string, work: () => Promise<T>): Promise<T | null> {
    const begin = performance.now();
    try {
      const done = await work();
      this.add(what, performance.now() - begin);
      return done;
    } catch (error) {
      this.failures.push(`${what}: ${(error as Error).message}`);
      return null;
    }
  }

  count(what: string): number {
    return this.#times.get(what)?.length ?? 0;
  }

  /** A line for each thing done: how often, how often a second, and the percentiles of its time in ms. */
  lines(): string[] {
    const seconds = (performance.now() - this.#begin) / 1000;
    const rows = [...this.#times].map(([what, times]) => {
      const sorted = times.toSorted((a, b) => a - b);
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(0);
      return `| ${what} | ${times.length} | ${(times.length / seconds).toFixed(1)} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} |`;
    });
    return ['| what | times | a second | p50 ms | p95 ms | p99 ms |', '|---|---|---|---|---|---|', ...rows];
  }
}
