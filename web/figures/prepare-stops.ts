import type { FigureData } from './figure-data.ts';
import type { View } from './view.ts';

/**
 * Where the crosshair stops: the measured epochs, at which every figure has a value; before the first of them the
 * evaluated epochs. As x values, so counted from the terminal phase where the axis is.
 */
export function crosshairStops(data: FigureData, { x, zoom }: Pick<View, 'x' | 'zoom'>): number[] {
  const measured = [...new Set([...data.train.epochs, ...data.test.epochs])].sort((a, b) => a - b);
  const evaluated = data.history.epochs.filter(
    (_, i) => data.history.trainError[i] != null || data.history.testError[i] != null,
  );
  const origin = x === 'phase' ? (data.terminalPhaseEpoch ?? 0) : 0;
  const isSeen = (epoch: number) => !zoom || (epoch >= zoom.from && epoch <= zoom.to);
  return (measured.length > 0 ? measured : evaluated).filter(isSeen).map((epoch) => epoch - origin);
}

/** Room for end labels, equal within each column of charts, so that plots that stand below each other share their edges. */
export const equalWithinColumns = (rooms: readonly number[], columns: number): number[] =>
  rooms.map((_, i) => Math.max(...rooms.filter((_, k) => k % columns === i % columns)));
