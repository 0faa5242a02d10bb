/** A map of how each of some things stands to each other one, or to each of others (layers and epochs). */
export interface HeatMapModel {
  name: string;
  /** of rows, and of columns where those have no names of their own: the map is square then */
  names: readonly string[];
  columnNames?: readonly string[];
  /** the epochs of the columns, where they are epochs: notes lie on them */
  columnEpochs?: readonly number[];
  /** what the rows are, as the head of a table; left out: classes */
  rowsAre?: string;
  /** below the columns, where a name has no room */
  shortNames: readonly string[];
  /** full values, row by row; null where there is none */
  values: readonly (number | null)[];
  /** step 0 to 8 of the diverging scale, or 0 to 6 of the sequential one, row by row; null where there is no value */
  steps: readonly (number | null)[];
  /** left out: diverging */
  scale?: 'diverging' | 'sequential';
  /** a thing and itself: struck out */
  isDiagonalStruck: boolean;
  /** what the ends of the scale stand for, and its middle, which a sequential one has not */
  ends: { low: string; middle: string; high: string };
  /** a value as the table shows it, the diagonal too; left out: a metric's digits, the diagonal left blank */
  text?: (value: number | null) => string;
  /** stands below the map until a cell is chosen */
  hint?: string;
  /** the cell in a sentence */
  told: (row: number, column: number) => string;
  summary: string;
}

export interface Cell {
  row: number;
  column: number;
}

/** Columns of the map: those of its rows where they have no names of their own. */
export const columnsOf = ({ names, columnNames }: Pick<HeatMapModel, 'names' | 'columnNames'>): readonly string[] => columnNames ?? names;

/** The colours of the steps, as tokens. */
export const scaleSteps = ({ scale }: Pick<HeatMapModel, 'scale'>): readonly string[] => (scale === 'sequential' ? SEQUENTIAL : DIVERGING);
const DIVERGING = ['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7', 'd8'] as const;
const SEQUENTIAL = ['q0', 'q1', 'q2', 'q3', 'q4', 'q5', 'q6'] as const;

/** As many cells as SVG draws without delay; more are drawn on a canvas. */
export const MOST_SVG_CELLS = 30 * 30;
