import { EndLabels } from '../charts/EndLabels.tsx';
import { StillLines } from '../charts/LinesPlot.tsx';
import { RichText } from '../charts/RichText.tsx';
import { layOut } from '../charts/plot-layout.ts';
import { GroupKey, keyHeight } from './GroupKey.tsx';
import type { Multiples } from './prepare-multiples.ts';

const PLOT_WIDTH = 190;
const CELL = { height: 170, right: 12 };
const NAME_WIDTH = 92;
const HEAD = 24;
const AXES_ROW = 24;

/** All small charts as one drawing, for files: what MultiplesPanel shows, and the names of the groups below. */
export function MultiplesPicture({ multiples: { datasets, lefts, axes, rows, key } }: { multiples: Multiples }) {
  const widths = lefts.map((left) => left + PLOT_WIDTH + CELL.right);
  const startOf = (c: number) => NAME_WIDTH + widths.slice(0, c).reduce((sum, each) => sum + each, 0);
  const width = startOf(datasets.length);
  const sizeOf = (c: number) => ({ ...CELL, width: widths[c]!, left: lefts[c] });
  const foot = HEAD + rows.length * CELL.height + AXES_ROW;
  const height = foot + keyHeight(key.length, width) + 4;
  return (
    <div className="plot">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {datasets.map((dataset, c) => (
          <text key={dataset} className="at-side" x={startOf(c) + lefts[c]!} y={14}>
            {dataset}
          </text>
        ))}
        {rows.map(({ network, cells }, r) => (
          <g key={network} transform={`translate(0,${HEAD + r * CELL.height})`}>
            <text className="at-side" x={0} y={CELL.height / 2}>
              {network}
            </text>
            {cells.map((model, c) => (
              <g key={datasets[c]} transform={`translate(${startOf(c)},0)`}>
                {model ? (
                  <>
                    <StillLines model={model} layout={layOut(model, sizeOf(c))} />
                    <EndLabels model={model} layout={layOut(model, sizeOf(c))} />
                  </>
                ) : (
                  <text x={widths[c]! / 2} y={CELL.height / 2} textAnchor="middle">
                    no run
                  </text>
                )}
              </g>
            ))}
          </g>
        ))}
        <text x={NAME_WIDTH} y={foot - 8}>
          <RichText text={axes} />
        </text>
        <GroupKey entries={key} width={width} y={foot} />
      </svg>
    </div>
  );
}
