import { coloured } from '../charts/coloured.ts';
import { CellPlot } from './CellPlot.tsx';
import { CELL_HEIGHT, GAP, NAME_WIDTH, layOutCell } from './cell-layout.ts';
import type { CellModel, GridModel } from './grid-model.ts';
import { XTickTexts, YTickTexts } from './GridView.tsx';

const HEAD = 22;
const FOOT = 44;
const WIDTH = 158;

/** The whole grid as one drawing, for files: what GridView shows, without what can be done there. */
export function PaperPicture({ grid }: { grid: GridModel }) {
  const left = (k: number) => NAME_WIDTH + k * (WIDTH + GAP);
  const top = (i: number) => HEAD + i * (CELL_HEIGHT + GAP);
  const size = { width: left(grid.columns.length), height: top(grid.rows.length) + FOOT };
  return (
    <svg className="cell-plot" role="img" aria-label={`Figure ${grid.figure}, ${grid.title}`} {...size}>
      {grid.columns.map((column, k) => (
        <g key={column.dataset} transform={`translate(${left(k)},0)`}>
          <text className="strong" x={0} y={13}>
            {column.dataset}
            <tspan className="quiet" dx={6}>
              {column.classes}
            </tspan>
          </text>
          <g transform={`translate(0,${top(grid.rows.length)})`}>
            <XTickTexts column={column} layout={layOutCell(grid.y, column, WIDTH)} />
          </g>
        </g>
      ))}
      {grid.rows.map((row, i) => (
        <g key={row.architecture} transform={`translate(0,${top(i)})`}>
          <text className="strong" x={0} y={CELL_HEIGHT / 2 + 4}>
            {row.name}
          </text>
          <YTickTexts y={grid.y} layout={layOutCell(grid.y, grid.columns[0]!, WIDTH)} right={NAME_WIDTH - 6} />
          {row.cells.map((cell, k) => (
            <g key={cell.dataset} transform={`translate(${left(k)},0)`}>
              <rect className={cell.isFilled ? 'frame' : 'frame lacking'} x={0.5} y={0.5} width={WIDTH - 1} height={CELL_HEIGHT - 1} rx={4} />
              <PictureCell cell={cell} grid={grid} column={grid.columns[k]!} />
            </g>
          ))}
        </g>
      ))}
      <Key grid={grid} y={size.height - 10} />
    </svg>
  );
}

function PictureCell({ cell, grid, column }: { cell: CellModel; grid: GridModel; column: GridModel['columns'][number] }) {
  if (!cell.plot) {
    const lines = cell.absence?.lines ?? [];
    return (
      <>
        <text className={cell.runHref ? 'strong' : 'quiet'} x={WIDTH / 2} y={CELL_HEIGHT / 2 - 8} textAnchor="middle">
          {cell.runHref ? cell.absence?.word : 'no run'}
        </text>
        {cell.runHref &&
          lines.map((line, k) => (
            <text key={line} x={WIDTH / 2} y={CELL_HEIGHT / 2 + 8 + 14 * k} textAnchor="middle">
              {line.length > 28 ? `${line.slice(0, 27)}…` : line}
            </text>
          ))}
      </>
    );
  }
  return (
    <>
      <CellPlot plot={cell.plot} y={grid.y} ideal={grid.ideal} column={column} layout={layOutCell(grid.y, column, WIDTH)} />
      <text x={8} y={16}>
        {[cell.name, cell.note].filter(Boolean).join(', ')}
      </text>
      {cell.phaseNote && (
        <text x={WIDTH - 8} y={18 + 14 * cell.ends.length} textAnchor="end">
          {cell.phaseNote}
        </text>
      )}
      {cell.ends.map((end, k) => (
        <text key={end.id} className="end" style={coloured(end.colour)} x={WIDTH - 8} y={16 + 14 * k} textAnchor="end">
          {end.text}
        </text>
      ))}
    </>
  );
}

/** What the lines mean, in one row below the grid. */
function Key({ grid, y }: { grid: GridModel; y: number }) {
  return (
    <g transform={`translate(${NAME_WIDTH},${y})`}>
      <path className="phase" d="M4,-10V2" />
      <text x={14} y={0}>
        terminal phase
      </text>
      {grid.ideal && (
        <>
          <path className="ideal" d="M110,-4H132" />
          <text x={138} y={0}>
            {grid.ideal.label}
          </text>
        </>
      )}
      {grid.legend.map((line, k) => (
        <g key={line.id} style={coloured(line.colour)} transform={`translate(${240 + 104 * k},0)`}>
          <path className="curve" d="M0,-4H22" />
          <text className="end" x={28} y={0}>
            {line.label}
          </text>
        </g>
      ))}
      <text x={240 + 104 * grid.legend.length} y={0}>
        Across: epoch. Number: at the last measured epoch{grid.seedsNote && ` of all seeds. Lines, ${grid.seedsNote}`}.
      </text>
    </g>
  );
}
