import { chooseExamples } from '../../../prisma/snapshot/choose-examples.ts';
import type { Examples } from '../../../prisma/snapshot/parts.ts';

/** Gathers the features of the fixed examples while a split is passed over; the same rows in every epoch whose labels are the same. */
export class ExampleRows {
  examples: Examples;

  /** `labels` [N], `p` features a row */
  constructor(
    labels: Int32Array,
    classes: number,
    private readonly p: number,
  ) {
    const indices = chooseExamples(labels, classes);
    this.examples = { features: new Float32Array(indices.length * p), labels: indices.map((i) => labels[i]!), indices };
  }

  /** Takes the examples away that lie among these samples. */
  leaveOut(samples: ReadonlySet<number>): void {
    const { features, labels, indices } = this.examples;
    const kept = Array.from(indices.keys()).filter((k) => !samples.has(indices[k]!));
    const rows = new Float32Array(kept.length * this.p);
    for (const [to, k] of kept.entries()) rows.set(features.subarray(k * this.p, (k + 1) * this.p), to * this.p);
    this.examples = { features: rows, labels: labels.filter((_, k) => !samples.has(indices[k]!)), indices: indices.filter((index) => !samples.has(index)) };
  }

  /** Rows `first` to `first + count` of the split, `values` [count,p]. */
  gather(values: Float32Array | Float64Array, first: number, count: number): void {
    const { p, examples } = this;
    examples.indices.forEach((row, k) => {
      if (row >= first && row < first + count) examples.features.set(values.subarray((row - first) * p, (row - first + 1) * p), k * p);
    });
  }
}
