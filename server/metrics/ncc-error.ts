import { CONVENTION, defineMetric } from './metric.ts';
import { offDiagonalShare } from './off-diagonal-share.ts';
import { type Outcome, withValue } from './outcome.ts';
import type { Reading } from './reading.ts';

/**
 * Error of the nearest class mean: how often the nearest train class mean is not that of the label.
 *
 *   share of samples with argmin_c |h - μ_c| ≠ y     μ_c from the train images, also for test images
 *
 * Shapes     `nearest` [C,C], true label x nearest train class mean
 * Units      share; in [0, 1]; 0 on the train images in the terminal phase; linear axis
 * Needs      `nearest`; ties went to the lower class when it was counted
 * Allocates  nothing
 * Undefined  never, once there are samples
 * Accuracy   exact (counts)
 * Source     Rangamani et al. 2023
 * Version    1   raise when the value can change
 */
function shareOfErrors({ core, C }: Reading): Outcome {
  return withValue(offDiagonalShare(core.nearest, C));
}

export const nccError = defineMetric({
  id: 'NCC_ERROR',
  symbol: 'NCC',
  title: 'Error of the nearest class mean',
  meaning: 'How often the nearest class mean is not that of the label.',
  formula: 'share of h: argmin_{c} |h - μ_{c}| ≠ y',
  unit: 'share',
  needs: ['nearest'],
  source: 'Rangamani et al. 2023',
  conventions: [CONVENTION.trainMeans, 'At collapse it is 0 on the train images only.'],
  measure: shareOfErrors,
});
