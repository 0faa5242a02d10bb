import type { Classifier, Floats } from './classifier.ts';
import { refuse } from './readers/refuse.ts';

/** Samples and classes of one block: each number loaded then takes part in two or four products, and the sums do not wait for one another. */
const SAMPLES = 4;
const CLASSES = 2;

/**
 * What the classifier chooses for each sample.
 *
 *   argmax_c (w_c·h + b_c)
 *
 * Shapes     features [n,p], choices [n]
 * Order      a score is summed over the features in order, in float64, so it does not depend on the samples beside it
 * Ties       go to the lower class
 * Allocates  W once more in float64 (with a row of zeros where C is odd), four rows and their scores; nothing per sample
 */
export class Choices {
  private readonly W: Float64Array;
  private readonly bias: Float64Array;
  private readonly rows: Float64Array;
  private readonly scores: Float64Array;

  constructor(
    private readonly classifier: Classifier,
    private readonly p: number,
  ) {
    const even = classifier.classes + (classifier.classes % CLASSES);
    this.W = new Float64Array(even * p);
    this.W.set(classifier.weight);
    this.bias = new Float64Array(even);
    if (classifier.bias) this.bias.set(classifier.bias);
    this.rows = new Float64Array(SAMPLES * p);
    this.scores = new Float64Array(SAMPLES * even);
  }

  /** Throws NOT_FINITE when a score is beyond what float64 holds; `first` is the place of the first sample in the file. */
  choose(features: Floats, choices: Int32Array, first: number): void {
    const { p, rows } = this;
    for (let from = 0; from < choices.length; from += SAMPLES) {
      const count = Math.min(SAMPLES, choices.length - from);
      for (let k = 0; k < count * p; k++) rows[k] = features[from * p + k]!; // one kind of array for the loops behind
      scoreFour(this.W, this.bias, rows, this.scores, p);
      for (let s = 0; s < count; s++) choices[from + s] = this.best(s, first + from + s);
    }
  }

  private best(sample: number, row: number): number {
    const { scores, bias } = this;
    const at = sample * bias.length;
    let best = 0;
    for (let c = 0; c < this.classifier.classes; c++) {
      if (!Number.isFinite(scores[at + c])) refuse('NOT_FINITE', `the score of class ${c} for row ${row} is ${scores[at + c]}, expected a finite number; features and weight are too large.`);
      if (scores[at + c]! > scores[at + best]!) best = c;
    }
    return best;
  }
}

/** scores [4,C'] of four rows [4,p] with W [C',p], C' even. */
function scoreFour(W: Float64Array, bias: Float64Array, rows: Float64Array, scores: Float64Array, p: number): void {
  const C = bias.length;
  for (let c = 0; c < C; c += CLASSES) {
    const u = c * p;
    let a0 = 0;
    let a1 = 0;
    let a2 = 0;
    let a3 = 0;
    let b0 = 0;
    let b1 = 0;
    let b2 = 0;
    let b3 = 0;
    for (let j = 0; j < p; j++) {
      const wa = W[u + j]!;
      const wb = W[u + p + j]!;
      const h0 = rows[j]!;
      const h1 = rows[p + j]!;
      const h2 = rows[2 * p + j]!;
      const h3 = rows[3 * p + j]!;
      a0 += wa * h0;
      a1 += wa * h1;
      a2 += wa * h2;
      a3 += wa * h3;
      b0 += wb * h0;
      b1 += wb * h1;
      b2 += wb * h2;
      b3 += wb * h3;
    }
    scores[c] = a0 + bias[c]!;
    scores[C + c] = a1 + bias[c]!;
    scores[2 * C + c] = a2 + bias[c]!;
    scores[3 * C + c] = a3 + bias[c]!;
    scores[c + 1] = b0 + bias[c + 1]!;
    scores[C + c + 1] = b1 + bias[c + 1]!;
    scores[2 * C + c + 1] = b2 + bias[c + 1]!;
    scores[3 * C + c + 1] = b3 + bias[c + 1]!;
  }
}
