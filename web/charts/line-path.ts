import type { Point } from './model.ts';
import type { PlotLayout } from './plot-layout.ts';

/** Straight from point to point, broken at gaps and where the axis has no place for a value. */
export function linePath(points: readonly Point[], { x, y }: Pick<PlotLayout, 'x' | 'y'>): string {
  let pen = 'M';
  let path = '';
  for (const point of points) {
    const at = point.y === null ? Number.NaN : y(point.y);
    const isGap = !Number.isFinite(at);
    if (!isGap) path += `${pen}${x(point.x)},${at}`;
    pen = isGap ? 'M' : 'L';
  }
  return path;
}
