import type { ChartModel } from './model.ts';

/** A chart as a table: x first, then one column a line. */
export interface ChartTable {
  heads: string[];
  /** full float64 values; null where a line has none */
  rows: (number | null)[][];
  /** the same, as a person reads them */
  texts: string[][];
}

/** All that a chart draws, row by row; an x that only some lines have is a row too. What the lines are held against is a column of one value. */
export function chartTable(model: ChartModel): ChartTable {
  const byX = model.lines.map((line) => new Map(line.points.map((point) => [point.x, point])));
  const xs = [...new Set(model.lines.flatMap((line) => line.points.map(({ x }) => x)))].sort((a, b) => a - b);
  const references = model.references ?? [];
  return {
    heads: [model.x.title, ...model.lines.map(({ label }) => label), ...references.map(({ label }) => label)],
    rows: xs.map((x) => [x, ...byX.map((points) => points.get(x)?.y ?? null), ...references.map(({ at }) => at)]),
    texts: xs.map((x) => [String(x), ...byX.map((points) => points.get(x)?.text ?? '–'), ...references.map(({ text }) => text)]),
  };
}
