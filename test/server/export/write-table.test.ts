import fc from 'fast-check';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import type { ExportTable, Row } from '../../../server/export/export-table.ts';
import { csv, csvCell } from '../../../server/export/write-csv.ts';
import { ndjson } from '../../../server/export/write-ndjson.ts';
import { parquet } from '../../../server/export/write-parquet.ts';
import { jsonLines, parseCsv } from './download.ts';

const tableOf = (rows: Row[]): ExportTable => ({
  name: 'made',
  columns: [{ name: 'name', type: 'text' }, { name: 'value', type: 'number' }],
  batches: async function* () {
    for (let i = 0; i < rows.length; i += 700) yield rows.slice(i, i + 700);
  },
});

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\0=1'])('a text that begins like a formula, %j, is kept a text', (text) => {
  const cell = csvCell(text).replace(/^"|"$/g, '');
  expect(cell).toBe(`'${text}`);
});

test.each([[-0.111, '-0.111'], [-1 / 9, '-0.1111111111111111'], [-0, '-0'], [5e-324, '5e-324'], [Number.NaN, ''], [Number.NEGATIVE_INFINITY, '']])('the number %d stays a number', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

test('any text and any number come back from CSV and NDJSON', async () => {
  const row = fc.tuple(fc.string({ unit: 'grapheme' }), fc.double({ noNaN: true, noDefaultInfinity: true }));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1 }), async (rows) => {
      const read = parseCsv((await bytesOf(csv.write(tableOf(rows)))).toString()).slice(1);
      expect(read.map(([name, value]) => [/^'[=+\-@\t\r\n\0]/.test(name!) && !rows.some(([text]) => text === name) ? name!.slice(1) : name, Number(value)])).toEqual(rows);
      expect(jsonLines(await bytesOf(ndjson.write(tableOf(rows))))).toEqual(rows.map(([name, value]) => ({ name, value })));
    }),
    { numRuns: 200 },
  );
});

test('a long table becomes a Parquet file of several row groups, written as they are full', async () => {
  const rows = Array.from({ length: 45_000 }, (_, i): Row => [i % 3 ? `row ${i}` : null, i % 5 ? i / 7 : i % 2 ? Number.NaN : null]);
  const pieces: Uint8Array[] = [];
  for await (const piece of parquet.write(tableOf(rows))) pieces.push(piece);
  const file = new Uint8Array(Buffer.concat(pieces)).buffer;
  expect(pieces.length).toBe(4);
  expect((await parquetMetadataAsync(file)).row_groups.map((group) => Number(group.num_rows))).toEqual([20_000, 20_000, 5_000]);
  expect((await parquetReadObjects({ file })).map(({ name, value }) => [name, value])).toEqual(rows);
});
