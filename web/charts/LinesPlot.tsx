'use client';
import { useId } from 'react';
import { Axes } from './Axes.tsx';
import { BandShape } from './BandShape.tsx';
import { CrosshairLayer } from './CrosshairLayer.tsx';
import { EndLabels } from './EndLabels.tsx';
import { HighlightLayer } from './HighlightLayer.tsx';
import { JoinedMarks } from './Marks.tsx';
import { coloured } from './coloured.ts';
import { linePath } from './line-path.ts';
import type { ChartModel, Line } from './model.ts';
import { type PlotLayout, type PlotSize, layOut } from './plot-layout.ts';
import { dashOf } from './run-looks.ts';

/** The picture that Plot draws, without Recharts: many lines are drawn anew by it too slowly to follow a switch or a pointer. */
export function LinesPlot({ model, width, height, right, left }: PlotSize & { model: ChartModel }) {
  const layout = layOut(model, { width, height, right, left });
  return (
    <div className="plot" style={{ width, height }}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <StillLines model={model} layout={layout} />
        <HighlightLayer model={model} layout={layout} />
        <CrosshairLayer model={model} layout={layout} />
        <EndLabels model={model} layout={layout} />
      </svg>
    </div>
  );
}

/** What of the picture does not follow the pointer; part of an SVG. */
export function StillLines({ model, layout }: { model: ChartModel; layout: PlotLayout }) {
  return (
    <>
      <Ground model={model} layout={layout} />
      <Lines lines={model.lines} layout={layout} />
      {model.lines.map((line) => (
        <JoinedMarks key={line.id} line={line} layout={layout} />
      ))}
    </>
  );
}

/** What lies below the lines, in the order in which Plot has it: shade, axes, bands, target, rule of the terminal phase. */
function Ground({ model, layout }: { model: ChartModel; layout: PlotLayout }) {
  const { box, x, y } = layout;
  const [first, last] = model.x.domain;
  const phase = model.phase && model.phase.at < last ? model.phase.at : null;
  const from = phase === null ? 0 : x(Math.max(phase, first));
  return (
    <>
      {phase !== null && <rect fill="var(--tpt-shade)" x={from} y={box.top} width={box.right - from} height={box.bottom - box.top} />}
      <Axes model={model} layout={layout} />
      {model.lines.map((line) => (
        <BandShape key={line.id} line={line} layout={layout} />
      ))}
      {model.ideal && <path className="ideal" d={`M${box.left},${y(model.ideal.at)}H${box.right}`} />}
      {model.references?.map(({ at, label }) => (
        <path key={label} className="reference" d={`M${box.left},${y(at)}H${box.right}`} />
      ))}
      {phase !== null && phase >= first && <path className="phase" d={`M${x(phase)},${box.top}V${box.bottom}`} />}
    </>
  );
}

function Lines({ lines, layout }: { lines: readonly Line[]; layout: PlotLayout }) {
  const { box } = layout;
  const clip = useId();
  return (
    <g clipPath={`url(#${clip})`}>
      <clipPath id={clip}>
        <rect x={box.left} y={box.top} width={box.right - box.left} height={box.bottom - box.top} />
      </clipPath>
      {lines
        .filter(({ isScatter }) => !isScatter)
        .map((line) => (
          <path key={line.id} className="line" style={coloured(line.colour)} strokeWidth={line.isDashed ? 1.3 : 1.6} strokeDasharray={dashOf(line)} d={linePath(line.points, layout)} />
        ))}
    </g>
  );
}
