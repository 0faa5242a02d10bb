'use client';
import { useWidth } from '../charts/use-width.ts';
import { usePrinting } from '../frame/use-printing.ts';
import { CELL_HEIGHT, GAP, NAME_WIDTH, cellWidth, layOutCell } from './cell-layout.ts';
import type { CellLayout } from './cell-layout.ts';
import type { GridColumn, GridModel } from './grid-model.ts';
import { PaperCell } from './PaperCell.tsx';

/** What a sheet across has room for, at the scale of print.css. */
const PRINTED_WIDTH = 1400;

/** Families by data sets, with y ticks at the left and x ticks below only; scrolls sideways inside its panel where that is narrow. */
export function GridView({ grid }: { grid: GridModel }) {
  const { ref, width: onScreen } = useWidth<HTMLDivElement>();
  const room = usePrinting() ? PRINTED_WIDTH : onScreen;
  const width = cellWidth(room, grid.columns.length);
  const columns = `${NAME_WIDTH}px repeat(${grid.columns.length}, ${width}px)`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
    <section className="matrix-room" aria-label={`Figure ${grid.figure}, ${grid.title}`} tabIndex={0}>
      <div ref={ref} className="matrix-width" />
      {room > 0 && (
        <div className="matrix" style={{ gridTemplateColumns: columns, gap: GAP }}>
          <span className="matrix-side" />
          {grid.columns.map(({ dataset, classes }) => (
            <div key={dataset} className="matrix-head">
              <h3>{dataset}</h3>
              <span>{classes}</span>
            </div>
          ))}
          {grid.rows.map((row) => (
            <Row key={row.architecture} row={row} grid={grid} width={width} />
          ))}
          <span className="matrix-side fig across">epoch</span>
          {grid.columns.map((column) => (
            <XTicks key={column.dataset} column={column} layout={layOutCell(grid.y, column, width)} width={width} />
          ))}
        </div>
      )}
    </section>
  );
}

function Row({ row, grid, width }: { row: GridModel['rows'][number]; grid: GridModel; width: number }) {
  return (
    <>
      <div className="matrix-side">
        <h3>{row.name}</h3>
        <YTicks y={grid.y} layout={layOutCell(grid.y, grid.columns[0]!, width)} />
      </div>
      {row.cells.map((cell, k) => (
        <PaperCell key={cell.dataset} cell={cell} column={grid.columns[k]!} grid={grid} width={width - 2} />
      ))}
    </>
  );
}

const Y_WIDTH = 40;

function YTicks({ y, layout }: { y: GridModel['y']; layout: CellLayout }) {
  return (
    <svg className="cell-plot ticks" width={Y_WIDTH} height={CELL_HEIGHT} aria-hidden="true">
      <YTickTexts y={y} layout={layout} right={Y_WIDTH - 6} />
    </svg>
  );
}

/** The labels of the y axis, right-aligned at `right`; part of an SVG. */
export function YTickTexts({ y, layout, right }: { y: GridModel['y']; layout: CellLayout; right: number }) {
  return (
    <>
      {y.ticks.map(({ at, text }) => (
        <g key={at}>
          <path className="axis" d={`M${right + 2},${layout.y(at)}h4`} />
          <text x={right} y={layout.y(at) + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {layout.railY !== null && (
        <text x={right} y={layout.railY + 4} textAnchor="end">
          0
        </text>
      )}
    </>
  );
}

function XTicks({ column, layout, width }: { column: GridColumn; layout: CellLayout; width: number }) {
  return (
    <svg className="cell-plot ticks" width={width} height={16} aria-hidden="true">
      <XTickTexts column={column} layout={layout} />
    </svg>
  );
}

/** The epochs below a column; part of an SVG. */
export function XTickTexts({ column, layout }: { column: GridColumn; layout: CellLayout }) {
  const ticks = column.x?.ticks ?? [];
  return ticks.map(({ at, text }, k) => (
    <text key={at} x={layout.x(at)} y={11} textAnchor={k === ticks.length - 1 && layout.box.right - layout.x(at) < 12 ? 'end' : 'middle'}>
      {text}
    </text>
  ));
}
