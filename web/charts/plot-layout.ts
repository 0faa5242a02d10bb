import type { ChartModel } from './model.ts';
import { RAIL_OFFSET, type Scale, linearScale, logScale, railScale } from './scales.ts';

/** Room around the plot, in pixels: left for the y ticks, top for the y title, bottom for the x ticks and title. */
const LEFT = 42;
const TOP = 22;
const BOTTOM = 30;

export interface PlotSize {
  width: number;
  height: number;
  /** room for the labels at the line ends */
  right: number;
  /** room for the y ticks; left out: as usual */
  left?: number;
}

/** Where the parts of a chart lie, in pixels. */
export interface PlotLayout extends PlotSize {
  box: { left: number; right: number; top: number; bottom: number };
  /** y of the zero rail; null without one */
  railY: number | null;
  x: (value: number) => number;
  y: (value: number) => number;
  /** the same scales as `x` and `y`, in the shape that Recharts takes */
  xScale: Scale;
  yScale: Scale;
}

export function layOut(model: ChartModel, size: PlotSize): PlotLayout {
  const box = {
    left: size.left ?? LEFT,
    right: Math.max((size.left ?? LEFT) + 1, size.width - size.right),
    top: TOP,
    bottom: size.height - BOTTOM,
  };
  const yScale = scaleFor(model.y)(model.y.domain, [box.bottom, box.top]);
  const xScale = (model.x.kind === 'log' ? logScale : linearScale)(model.x.domain, [box.left, box.right]);
  return {
    ...size,
    box,
    railY: model.y.hasRail ? box.bottom - RAIL_OFFSET : null,
    x: (value) => xScale(value)!,
    y: (value) => yScale(value)!,
    xScale,
    yScale,
  };
}

const scaleFor = ({ kind, hasRail }: ChartModel['y']) =>
  kind === 'linear' ? linearScale : hasRail ? railScale : logScale;
