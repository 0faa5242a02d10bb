'use client';
import { MINUS } from '../formats/numbers.ts';
import { coloured } from './coloured.ts';
import { useCrosshair } from './crosshair.ts';
import { MARKS } from './marks.ts';
import type { ChartModel } from './model.ts';
import type { PlotLayout } from './plot-layout.ts';
import { cursorValues } from './prepare-crosshair.ts';
import { isRunColour } from './run-looks.ts';

/** The hairline, a dot and a value at each line, and the epoch inverse on the axis. */
export function CrosshairLayer({ model, layout }: { model: ChartModel; layout: PlotLayout }) {
  const { at } = useCrosshair();
  const [first, last] = model.x.domain;
  if (at === null || at < first || at > last) return null;
  const { box, x } = layout;
  const pixel = x(at);
  return (
    <g pointerEvents="none">
      <path className="cursor" d={`M${pixel},${box.top}V${box.bottom}`} />
      {cursorValues(model, layout, at).map((value) => (
        <g key={value.id} style={coloured(value.colour)}>
          <path className="mark" d={MARKS.disc(pixel, value.dotY, 3.5)} />
          <text className="end halo at" style={isRunColour(value.colour) ? coloured('ink') : undefined} x={value.labelX} y={value.labelY} textAnchor={value.anchor}>
            {value.text}
          </text>
        </g>
      ))}
      <Flag at={at} pixel={pixel} y={box.bottom} />
    </g>
  );
}

function Flag({ at, pixel, y }: { at: number; pixel: number; y: number }) {
  const text = String(at).replace('-', MINUS);
  const width = 6.5 * text.length + 10;
  return (
    <>
      <rect className="flag-room" x={pixel - width / 2 - 4} y={y + 5} width={width + 8} height={14} />
      <rect className="flag" x={pixel - width / 2} y={y + 4} width={width} height={16} rx={3} />
      <text className="flag-text" x={pixel} y={y + 16}>
        {text}
      </text>
    </>
  );
}
