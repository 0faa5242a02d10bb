import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

export type Row = object;

/** Sent at once: small enough to hold, large enough that messages do not count. */
const CHUNK_CHARACTERS = 1 << 18;

/** Writes rows into a table by COPY, a tenth of the time of INSERT. The first row's keys are the columns. */
export async function copyRows(client: pg.Client, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!);
  const names = columns.map((column) => `"${column}"`).join(', ');
  await pipeline(Readable.from(chunks(rows, columns)), client.query(copyFrom(`COPY "${table}" (${names}) FROM STDIN`)));
}

function* chunks(rows: readonly Row[], columns: string[]): Generator<string> {
  let text = '';
  for (const row of rows) {
    for (let k = 0; k < columns.length; k++) text += (k === 0 ? '' : '\t') + copyText((row as Record<string, unknown>)[columns[k]!]);
    text += '\n';
    if (text.length > CHUNK_CHARACTERS) {
      yield text;
      text = '';
    }
  }
  if (text) yield text;
}

/** A value in COPY's text format. */
function copyText(value: unknown): string {
  if (value == null) return '\\N';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  if (Array.isArray(value)) return escaped(`{${value.map(arrayItem).join(',')}}`);
  return escaped(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

const arrayItem = (item: unknown) => (typeof item === 'number' ? String(item) : `"${String(item).replace(/[\\"]/g, '\\$&')}"`);

const NAMES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string) => text.replace(/[\\\t\n\r]/g, (character) => NAMES[character]!);
