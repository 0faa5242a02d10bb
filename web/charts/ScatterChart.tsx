'use client';
import { type KeyboardEvent, memo, useMemo, useState } from 'react';
import { ChartSlider } from './ChartSlider.tsx';
import { Plot } from './Plot.tsx';
import { CrosshairContext, createCrosshair } from './crosshair.ts';
import { MARKS, drawnPoints } from './marks.ts';
import type { ChartModel } from './model.ts';
import { type PlotLayout, layOut } from './plot-layout.ts';
import { useWidth } from './use-width.ts';

const StillPlot = memo(Plot);
/** A scatter's x is no epoch: the crosshair of the page stays out of it. */
const unmoved = createCrosshair();
/** A pointer further away from every point means none. */
const REACH = 22;
const RIGHT = 20;

interface Dot {
  x: number;
  y: number;
  text: string;
}

/** A chart of points, each of which tells what it is under the pointer and the arrow keys. */
export function ScatterChart({ model, height }: { model: ChartModel; height: number }) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const [index, setIndex] = useState<number | null>(null);
  const [isByKey, setByKey] = useState(false);
  const dots = useMemo(() => model.lines.filter(({ isScatter }) => isScatter).flatMap(({ points }) => drawnPoints(points)).sort((a, b) => a.x - b.x), [model]);
  const layout = layOut(model, { width, height, right: RIGHT });
  const found = index === null ? null : (dots[index] ?? null);
  const show = (next: number | null, byKey: boolean) => {
    setIndex(next);
    setByKey(byKey);
  };
  return (
    <ChartSlider
      ref={ref}
      className="chart scatter"
      summary={model.summary}
      height={height}
      spoken={isByKey ? found?.text : ''}
      aria-label={`Points of ${model.name}`}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, dots.length - 1)}
      aria-valuenow={index ?? 0}
      aria-valuetext={found?.text ?? 'none'}
      onPointerMove={(event) => {
        const place = event.currentTarget.getBoundingClientRect();
        show(nearestDot(dots, layout, event.clientX - place.left, event.clientY - place.top), false);
      }}
      onPointerLeave={() => show(null, false)}
      onBlur={() => show(null, false)}
      onKeyDown={(event) => {
        const next = moved(event, index, dots.length);
        if (next === undefined) return;
        event.preventDefault();
        show(next, true);
      }}
    >
      <CrosshairContext value={unmoved}>{width > 0 && <StillPlot model={model} width={width} height={height} right={RIGHT} />}</CrosshairContext>
      {found && <DotLayer dot={found} layout={layout} />}
    </ChartSlider>
  );
}

function DotLayer({ dot, layout }: { dot: Dot; layout: PlotLayout }) {
  const { box, width, height } = layout;
  const [x, y] = [layout.x(dot.x), layout.y(dot.y)];
  const isRight = x > (box.left + box.right) / 2;
  const isHigh = y < box.top + 50;
  return (
    <svg className="plot-over" width={width} height={height} aria-hidden="true">
      <path className="ring" d={MARKS.disc(x, y, 7)} />
      <text className="halo" x={isRight ? x - 10 : x + 10} y={isHigh ? y + 20 : y - 9} textAnchor={isRight ? 'end' : 'start'}>
        {dot.text}
      </text>
    </svg>
  );
}

/** The dot nearest to a place; null where none is near. */
function nearestDot(dots: readonly Dot[], layout: PlotLayout, pixelX: number, pixelY: number): number | null {
  const distances = dots.map((dot) => Math.hypot(layout.x(dot.x) - pixelX, layout.y(dot.y) - pixelY));
  const least = Math.min(REACH, ...distances);
  const found = distances.indexOf(least);
  return found < 0 ? null : found;
}

/** Undefined for a key that means nothing here. */
function moved(event: KeyboardEvent, index: number | null, count: number): number | null | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || count === 0) return undefined;
  const last = count - 1;
  if (event.key === 'Escape') return null;
  if (event.key === 'Home') return 0;
  if (event.key === 'End') return last;
  if (event.key === 'ArrowRight' || event.key === 'ArrowUp') return index === null ? 0 : Math.min(last, index + 1);
  if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') return index === null ? last : Math.max(0, index - 1);
  return undefined;
}
