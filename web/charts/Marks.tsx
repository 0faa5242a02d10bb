import { coloured } from './coloured.ts';
import { MARKS, interpolatedPoints, markedPoints, railPoints } from './marks.ts';
import type { Line } from './model.ts';
import type { PlotLayout } from './plot-layout.ts';

/** Marks of one line, and its exact zeros as hollow discs on the rail. */
export function Marks({ line, layout }: { line: Line; layout: PlotLayout }) {
  const { x, y, railY } = layout;
  const zeros = railY === null ? [] : railPoints(line, x);
  const marks = markedPoints(line, x).filter((point) => railY === null || point.y !== 0);
  return (
    <g style={coloured(line.colour)}>
      {marks.map((point) => (
        <path
          key={line.isScatter ? `${point.x} ${point.y}` : point.x}
          className={line.isHollow ? 'mark hollow' : 'mark'}
          d={MARKS[line.mark ?? 'disc'](x(point.x), y(point.y), radiusOf(line))}
        />
      ))}
      <Rings line={line} layout={layout} />
      {zeros.map((point) => (
        <path key={point.x} className="mark hollow" d={MARKS.disc(x(point.x), railY ?? 0, 2.4)} />
      ))}
    </g>
  );
}

/** The marks of one line as one shape, and its zeros on the rail as another: among many lines, drawn anew at once. */
export function JoinedMarks({ line, layout }: { line: Line; layout: PlotLayout }) {
  const { x, y, railY } = layout;
  const zeros = railY === null ? [] : railPoints(line, x);
  const marks = markedPoints(line, x).filter((point) => railY === null || point.y !== 0);
  const shape = MARKS[line.mark ?? 'disc'];
  return (
    <g style={coloured(line.colour)}>
      {marks.length > 0 && <path className={line.isHollow ? 'mark hollow' : 'mark'} d={marks.map((point) => shape(x(point.x), y(point.y), radiusOf(line))).join('')} />}
      <Rings line={line} layout={layout} />
      {zeros.length > 0 && <path className="mark hollow" d={zeros.map((point) => MARKS.disc(x(point.x), railY ?? 0, 2.4)).join('')} />}
    </g>
  );
}

/** The mark of a line small and open where not all runs behind it were measured. */
function Rings({ line, layout: { x, y, railY } }: { line: Line; layout: PlotLayout }) {
  const rings = interpolatedPoints(line, x).filter((point) => railY === null || point.y !== 0);
  return rings.length > 0 && <path className="mark ring" d={rings.map((point) => MARKS[line.mark ?? 'disc'](x(point.x), y(point.y), 1.8)).join('')} />;
}

const radiusOf = ({ mark, isScatter }: Line) => (isScatter ? 4 : mark === 'diamond' ? 2.3 : 2.6);
