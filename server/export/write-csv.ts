import type { Cell, ExportTable, TableFormat } from './export-table.ts';

/** RFC 4180 in UTF-8. A number is written with every digit that tells it from its neighbours; one that is not finite is an empty cell. */
export const csv: TableFormat = { contentType: 'text/csv; charset=utf-8; header=present', write: writeCsv };

async function* writeCsv({ columns, batches }: ExportTable): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${columns.map(({ name }) => name).join(',')}\r\n`);
  for await (const rows of batches()) yield Buffer.from(rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join(''));
}

export function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return textCell(cell);
  if (typeof cell === 'number') return Number.isFinite(cell) ? (Object.is(cell, -0) ? '-0' : String(cell)) : '';
  return cell instanceof Date ? cell.toISOString() : String(cell);
}

/** A spreadsheet runs a text that begins like a formula, also behind the quotation marks; the apostrophe keeps it a text. Never for numbers. */
function textCell(text: string): string {
  const safe = /^[=+\-@\t\r\n\0]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
