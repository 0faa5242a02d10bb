import type { Column } from '../measuring/series.ts';
import { kindOfReason, ValueKind } from '../measuring/value-kind.ts';

/** A value of a curve, with its epoch; or why there is none. */
export interface ValueAt {
  epoch: number | null;
  value: number | null;
  kind: ValueKind;
  /** begins with a code in capitals; null where there is a value */
  reason: string | null;
}

/** One metric over the epochs of one run. */
export interface Curve {
  epochs: readonly number[];
  column: Pick<Column, 'values' | 'gaps'>;
}

/** No value, with the reason, whose code tells the kind. */
export const noValueAt = (reason: string, epoch: number | null = null): ValueAt => ({ epoch, value: null, kind: kindOfReason(reason), reason });

/** The value at an index of the curve, or the gap there. */
export function valueAtIndex({ epochs, column }: Curve, index: number): ValueAt {
  const value = column.values[index] ?? null;
  const epoch = epochs[index]!;
  if (value !== null) return { epoch, value, kind: ValueKind.FINITE, reason: null };
  return noValueAt(column.gaps.find((gap) => gap.index === index)?.reason ?? 'NOT_RECORDED: nothing was recorded.', epoch);
}

/** The value at the terminal phase's first epoch. */
export function atTerminalPhase(curve: Curve, terminalPhaseEpoch: number | null): ValueAt {
  if (terminalPhaseEpoch === null) return noValueAt('NO_TERMINAL_PHASE: the train error has not vanished so far.');
  const index = curve.epochs.indexOf(terminalPhaseEpoch);
  if (index < 0) return noValueAt(`NOT_RECORDED: nothing was measured after epoch ${terminalPhaseEpoch}, in which the terminal phase began.`, terminalPhaseEpoch);
  return valueAtIndex(curve, index);
}

/** The value at the last measured epoch. */
export function atLast(curve: Curve): ValueAt {
  if (curve.epochs.length === 0) return noValueAt('NOT_RECORDED: nothing was measured so far.');
  return valueAtIndex(curve, curve.epochs.length - 1);
}

/** The best value by the metric's direction and the first epoch that has it. Where values are still measured, the best is not known yet. */
export function atBest(curve: Curve, direction: 'FALLS' | 'RISES' | null): ValueAt {
  if (direction === null) return noValueAt('NO_DIRECTION: this metric goes either way on the way to collapse, so none of its values is the best.');
  const pending = pendingReason(curve);
  if (pending) return noValueAt(pending);
  let best = -1;
  curve.column.values.forEach((value, i) => {
    if (value === null) return;
    const known = curve.column.values[best];
    if (known == null || (direction === 'FALLS' ? value < known : value > known)) best = i;
  });
  return best < 0 ? atLast(curve) : valueAtIndex(curve, best);
}

/** Why the curve is not whole yet; null when all its values are known. */
export const pendingReason = ({ column }: Curve): string | null => column.gaps.find(({ kind }) => kind === ValueKind.PENDING)?.reason ?? null;
