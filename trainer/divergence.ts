import type { Loss } from './loss.ts';

/** A loss this many times what a network without any knowledge has will not come back. */
const HOPELESS = 1e4;

/**
 * The mean loss of an epoch from which a run counts as diverged, long before a number overflows:
 *
 *   CROSS_ENTROPY  1e4 ln C    ln C is the loss of equal scores for all classes
 *   MSE            1e4         1 is the loss of outputs that are all wrong by one
 *
 * The scale is the loss of knowing nothing and not the first batch's, which a resumed run has not seen. At the threshold the average image's
 * own class lies 1e4 ln C nats behind (23,000 for ten classes): scores of that size come from weights that have exploded, while bad learning rates
 * that are still learnt from, and the peaks of early epochs, stay within some tens of ln C.
 */
export const explodedLoss = (loss: Loss, classes: number): number => HOPELESS * (loss === 'MSE' ? 1 : Math.log(classes));
