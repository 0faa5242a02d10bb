import type { MetricId } from '../metrics/catalogue.ts';
import type { Answer } from './answer.ts';

/** One row a file under a header (RFC 4180); an empty cell where there is no value. Columns of test features come last, where any file has them. */
export function toCsv(answers: Answer[], ids: readonly MetricId[]): string {
  const tested = answers.some(({ test }) => test);
  const header = ['file', 'epoch', 'classes', 'features', 'samples', ...ids, ...(tested ? ['test_samples', ...ids.map((id) => `test_${id}`)] : [])];
  const rows = answers.map(({ file, epoch, classes, features, samples, metrics, test }) => [
    textCell(file),
    ...[epoch, classes, features, samples, ...ids.map((id) => metrics.get(id))].map(numberCell),
    ...(tested ? [test?.samples, ...ids.map((id) => test?.metrics.get(id))].map(numberCell) : []),
  ]);
  return [header, ...rows].map((cells) => cells.join(',')).join('\r\n');
}

/** Every digit that tells the number from its neighbours. */
function numberCell(value: number | null | undefined): string {
  return value == null ? '' : String(value);
}

/** Quoted where it must be; a spreadsheet takes a text that begins like a formula for one, and the apostrophe prevents that. */
function textCell(text: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
