import type { Line, MarkShape, Point } from './model.ts';

/** Pixels between two marks of a line: dense early epochs must not turn into beads. */
const MARK_GAP = 34;
const ZERO_GAP = 10;
const RING_GAP = 12;
/** A line of fewer points shows each of them: its shape is carried by the points, not by the line. */
const FEW = 12;

export interface DrawnPoint extends Point {
  y: number;
}

/** A pointer asks for these of every line with every move. */
const drawnOf = new WeakMap<readonly Point[], DrawnPoint[]>();

/** The points that have a value. */
export function drawnPoints(points: readonly Point[]): DrawnPoint[] {
  const known = drawnOf.get(points) ?? points.filter((point): point is DrawnPoint => point.y !== null);
  drawnOf.set(points, known);
  return known;
}

/** The points that stand alone between gaps: a line alone would not show them. */
export function lonePoints(points: readonly Point[]): DrawnPoint[] {
  const isGap = (point: Point | undefined) => point === undefined || point.y === null;
  return drawnPoints(points.filter((_, i) => isGap(points[i - 1]) && isGap(points[i + 1])));
}

/** Which points of a line get a mark: all of a short line, every 34 px of a marked one, the lone ones of any. One where a run is interpolated gets none of these. */
export function markedPoints(line: Line, x: (value: number) => number): DrawnPoint[] {
  const all = drawnPoints(line.points);
  const drawn = all.filter(isWhole);
  if (all.length < FEW || line.isScatter) return drawn;
  const offset = line.markOffset ?? (line.mark === 'diamond' ? MARK_GAP / 2 : 0);
  const spaced = line.mark ? spread(drawn, x, offset, MARK_GAP) : [];
  const lone = lonePoints(line.points).filter((point) => isWhole(point) && !spaced.includes(point));
  return [...spaced, ...lone];
}

const isWhole = ({ measured }: Point) => measured === undefined;

/** The points at which a run of several is interpolated, thinned so that their small open marks do not touch. */
export const interpolatedPoints = (line: Line, x: (value: number) => number): DrawnPoint[] =>
  spread(
    drawnPoints(line.points).filter((point) => !isWhole(point)),
    x,
    0,
    RING_GAP,
  );

/** The exact zeros that get a disc on the rail, thinned so that the discs do not touch; the first is always there. */
export const railPoints = (line: Line, x: (value: number) => number): DrawnPoint[] =>
  spread(
    drawnPoints(line.points).filter((point) => point.y === 0),
    x,
    0,
    ZERO_GAP,
  );

/** Points at least `gap` pixels apart, beginning `offset` pixels after the first, and the last point in any case. */
function spread(points: DrawnPoint[], x: (value: number) => number, offset: number, gap: number): DrawnPoint[] {
  let next = points.length > 0 ? x(points[0]!.x) + offset : 0;
  return points.filter((point, i) => {
    const at = x(point.x);
    if (at < next && i < points.length - 1) return false;
    next = at + gap;
    return true;
  });
}

/** Outline of a mark of radius r about (x, y). */
export const MARKS: Record<MarkShape, (x: number, y: number, r: number) => string> = {
  disc: (x: number, y: number, r: number) => `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0z`,
  diamond: (x: number, y: number, r: number) =>
    `M${x},${y - 1.3 * r}L${x + 1.3 * r},${y}L${x},${y + 1.3 * r}L${x - 1.3 * r},${y}z`,
  up: (x, y, r) => `M${x},${y - 1.2 * r}L${x + 1.15 * r},${y + 0.9 * r}L${x - 1.15 * r},${y + 0.9 * r}z`,
  square: (x, y, r) => `M${x - 0.9 * r},${y - 0.9 * r}h${1.8 * r}v${1.8 * r}h${-1.8 * r}z`,
  down: (x, y, r) => `M${x},${y + 1.2 * r}L${x + 1.15 * r},${y - 0.9 * r}L${x - 1.15 * r},${y - 0.9 * r}z`,
};
