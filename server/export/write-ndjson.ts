import type { Cell, ExportTable, TableFormat } from './export-table.ts';

/** One JSON object a line. JSON has no NaN and no infinity: those are null, and the row's kind says which. */
export const ndjson: TableFormat = { contentType: 'application/x-ndjson; charset=utf-8', write: writeNdjson };

async function* writeNdjson({ columns, batches }: ExportTable): AsyncGenerator<Uint8Array> {
  const keys = columns.map(({ name }) => `${JSON.stringify(name)}:`);
  const line = (row: readonly Cell[]) => `{${row.map((cell, i) => keys[i] + jsonCell(cell)).join(',')}}\n`;
  for await (const rows of batches()) yield Buffer.from(rows.map(line).join(''));
}

/** JSON.stringify gives null for numbers that are not finite, and would lose the sign of a negative zero. */
function jsonCell(cell: Cell): string {
  return Object.is(cell, -0) ? '-0.0' : JSON.stringify(cell);
}
