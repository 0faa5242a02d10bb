'use client';
import { memo } from 'react';
import { type ChartProps, ChartPlace } from './ChartPlace.tsx';
import { LinesPlot } from './LinesPlot.tsx';
import { Plot } from './Plot.tsx';

const StillPlot = memo(Plot);
const StillLines = memo(LinesPlot);
/** With more lines Recharts cannot keep up: the same picture is drawn without it. */
const MOST_IN_RECHARTS = 6;

/** A chart under the page's crosshair. */
export function Chart({ isOneOfMany = false, ...props }: ChartProps & { /** drawn without Recharts however few its lines */ isOneOfMany?: boolean }) {
  return <ChartPlace {...props} Drawing={isOneOfMany || props.model.lines.length > MOST_IN_RECHARTS ? StillLines : StillPlot} />;
}
