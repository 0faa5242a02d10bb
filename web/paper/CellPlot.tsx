import { coloured } from '../charts/coloured.ts';
import { MARKS, lonePoints, railPoints } from '../charts/marks.ts';
import type { CellLayout } from './cell-layout.ts';
import type { CellLine, CellPlotModel, GridColumn, GridModel } from './grid-model.ts';
import { linePath } from './line-path.ts';

interface CellPlotProps {
  plot: CellPlotModel;
  y: GridModel['y'];
  ideal: GridModel['ideal'];
  column: GridColumn;
  layout: CellLayout;
}

/** The curves of a cell between its axes, with the terminal phase and the target; part of an SVG. */
export function CellPlot({ plot, y, ideal, column, layout }: CellPlotProps) {
  const { box } = layout;
  const isInside = plot.phase !== null && column.x !== null && plot.phase <= column.x.domain[1];
  return (
    <>
      {isInside && <rect className="shade" x={layout.x(plot.phase!)} y={box.top} width={box.right - layout.x(plot.phase!)} height={box.bottom - box.top} />}
      {y.ticks.map(({ at }) => (
        <path key={at} className="gridline" d={`M${box.left},${layout.y(at)}H${box.right}`} />
      ))}
      <AxisLines layout={layout} column={column} />
      {ideal && <path className="ideal" d={`M${box.left},${layout.y(ideal.at)}H${box.right}`} />}
      {isInside && <path className="phase" d={`M${layout.x(plot.phase!)},${box.top}V${box.bottom}`} />}
      {plot.lines.map((line) => (
        <CellCurve key={line.id} line={line} layout={layout} />
      ))}
    </>
  );
}

function AxisLines({ layout: { box, axisEnd, railY, x }, column }: Pick<CellPlotProps, 'layout' | 'column'>) {
  return (
    <>
      <path className="axis" d={`M${box.left},${box.top}V${axisEnd}`} />
      {railY !== null && <path className="axis" d={`M${box.left},${axisEnd + 7}V${box.bottom}M${box.left - 3},${axisEnd + 1}h6M${box.left - 3},${axisEnd + 6}h6`} />}
      <path className="axis" d={`M${box.left},${box.bottom}H${box.right}`} />
      {column.x?.ticks.map(({ at }) => (
        <path key={at} className="axis" d={`M${x(at)},${box.bottom}v-3`} />
      ))}
    </>
  );
}

/** Of a curve of few points, and of points between gaps, the points are shown; exact zeros stand on the rail. */
function CellCurve({ line, layout }: { line: CellLine; layout: CellLayout }) {
  const { x, y, railY } = layout;
  const measured = { ...line, isDashed: false };
  const lone = lonePoints(line.points).filter((point) => railY === null || point.y !== 0);
  return (
    <g style={coloured(line.colour)}>
      {line.seeds.map((seed) => (
        <path key={seed.id} className="seed" d={linePath(seed.points, layout)} />
      ))}
      <path className={line.seeds.length > 0 ? 'curve middle' : 'curve'} d={linePath(line.points, layout)} />
      {lone.map((point) => (
        <path key={point.x} className="mark" d={MARKS[line.mark ?? 'disc'](x(point.x), y(point.y), 2)} />
      ))}
      {railY !== null && railPoints(measured, x).map((point) => <path key={point.x} className="mark hollow" d={MARKS.disc(x(point.x), railY, 2)} />)}
    </g>
  );
}
