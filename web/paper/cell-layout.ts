import { RAIL_HEIGHT, RAIL_OFFSET, linearScale, logScale, railScale } from '../charts/scales.ts';
import type { GridColumn, GridModel } from './grid-model.ts';

/** Pixels of the grid: of a row's name with its y ticks, of a cell, between cells. */
export const NAME_WIDTH = 106;
export const CELL_HEIGHT = 116;
export const LEAST_CELL = 172;
export const GAP = 6;
/** Inside a cell: its words stand above the plot. */
const INSET = { top: 25, bottom: 6, left: 8, right: 8 };

/** Where the parts of a cell's plot lie, in pixels from the cell's corner. */
export interface CellLayout {
  box: { left: number; right: number; top: number; bottom: number };
  /** y of the zero rail; null without one */
  railY: number | null;
  /** where the y axis is broken, above the rail; the bottom without one */
  axisEnd: number;
  x: (epoch: number) => number;
  y: (value: number) => number;
}

/** As wide as the panel allows, and never too narrow to read: then the panel scrolls. */
export const cellWidth = (panelWidth: number, columns: number): number =>
  Math.max(LEAST_CELL, Math.floor((panelWidth - NAME_WIDTH - columns * GAP) / columns));

export function layOutCell(y: GridModel['y'], column: GridColumn, width: number): CellLayout {
  const box = { left: INSET.left, right: width - INSET.right, top: INSET.top, bottom: CELL_HEIGHT - INSET.bottom };
  const scale = (y.kind === 'linear' ? linearScale : y.hasRail ? railScale : logScale)(y.domain, [box.bottom, box.top]);
  const across = linearScale(column.x?.domain ?? [0, 1], [box.left, box.right]);
  return {
    box,
    railY: y.hasRail ? box.bottom - RAIL_OFFSET : null,
    axisEnd: y.hasRail ? box.bottom - RAIL_HEIGHT : box.bottom,
    x: (epoch) => across(epoch)!,
    y: (value) => scale(value)!,
  };
}
