'use client';
import { BandShape } from './BandShape.tsx';
import { coloured } from './coloured.ts';
import { EndLabelText } from './EndLabels.tsx';
import { Marks } from './Marks.tsx';
import { useHighlight } from './highlight.ts';
import { linePath } from './line-path.ts';
import type { ChartModel, Line } from './model.ts';
import type { PlotLayout } from './plot-layout.ts';
import { markOf } from './prepare-ends.ts';
import { dashOf } from './run-looks.ts';
import { drawnPoints } from './marks.ts';

/** The line that is looked at, with the runs behind it, over a veil on all others. */
export function HighlightLayer({ model, layout }: { model: ChartModel; layout: PlotLayout }) {
  const { id } = useHighlight();
  const found = model.lines.find((line) => line.id === id);
  if (!found) return null;
  // among more lines than there are looks, the one that is looked at is the only one in ink
  const line: Line = found.colour === 'ink-3' ? { ...found, colour: 'ink' } : found;
  const { box, width } = layout;
  return (
    <g pointerEvents="none">
      <rect className="veil" x={box.left + 1} y={box.top} width={width - box.left} height={box.bottom - box.top - 1} />
      <BandShape line={line} layout={layout} />
      {line.traces?.map((trace) => (
        <path key={trace.id} className="trace" style={coloured(line.colour)} d={linePath(trace.points, layout)} />
      ))}
      {!line.isScatter && (
        <path className="looked-at" style={coloured(line.colour)} strokeDasharray={dashOf(line)} d={linePath(line.points, layout)} />
      )}
      <Marks line={line} layout={layout} />
      {model.namesLines === false && <Ending line={line} layout={layout} />}
    </g>
  );
}

/** Narrower room at the right holds no name: then the list beside the chart alone says which line it is. */
const LEAST_ROOM = 60;

/** Name and last value of a line that has no label of its own. */
function Ending({ line, layout: { box, right, y } }: { line: Line; layout: PlotLayout }) {
  const last = drawnPoints(line.points).at(-1);
  if (!last || line.isScatter || right < LEAST_ROOM) return null;
  const label = { id: line.id, colour: line.colour, mark: markOf(line), name: line.label, value: last.text, y: y(last.y) };
  return <EndLabelText label={label} x={box.right + 7} />;
}
