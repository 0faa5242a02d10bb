/** How sure a value of the paper is: quoted or used by others, or from memory of the paper, to be checked against its text. */
export const Evidence = { QUOTED: 'QUOTED', RECALLED: 'RECALLED' } as const;
export type Evidence = (typeof Evidence)[keyof typeof Evidence];

export interface PublishedCell {
  /** the family as a run names it */
  architecture: string;
  dataset: string;
  /** layers of the paper's network */
  depth: number;
  /** Table 1: test accuracy in percent at the first epoch of zero train error, and at the last */
  accuracyAtZeroError: number;
  accuracyAtLast: number;
  accuracyEvidence: Evidence;
  /** Fig. 8 at the same two epochs: its curves were published, not its numbers */
  robustnessAtZeroError: number | null;
  robustnessAtLast: number | null;
}

export const PAPER_ARCHITECTURES = ['vgg', 'resnet', 'densenet'] as const;
/** In the order of the paper's columns, by difficulty. */
export const PAPER_DATASETS = ['MNIST', 'FashionMNIST', 'SVHN', 'CIFAR10', 'CIFAR100', 'STL10', 'ImageNet'] as const;

export const PUBLISHED_SOURCE =
  'Papyan, Han, Donoho 2020, PNAS 117(40):24652-24663, arXiv 2008.08186, Table 1 and the text on Fig. 8. RECALLED values are from memory of the paper and ' +
  'were not checked against its print; of 21 recalled differences median (0.3500) and mean (0.4990) agree with those its text states. ' +
  'QUOTED ones (ResNet18 on CIFAR10) are also stated by a reproduction of others.';

/** Depths, and Table 1 as [at zero error, at last], by data set. */
const DEPTHS: Record<string, number[]> = {
  vgg: [11, 11, 11, 13, 13, 13, 19],
  resnet: [18, 18, 18, 18, 50, 50, 152],
  densenet: [40, 250, 40, 40, 250, 250, 201],
};
const TABLE_1: Record<string, [number, number][]> = {
  vgg: [[99.4, 99.56], [92.92, 93.31], [93.82, 94.53], [87.85, 88.65], [63.03, 63.85], [65.15, 68.0], [47.26, 50.12]],
  resnet: [[99.32, 99.71], [93.29, 93.64], [94.64, 95.7], [88.72, 89.44], [66.19, 66.21], [69.99, 70.24], [65.41, 64.45]],
  densenet: [[99.65, 99.7], [94.18, 94.35], [95.87, 95.93], [91.14, 91.19], [77.19, 76.56], [67.79, 70.81], [65.04, 62.38]],
};

/** Families by data sets, row by row. */
export const PUBLISHED_CELLS: readonly PublishedCell[] = PAPER_ARCHITECTURES.flatMap((architecture) =>
  PAPER_DATASETS.map((dataset, k) => ({
    ...{ architecture, dataset, depth: DEPTHS[architecture]![k]! },
    accuracyAtZeroError: TABLE_1[architecture]![k]![0],
    accuracyAtLast: TABLE_1[architecture]![k]![1],
    accuracyEvidence: architecture === 'resnet' && dataset === 'CIFAR10' ? Evidence.QUOTED : Evidence.RECALLED,
    ...{ robustnessAtZeroError: null, robustnessAtLast: null },
  })),
);

/** What the paper's text says of all cells together, from the first epoch of zero error to the last; accuracy in points of percent. All recalled. */
export const PUBLISHED_GAINS = {
  accuracy: { median: 0.3495, mean: 0.4984 },
  robustness: { median: 0.0252, mean: 0.2452 },
} as const;
