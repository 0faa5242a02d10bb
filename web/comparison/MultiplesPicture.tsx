import { EndLabels } from '../charts/EndLabels.tsx';
import { StillLines } from '../charts/LinesPlot.tsx';
import { coloured } from '../charts/coloured.ts';
import { MARKS } from '../charts/marks.ts';
import { layOut } from '../charts/plot-layout.ts';
import type { Multiples } from './prepare-multiples.ts';

const CELL = { width: 250, height: 170, right: 12 };
const NAME_WIDTH = 92;
const HEAD = 24;
const KEY_ROW = 18;
const KEY_WIDTH = 200;

/** All small charts as one drawing, for files: what MultiplesPanel shows, and the names of the groups below. */
export function MultiplesPicture({ multiples: { datasets, rows, key } }: { multiples: Multiples }) {
  const width = NAME_WIDTH + datasets.length * CELL.width;
  const columns = Math.max(1, Math.floor(width / KEY_WIDTH));
  const foot = HEAD + rows.length * CELL.height + 10;
  const height = foot + Math.ceil(key.length / columns) * KEY_ROW + 4;
  return (
    <div className="plot">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {datasets.map((dataset, c) => (
          <text key={dataset} className="at-side" x={NAME_WIDTH + c * CELL.width + 42} y={14}>
            {dataset}
          </text>
        ))}
        {rows.map(({ network, cells }, r) => (
          <g key={network} transform={`translate(0,${HEAD + r * CELL.height})`}>
            <text className="at-side" x={0} y={CELL.height / 2}>
              {network}
            </text>
            {cells.map((model, c) => (
              <g key={datasets[c]} transform={`translate(${NAME_WIDTH + c * CELL.width},0)`}>
                {model ? (
                  <>
                    <StillLines model={model} layout={layOut(model, CELL)} />
                    <EndLabels model={model} layout={layOut(model, CELL)} />
                  </>
                ) : (
                  <text x={CELL.width / 2} y={CELL.height / 2} textAnchor="middle">
                    no run
                  </text>
                )}
              </g>
            ))}
          </g>
        ))}
        {key.map(({ id, title, look }, i) => (
          <g key={id} transform={`translate(${(i % columns) * KEY_WIDTH},${foot + Math.floor(i / columns) * KEY_ROW})`} style={coloured(look?.colour ?? 'ink-3')}>
            <path className="line" strokeWidth={1.6} strokeDasharray={look?.dash ?? undefined} d="M0,8H26" />
            {look && <path className={look.isHollow ? 'mark hollow' : 'mark'} d={MARKS[look.mark](13, 8, 3)} />}
            <text x={34} y={12}>
              {title}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}
