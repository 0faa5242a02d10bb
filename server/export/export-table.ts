/** What a cell may hold; `number` cells may also be NaN or infinite, `null` is an empty cell. */
export type Cell = string | number | boolean | Date | null;
export type Row = readonly Cell[];

export interface Column {
  /** snake_case, so that it is an attribute in pandas */
  name: string;
  type: 'text' | 'integer' | 'number' | 'boolean' | 'time';
}

/** A table on its way out: rows come in batches, so that no table is ever in memory as a whole. */
export interface ExportTable {
  /** of the file, without its ending */
  name: string;
  columns: readonly Column[];
  /** each row has one cell a column */
  batches: () => AsyncIterable<readonly Row[]>;
}

/** Writes a table as one kind of file. */
export interface TableFormat {
  contentType: string;
  write: (table: ExportTable) => AsyncIterable<Uint8Array>;
}
