import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { Cell, Column, ExportTable, Row, TableFormat } from './export-table.ts';

/** Apache Parquet with snappy; numbers are float64 and may be NaN or infinite, an empty cell is null. */
export const parquet: TableFormat = { contentType: 'application/vnd.apache.parquet', write: writeParquet };

/** Rows held in memory before they are written: large enough to compress well, 20 columns of them take some 10 MB. */
const ROW_GROUP = 20_000;

const TYPES = { text: 'STRING', integer: 'INT32', number: 'DOUBLE', boolean: 'BOOLEAN', time: 'TIMESTAMP' } as const satisfies Record<Column['type'], string>;

async function* writeParquet({ columns, batches }: ExportTable): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({ writer: bytes, schema: schemaFromColumnData({ columnData: sourcesOf(columns, []) }), createdBy: 'collapsar' });
  for await (const rows of groupsOf(batches())) {
    writer.write({ columnData: sourcesOf(columns, rows), rowGroupSize: ROW_GROUP });
    yield take(bytes);
  }
  writer.finish();
  yield take(bytes);
}

const sourcesOf = (columns: readonly Column[], rows: readonly Row[]) =>
  columns.map(({ name, type }, i) => ({ name, type: TYPES[type], nullable: true, data: rows.map((row) => row[i] as Cell) }));

/** What was written since the last time; the writer goes on counting offsets from the file's start. */
function take(bytes: ByteWriter): Uint8Array {
  const written = bytes.getBytes().slice();
  bytes.index = 0;
  return written;
}

async function* groupsOf(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<Row[]> {
  let group: Row[] = [];
  for await (const rows of batches) {
    for (const row of rows) {
      group.push(row);
      if (group.length < ROW_GROUP) continue;
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}
