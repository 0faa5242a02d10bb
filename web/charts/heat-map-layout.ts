import type { Cell, HeatMapModel } from './heat-map-model.ts';

const LETTER = 6.4;
const MOST_LEFT = 96;
const FOOT = 18;
/** Below this, neither a name beside a row nor a gap between two cells has room. */
const NAMED = 11;

export interface HeatMapLayout {
  left: number;
  cell: number;
  /** between cells */
  gap: number;
  side: number;
  width: number;
  height: number;
  isNamed: boolean;
  /** every how many columns a short name stands */
  everyColumn: number;
}

/** Square cells as large as the width and `mostHeight` allow, names at the left where they have room. */
export function layOutHeatMap({ names, shortNames }: HeatMapModel, width: number, mostHeight: number): HeatMapLayout {
  const s = names.length;
  const wanted = Math.min(MOST_LEFT, Math.max(...names.map((name) => name.length)) * LETTER + 8);
  const isNamed = Math.min((width - wanted) / s, (mostHeight - FOOT) / s) >= NAMED;
  const left = isNamed ? wanted : 0;
  const foot = isNamed ? FOOT : 0;
  const cell = Math.max(1, Math.min((width - left) / s, (mostHeight - foot) / s, 30));
  const side = cell * s;
  const longest = Math.max(...shortNames.map((name) => name.length)) * LETTER + 4;
  return { left, cell, gap: cell >= 8 ? 1 : 0, side, width: left + side, height: side + foot, isNamed, everyColumn: Math.ceil(longest / cell) };
}

/** The cell under a place of the drawing; null beside the cells. */
export function cellAt(x: number, y: number, { left, cell }: HeatMapLayout, size: number): Cell | null {
  const [row, column] = [Math.floor(y / cell), Math.floor((x - left) / cell)];
  return row >= 0 && column >= 0 && row < size && column < size ? { row, column } : null;
}

/** Shortened to the room at the left. */
export function rowName(name: string): string {
  const most = Math.floor((MOST_LEFT - 8) / LETTER);
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`;
}

const MOVES: Record<string, readonly [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Where a key leads from a cell (the first pair, where none is chosen); undefined for other keys. */
export function cellAfter(key: string, from: Cell | null, size: number): Cell | undefined {
  const inside = (value: number) => Math.max(0, Math.min(size - 1, value));
  if (key === 'Home') return { row: 0, column: Math.min(1, size - 1) };
  if (key === 'End') return { row: size - 1, column: Math.max(0, size - 2) };
  const move = MOVES[key];
  if (!move) return undefined;
  if (!from) return { row: 0, column: Math.min(1, size - 1) };
  return { row: inside(from.row + move[0]), column: inside(from.column + move[1]) };
}
