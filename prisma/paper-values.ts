/** What Papyan, Han and Donoho 2020 (arXiv 2008.08186) did, as far as it is known; docs/training.md says how sure each value is. */
export interface PaperValues {
  /** train images kept of each class */
  samplesPerClass: number;
  weightDecay: number;
  batchSize: number;
  epochs: number;
  /** when the learning rate falls, as parts of the run */
  stepsAfter: readonly (readonly [number, number])[];
  /** train accuracy that the terminal phase is marked from here */
  terminalPhaseAccuracy: number;
}

const SMALL = {
  weightDecay: 5e-4,
  batchSize: 128,
  epochs: 350,
  stepsAfter: [[1, 3], [2, 3]],
  terminalPhaseAccuracy: 1,
} as const;

/** By data set, each name as the trainer's catalogue has it. */
export const PAPER_VALUES: Readonly<Record<string, PaperValues>> = {
  MNIST: { ...SMALL, samplesPerClass: 5000 },
  FashionMNIST: { ...SMALL, samplesPerClass: 6000 },
  SVHN: { ...SMALL, samplesPerClass: 4600 },
  CIFAR10: { ...SMALL, samplesPerClass: 5000 },
  CIFAR100: { ...SMALL, samplesPerClass: 500 },
  STL10: { ...SMALL, samplesPerClass: 500 },
  // wrong labels and doubles keep the train error of ImageNet off zero: the paper marks the phase at 99.6 % there
  ImageNet: { samplesPerClass: 600, weightDecay: 1e-4, batchSize: 256, epochs: 300, stepsAfter: [[1, 2], [3, 4]], terminalPhaseAccuracy: 0.996 },
};

/** The factor on the learning rate at each step. */
export const STEP_FACTOR = 0.1;
export const MOMENTUM = 0.9;
/** Test images whose robustness is measured (Fig. 8). */
export const ROBUSTNESS_IMAGES = 100;

/** End points and number of the paper's sweep. */
const [SLOWEST, FASTEST] = [1e-4, 0.25];
export const PAPER_RATES = 25;

/**
 * `count` learning rates from 1e-4 to 0.25, evenly spaced on the logarithmic axis; with 25 those of the paper:
 *
 *   rate k = 0.25^(k/(count-1)) * 1e-4^((count-1-k)/(count-1)),   k = 0 .. count - 1
 *
 * @param count at least 2
 */
export function sweepRates(count: number = PAPER_RATES): number[] {
  const last = count - 1;
  return Array.from({ length: count }, (_, k) => FASTEST ** (k / last) * SLOWEST ** ((last - k) / last));
}

/** Rates that the authors chose out of the sweep for ResNet18 on MNIST: where to begin when no sweep was made. */
export const STARTING_RATE = { CROSS_ENTROPY: sweepRates()[20]!, MSE: sweepRates()[16]! };

/** The epochs after which the rate falls, `floor(epochs * part)`; none before the first epoch or after the last. */
export function paperSteps(epochs: number, parts: PaperValues['stepsAfter']): { afterEpoch: number; factor: number }[] {
  const after = parts.map(([n, of]) => Math.floor((epochs * n) / of)).filter((epoch) => epoch >= 1 && epoch < epochs);
  return [...new Set(after)].map((afterEpoch) => ({ afterEpoch, factor: STEP_FACTOR }));
}
