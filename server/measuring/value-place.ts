import type { Split } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';

/** Which of a run's epochs a single value is taken from. */
export const ValueAt = { LAST: 'LAST', BEST: 'BEST', TERMINAL_PHASE: 'TERMINAL_PHASE', EPOCH: 'EPOCH' } as const;
export type ValueAt = (typeof ValueAt)[keyof typeof ValueAt];

/** One value of a run among all that a metric has over epochs, splits and layers. */
export interface ValuePlace {
  metric: MetricId;
  split: Split;
  layer: string;
  at: ValueAt;
  /** of EPOCH only */
  epoch?: number | null;
}

const MOST_LAYER_LETTERS = 200;

/** @throws CollapsarError BAD_USER_INPUT where the place means nothing: BEST without a direction, EPOCH without a number */
export function checkPlace({ metric, layer, at, epoch }: ValuePlace): void {
  if (at === 'BEST' && metricOf(metric).direction === null) {
    throw new CollapsarError('BAD_USER_INPUT', `${metric} has no best value: it may fall or rise on the way to collapse; ask for LAST, TERMINAL_PHASE or EPOCH.`);
  }
  if ((at === 'EPOCH') !== (epoch != null)) {
    throw new CollapsarError('BAD_USER_INPUT', 'The place EPOCH needs the number `epoch`, and no other place takes one.');
  }
  if (layer.length > MOST_LAYER_LETTERS || layer.includes('\0')) {
    throw new CollapsarError('BAD_USER_INPUT', `A layer's name has at most ${MOST_LAYER_LETTERS} letters, none of them a zero byte.`);
  }
}
