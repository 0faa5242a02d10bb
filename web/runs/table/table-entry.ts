import type { CellValue, TableRun } from './table-documents.ts';

/** A run of the table, with the values of its columns by the columns' ids. */
export interface TableEntry {
  run: TableRun;
  values: ReadonlyMap<string, CellValue | null>;
  /** deleted while it was shown: it keeps its place until the list is read anew */
  isGone: boolean;
}

export type CurveColumn = (number | null)[];

/** NC1 of a run over its epochs, thinned. */
export interface RunSpark {
  epochs: number[];
  values: CurveColumn;
}
