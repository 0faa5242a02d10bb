import { type Cell, columnsOf, type HeatMapModel } from './heat-map-model.ts';

const LETTER = 6.4;
const MOST_LEFT = 96;
const FOOT = 18;
/** Below this, neither a name beside a row nor a gap between two cells has room. */
const NAMED = 11;

export interface HeatMapLayout {
  left: number;
  /** width of a cell, and its height, which differs where rows and columns are different things */
  cell: number;
  cellHeight: number;
  /** between cells */
  gap: number;
  /** width of all cells */
  side: number;
  width: number;
  height: number;
  isNamed: boolean;
  /** every how many columns a short name stands */
  everyColumn: number;
}

/** Cells as large as the width and `mostHeight` allow, square where the map is, names at the left where they have room. */
export function layOutHeatMap({ names, columnNames, shortNames }: HeatMapModel, width: number, mostHeight: number): HeatMapLayout {
  const [s, columns] = [names.length, columnsOf({ names, columnNames }).length];
  const wanted = Math.min(MOST_LEFT, Math.max(...names.map((name) => name.length)) * LETTER + 8);
  const isNamed = Math.min(columnNames ? Number.POSITIVE_INFINITY : (width - wanted) / s, (mostHeight - FOOT) / s) >= NAMED;
  const left = isNamed ? wanted : 0;
  const foot = isNamed ? FOOT : 0;
  const [across, down] = [(width - left) / columns, (mostHeight - foot) / s];
  const cell = columnNames ? Math.max(1, Math.min(across, 48)) : Math.max(1, Math.min(across, down, 30));
  const cellHeight = columnNames ? Math.max(1, Math.min(down, 30)) : cell;
  const side = cell * columns;
  const longest = Math.max(...shortNames.map((name) => name.length)) * LETTER + 4;
  return { left, cell, cellHeight, gap: Math.min(cell, cellHeight) >= 8 ? 1 : 0, side, width: left + side, height: cellHeight * s + foot, isNamed, everyColumn: Math.ceil(longest / cell) };
}

/** The cell under a place of the drawing; null beside the cells. */
export function cellAt(x: number, y: number, { left, cell, cellHeight }: HeatMapLayout, rows: number, columns = rows): Cell | null {
  const [row, column] = [Math.floor(y / cellHeight), Math.floor((x - left) / cell)];
  return row >= 0 && column >= 0 && row < rows && column < columns ? { row, column } : null;
}

/** Shortened to the room at the left. */
export function rowName(name: string): string {
  const most = Math.floor((MOST_LEFT - 8) / LETTER);
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`;
}

const MOVES: Record<string, readonly [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Where a key leads from a cell (the first pair, where none is chosen); undefined for other keys. */
export function cellAfter(key: string, from: Cell | null, rows: number, columns = rows): Cell | undefined {
  const inside = (value: number, size: number) => Math.max(0, Math.min(size - 1, value));
  if (key === 'Home') return { row: 0, column: Math.min(1, columns - 1) };
  if (key === 'End') return { row: rows - 1, column: Math.max(0, columns - 2) };
  const move = MOVES[key];
  if (!move) return undefined;
  if (!from) return { row: 0, column: Math.min(1, columns - 1) };
  return { row: inside(from.row + move[0], rows), column: inside(from.column + move[1], columns) };
}
