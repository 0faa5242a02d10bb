/** A square map of how each of some things stands to each other one. */
export interface HeatMapModel {
  name: string;
  /** of rows and of columns */
  names: readonly string[];
  /** below the columns, where a name has no room */
  shortNames: readonly string[];
  /** full values, row by row; null where there is none */
  values: readonly (number | null)[];
  /** step 0 to 8 of the diverging scale, row by row; null where there is no value */
  steps: readonly (number | null)[];
  /** a thing and itself: struck out */
  isDiagonalStruck: boolean;
  /** what the ends of the scale stand for, and its middle */
  ends: { low: string; middle: string; high: string };
  /** the cell in a sentence */
  told: (row: number, column: number) => string;
  summary: string;
}

export interface Cell {
  row: number;
  column: number;
}

/** As many cells as SVG draws without delay; more are drawn on a canvas. */
export const MOST_SVG_CELLS = 30 * 30;
