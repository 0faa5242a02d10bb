import type { BandPoint } from './model.ts';
import type { PlotLayout } from './plot-layout.ts';

type Whole = { x: number; low: number; high: number };

/**
 * Outline of a band, one piece between gaps. An end that a log axis has no place for (zero without a rail, or less) runs out of the
 * plot at its foot: the band is cut off there as the picture is, its end is not moved to another value.
 */
export function bandPath(band: readonly BandPoint[], layout: Pick<PlotLayout, 'x' | 'y' | 'box'>): string {
  const { x, y, box } = layout;
  const pixel = (value: number) => {
    const at = y(value);
    return Number.isFinite(at) ? Math.min(box.bottom, Math.max(box.top, at)) : box.bottom;
  };
  return pieces(band)
    .map((piece) => {
      const upper = piece.map((point) => `${x(point.x)},${pixel(point.high)}`);
      const lower = piece.toReversed().map((point) => `${x(point.x)},${pixel(point.low)}`);
      return `M${[...upper, ...lower].join('L')}z`;
    })
    .join('');
}

function pieces(band: readonly BandPoint[]): Whole[][] {
  const found: Whole[][] = [[]];
  for (const { x, low, high } of band) {
    if (low === null || high === null) found.push([]);
    else found.at(-1)!.push({ x, low, high });
  }
  return found.filter((piece) => piece.length > 1);
}
