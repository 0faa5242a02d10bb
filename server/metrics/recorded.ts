import { defineMetric, PAPER } from './metric.ts';

/** What the trainer records in the row of an epoch; no formula over a snapshot. */
const RECORDED = { needs: ['epochRow'], measure: null, atCollapse: '', valueAtCollapse: null, invariances: [] } as const;

/**
 * The loss of the network in eval mode on all images of the split, as the run's settings reduce it; without weight decay.
 */
export const loss = defineMetric({
  ...RECORDED,
  id: 'LOSS',
  symbol: 'Loss',
  title: 'Loss',
  meaning: 'The loss of the network in eval mode, without weight decay.',
  formula: "the run's loss, reduced as its settings say",
  axis: 'LOG',
  source: 'the definition',
  conventions: ['Network in eval mode, on all images of the split; weight decay is not in it.'],
});

/**
 * How far an image must move until the network changes its mind, beside the image's size.
 *
 *   mean_i |r(x_i)|₂ / |x_i|₂     r by DeepFool
 *
 * Source     paper, Fig. 8; Moosavi-Dezfooli, Fawzi, Frossard 2016
 */
export const robustnessDeepFool = defineMetric({
  ...RECORDED,
  id: 'ROBUSTNESS_DEEPFOOL',
  symbol: 'ρ',
  title: 'Robustness',
  meaning: 'How far an image must move, beside its own size, until the network changes its mind.',
  formula: 'mean_{i} |r(x_{i})|_{2} / |x_{i}|_{2}',
  direction: 'RISES',
  source: `${PAPER}, with DeepFool of Moosavi-Dezfooli, Fawzi, Frossard 2016`,
  conventions: ['A seeded subset of the test images, taken as the network sees them (normalised).'],
  figure: 'Fig. 8',
});
