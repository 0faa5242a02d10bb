import type { Disagreements } from '../../prisma/snapshot/parts.ts';

/** The last layer: weight [C,p] row-major and bias [C]. */
export interface Classifier {
  weight: Float32Array;
  bias: Float32Array;
}

/** Samples kept: those the classifier is surest of. */
const MOST = 200;

interface Found {
  index: number;
  label: number;
  choice: number;
  nearest: number;
  margin: number;
}

/** Gathers the samples where classifier and nearest class mean differ, while a split is passed over. */
export class DisagreementList {
  #found: Found[] = [];

  constructor(private readonly classifier: Classifier) {}

  /** @param h [p] the sample's features; the margin is summed in float64, w_choice · h + b_choice - (w_nearest · h + b_nearest) */
  add(sample: Omit<Found, 'margin'>, h: Float32Array): void {
    this.#found.push({ ...sample, margin: this.#score(sample.choice, h) - this.#score(sample.nearest, h) });
    // an untrained network disagrees almost everywhere: only what may still be kept stays in memory
    if (this.#found.length >= 20 * MOST) this.#found = this.#largest();
  }

  /** The largest margins first, equal ones by their place in the split. */
  finish(): Disagreements {
    const kept = this.#largest();
    const whole = (key: 'index' | 'label' | 'choice' | 'nearest') => Uint32Array.from(kept, (sample) => sample[key]);
    return {
      ...{ index: whole('index'), label: whole('label'), choice: whole('choice'), nearest: whole('nearest') },
      margin: Float64Array.from(kept, ({ margin }) => margin),
    };
  }

  #largest(): Found[] {
    return this.#found.sort((a, b) => b.margin - a.margin || a.index - b.index).slice(0, MOST);
  }

  #score(c: number, h: Float32Array): number {
    const { weight, bias } = this.classifier;
    let score = bias[c]!;
    for (let j = 0; j < h.length; j++) score += weight[c * h.length + j]! * h[j]!;
    return score;
  }
}
