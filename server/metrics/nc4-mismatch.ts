import { CONVENTION, defineMetric, PAPER } from './metric.ts';
import { offDiagonalShare } from './off-diagonal-share.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { Reading } from './reading.ts';
import { NO_CLASSIFIER } from './refusals.ts';

/**
 * NC4: how often the classifier and the nearest class mean disagree.
 *
 *   share of samples with argmax_c (w_c·h + b_c) ≠ argmin_c |h - μ_c|     μ_c from the train images, also for test images
 *
 * Shapes     `agreement` [C,C], the classifier's choice x the nearest train class mean
 * Units      share; in [0, 1]; 0 at collapse; linear axis
 * Needs      `agreement`; ties went to the lower class when it was counted
 * Allocates  nothing
 * Undefined  no classifier: NO_CLASSIFIER
 * Accuracy   exact (counts)
 * Source     Papyan, Han, Donoho 2020, arXiv 2008.08186, Fig. 7 (on test images; the authors' notebook takes train images)
 * Version    1   raise when the value can change
 */
function mismatch({ core, C }: Reading): Outcome {
  return core.agreement ? withValue(offDiagonalShare(core.agreement, C)) : noValue(NO_CLASSIFIER);
}

export const nc4Mismatch = defineMetric({
  id: 'NC4_MISMATCH',
  symbol: 'NC4',
  title: 'Nearest-mean mismatch',
  meaning: 'How often the classifier and the nearest class mean decide differently.',
  formula: 'share of h: argmax_{c} (w_{c}·h + b_{c}) ≠ argmin_{c} |h - μ_{c}|',
  unit: 'share',
  needs: ['agreement'],
  source: PAPER,
  conventions: [CONVENTION.withBias, `${CONVENTION.trainMeans} The paper shows test images.`],
  invariances: ['rotation', 'weightScale'],
  figure: 'Fig. 7',
  measure: mismatch,
});
