import { leastSquaresSlope, type Slope } from './slope.ts';
import { type Curve, pendingReason } from './value-at.ts';

/** What the line runs through. */
export const RateScale = { LOG_LOG: 'LOG_LOG', LINEAR: 'LINEAR' } as const;
export type RateScale = (typeof RateScale)[keyof typeof RateScale];

/** How fast a metric goes since the terminal phase began. */
export interface CollapseRate extends Omit<Slope, 'value'> {
  slope: number;
  scale: RateScale;
  /** first and last epoch that the line runs through; nothing is said of others */
  firstEpoch: number;
  lastEpoch: number;
  /** epochs of the phase whose value is missing or, on a logarithmic scale, not above zero */
  leftOutCount: number;
}

/**
 * The slope of a curve from the terminal phase's first epoch on: of log10 value against log10 epoch for a metric on a logarithmic
 * axis (a power law's exponent), of value against epoch for any other. Where there is none, why; the reason begins with a code.
 */
export function collapseRate(curve: Curve, axis: 'LOG' | 'LINEAR', terminalPhaseEpoch: number | null): CollapseRate | string {
  if (terminalPhaseEpoch === null) return 'NO_TERMINAL_PHASE: the train error has not vanished so far.';
  const pending = pendingReason(curve);
  if (pending) return pending;
  const isLog = axis === 'LOG';
  const phase = curve.epochs.map((epoch, i) => ({ epoch, value: curve.column.values[i]! })).filter(({ epoch }) => epoch >= terminalPhaseEpoch);
  const points = phase.filter(({ value }) => value !== null && (!isLog || value > 0));
  const scaled = (each: number) => (isLog ? Math.log10(each) : each);
  const line = leastSquaresSlope(points.map(({ epoch }) => scaled(epoch)), points.map(({ value }) => scaled(value)));
  if (!line) return `TOO_FEW_POINTS: ${points.length} values since the terminal phase began, and a slope with an interval needs 3.`;
  const { value: slope, ...fit } = line;
  return {
    ...fit, slope,
    scale: isLog ? RateScale.LOG_LOG : RateScale.LINEAR,
    firstEpoch: points[0]!.epoch,
    lastEpoch: points.at(-1)!.epoch,
    leftOutCount: phase.length - points.length,
  };
}
