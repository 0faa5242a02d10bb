import { CollapsarError } from '../prisma/errors.ts';
import { exp, log } from './portable-math.ts';

/**
 * CROSS_ENTROPY  mean over the samples of log(sum_c exp z_c) - z_y
 * MSE            mean over samples and classes of (z - onehot(y))²
 */
export type Loss = 'CROSS_ENTROPY' | 'MSE';

/** Sums over samples: `loss` already divided by C for MSE, `wrong` counts samples whose largest logit is not the label's. */
export interface LossSum {
  loss: number;
  wrong: number;
}

/** What `lossSum` reads: logits [n,C] row-major, the label of each row, C. */
export interface Predictions {
  logits: Float32Array;
  labels: ArrayLike<number>;
  classes: number;
}

/**
 * Loss in float64, stable by taking the largest logit out of the exponentials. Where `gradient` [n,C] is given it receives the
 * gradient of the MEAN over the rows. Of equal logits the first counts as the choice. Throws LABEL_OUT_OF_RANGE.
 */
export function lossSum({ logits, labels, classes }: Predictions, loss: Loss, gradient?: Float32Array): LossSum {
  const samples = logits.length / classes;
  const total: LossSum = { loss: 0, wrong: 0 };
  const row = loss === 'MSE' ? squaredError : crossEntropy;
  for (let i = 0; i < samples; i++) {
    const label = labels[i]!;
    if (!(label < classes && label >= 0)) throw labelOutOfRange(label, i, classes);
    total.loss += row(logits, i * classes, classes, label, samples, gradient);
    total.wrong += choice(logits, i * classes, classes) === label ? 0 : 1;
  }
  return total;
}

function choice(logits: Float32Array, from: number, classes: number): number {
  let best = 0;
  for (let c = 1; c < classes; c++) if (logits[from + c]! > logits[from + best]!) best = c;
  return best;
}

/** log(sum exp z) - z_label; its gradient is softmax(z) - onehot(label). */
function crossEntropy(
  z: Float32Array, from: number, classes: number, label: number, samples: number, gradient?: Float32Array,
): number {
  const largest = z[from + choice(z, from, classes)]!;
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += exp(z[from + c]! - largest);
  if (gradient) {
    for (let c = 0; c < classes; c++) {
      const share = exp(z[from + c]! - largest) / sum;
      gradient[from + c] = (share - (c === label ? 1 : 0)) / samples;
    }
  }
  return log(sum) + largest - z[from + label]!;
}

/** (1/C) sum (z - onehot)²; its gradient is 2 (z - onehot) / C. */
function squaredError(
  z: Float32Array, from: number, classes: number, label: number, samples: number, gradient?: Float32Array,
): number {
  let sum = 0;
  for (let c = 0; c < classes; c++) {
    const difference = z[from + c]! - (c === label ? 1 : 0);
    sum += difference * difference;
    if (gradient) gradient[from + c] = (2 * difference) / (classes * samples);
  }
  return sum / classes;
}

function labelOutOfRange(label: number, index: number, classes: number): CollapsarError {
  return new CollapsarError(
    'LABEL_OUT_OF_RANGE',
    `The label of sample ${index} of a batch is ${label}; labels go from 0 to ${classes - 1}: check the number of classes of the data set.`,
  );
}
