import type { Point } from '../charts/model.ts';
import type { CellLayout } from './cell-layout.ts';

/** A line through the measured points, straight between them and broken at gaps. */
export function linePath(points: readonly Point[], { x, y }: Pick<CellLayout, 'x' | 'y'>): string {
  let pen = 'M';
  let path = '';
  for (const point of points) {
    if (point.y !== null) path += `${pen}${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`;
    pen = point.y === null ? 'M' : 'L';
  }
  return path;
}
