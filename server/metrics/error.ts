import { CONVENTION, defineMetric } from './metric.ts';
import { offDiagonalShare } from './off-diagonal-share.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { Reading } from './reading.ts';
import { NO_CLASSIFIER } from './refusals.ts';

/**
 * Classification error: how often the classifier's choice is not the label.
 *
 *   share of samples with argmax_c (w_c·h + b_c) ≠ y
 *
 * Shapes     `confusion` [C,C], true label x classifier's choice
 * Units      share; in [0, 1]; 0 on the train images in the terminal phase; linear axis
 * Needs      `confusion`; ties went to the lower class when it was counted
 * Allocates  nothing
 * Undefined  no classifier: NO_CLASSIFIER
 * Accuracy   exact (counts)
 * Source     the definition; network in eval mode
 * Version    1   raise when the value can change
 */
function shareOfErrors({ core, C }: Reading): Outcome {
  return core.confusion ? withValue(offDiagonalShare(core.confusion, C)) : noValue(NO_CLASSIFIER);
}

export const error = defineMetric({
  id: 'ERROR',
  symbol: 'Err',
  title: 'Error',
  meaning: 'How often the classifier is wrong.',
  formula: 'share of h: argmax_{c} (w_{c}·h + b_{c}) ≠ y',
  unit: 'share',
  needs: ['confusion'],
  source: 'the definition',
  conventions: [CONVENTION.withBias, 'Network in eval mode. At collapse it is 0 on the train images only.'],
  invariances: ['rotation', 'weightScale'],
  measure: shareOfErrors,
});
