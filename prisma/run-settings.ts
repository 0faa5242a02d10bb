/** Stochastic gradient descent, coupled L2 on every parameter (PROTOCOL: v <- momentum v + g + weightDecay w; w <- w - lr v). */
export interface Optimiser {
  kind: 'sgd';
  learningRate: number;
  momentum: number;
  weightDecay: number;
  batchSize: number;
}

/** The learning rate is multiplied by `factor` once `afterEpoch` epochs are done; steps ascend. */
export interface Schedule {
  kind: 'steps';
  steps: { afterEpoch: number; factor: number }[];
}

/** What a family of networks leaves open; each family reads the ones it knows and refuses others. */
export interface ArchitectureOptions {
  /** channels of the first block (vgg, resnet) or of the stem (densenet) */
  width?: number;
  /** vgg from depth 11: two hidden layers of 4,096, or a single linear layer */
  head?: 'fc4096' | 'single';
  /** densenet: channels that each layer adds */
  growth?: number;
  /** densenet for small images: with bottlenecks and compression (bc), or without */
  variant?: 'plain' | 'bc';
}
