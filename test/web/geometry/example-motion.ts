import type { Frame, Motion } from '../../../web/geometry/motion.ts';

/** Vertices of a triangle as the server draws them: first class at the top, second left, third right. */
export const TRIANGLE = [0, 1, -Math.sqrt(3) / 2, -0.5, Math.sqrt(3) / 2, -0.5];

export const exampleFrame = (epoch: number, change: Partial<Frame> = {}): Frame => ({
  epoch,
  means: TRIANGLE.map((entry) => entry * (1 - 0.5 / epoch)),
  classifiers: TRIANGLE.map((entry) => entry * (1 - 0.25 / epoch)),
  examples: [0.1, 0.9, -0.7, -0.4, 0.8, -0.6],
  exampleLabels: [4, 7, 2],
  exampleIndices: [10, 20, 30],
  meansShown: 1,
  warnings: [],
  ...change,
});

/** Classes 4, 7 and 2 of ten on their plane, at epochs 1, 10 and 100. */
export const exampleMotion = (change: Partial<Motion> = {}): Motion => ({
  frames: [1, 10, 100].map((epoch) => exampleFrame(epoch)),
  classes: [4, 7, 2],
  names: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
  classCount: 10,
  dimensions: 2,
  target: TRIANGLE,
  referenceEpoch: null,
  axisShares: null,
  idealCosine: -1 / 9,
  measuredEpochs: [1, 10, 100],
  conventions: [],
  missing: [],
  ...change,
});
