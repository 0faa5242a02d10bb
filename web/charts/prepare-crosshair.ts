import type { ChartModel, LineColour, Point } from './model.ts';
import type { PlotLayout } from './plot-layout.ts';
import { LABEL_GAP } from './spread-labels.ts';

export interface CursorValue {
  id: string;
  colour: LineColour;
  text: string;
  /** where the dot is */
  dotY: number;
  labelX: number;
  labelY: number;
  anchor: 'start' | 'end';
}

/**
 * Dots and values of the lines at x. Curves fall, so above right and below left of a point there is room:
 * the upper values go above right, the lowest below left.
 */
export function cursorValues(model: ChartModel, layout: PlotLayout, x: number): CursorValue[] {
  const { box } = layout;
  const pixel = layout.x(x);
  const found = model.lines
    .flatMap((line) => {
      const point = line.points.find((each) => each.x === x);
      return point && point.y !== null
        ? [{ id: line.id, colour: line.colour, text: saidOf(point), dotY: layout.y(point.y) }]
        : [];
    })
    .sort((a, b) => a.dotY - b.dotY);
  const isNearEnd = pixel > box.right - 56;
  const placed = found.map((value, i) => {
    const isBelow = i > 0 && i === found.length - 1 && value.dotY + 15 <= box.bottom + 2;
    const isLeft = isNearEnd || (isBelow && pixel > box.left + 56);
    const anchor: 'start' | 'end' = isLeft ? 'end' : 'start';
    return { ...value, labelX: pixel + (isLeft ? -7 : 7), labelY: isBelow ? value.dotY + 15 : value.dotY - 5, anchor };
  });
  for (let i = 1; i < placed.length; i++)
    placed[i]!.labelY = Math.max(placed[i]!.labelY, placed[i - 1]!.labelY + LABEL_GAP);
  return placed;
}

/** A value, and that it is not of measurements alone. */
const saidOf = ({ text, measured }: Point) => (measured === undefined ? text : `${text}, interpolated`);

/** What a live region says of one chart at x: "epoch 70: train 0.190, test 1.01". */
export function spokenValues(model: ChartModel, x: number): string {
  const values = model.lines.map(
    (line) => {
      const point = line.points.find((each) => each.x === x);
      return `${line.label} ${point ? saidOf(point) : 'not measured'}`;
    },
  );
  return `${model.name}, epoch ${x}: ${values.join(', ')}`;
}
