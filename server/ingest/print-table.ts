import { type MetricId, metricOf } from '../metrics/catalogue.ts';
import type { Answer } from './answer.ts';
import { printable } from './readers/refuse.ts';

const DIGITS = 6;

/** One file: a line a metric. Several files: a line a file. Warnings below. `width` is that of the terminal. */
export function toTable(answers: Answer[], ids: readonly MetricId[], width: number): string {
  return answers.length === 1 ? oneFile(answers[0]!, ids) : severalFiles(answers, ids, width);
}

function oneFile(answer: Answer, ids: readonly MetricId[]): string {
  const { test } = answer;
  const head = ['', 'id', 'metric', ...(test ? ['train', 'test'] : ['value']), 'at collapse'];
  const rows = ids.map((id) => {
    const { symbol, title, valueAtCollapse } = metricOf(id);
    return [symbol, id, title, shown(answer.metrics.get(id)), ...(test ? [shown(test.metrics.get(id))] : []), shown(valueAtCollapse?.(answer.classes))];
  });
  // a symbol is said once, where its metrics begin
  const grouped = rows.map((row, i) => [row[0] === rows[i - 1]?.[0] ? '' : row[0]!, ...row.slice(1)]);
  const samples = test ? `${answer.samples} samples, ${test.samples} test samples` : `${answer.samples} samples`;
  const title = `${named(answer)}: ${answer.classes} classes, ${answer.features} features, ${samples}`;
  return [title, '', ...aligned([head, ...grouped], 3), ...warningLines([...answer.warnings, ...(test?.warnings ?? []).map((line) => `test: ${line}`)])].join('\n');
}

/** As many metrics beside one another as fit; the next ones below, with the epochs again. */
function severalFiles(answers: Answer[], ids: readonly MetricId[], width: number): string {
  const left = [['epoch', 'file'], ...answers.map(({ epoch, file }) => [epoch === null ? '–' : String(epoch), printable(file)])];
  const lines: string[] = [];
  for (let from = 0; from < ids.length; ) {
    let until = from + 1;
    const block = () => aligned(left.map((cells, i) => [...cells, ...ids.slice(from, until).map((id) => (i === 0 ? id : shown(answers[i - 1]!.metrics.get(id))))]), 2);
    while (until < ids.length && lengthOf(block()) + ids[until]!.length + 2 <= width) until++;
    lines.push(...(from > 0 ? [''] : []), ...block());
    from = until;
  }
  const tested = answers.some(({ test }) => test) ? ['', 'Values of the train features; --json and --csv have those of the test features too.'] : [];
  return [...lines, ...tested, ...warningLines(sharedWarnings(answers))].join('\n');
}

function lengthOf(lines: string[]): number {
  return Math.max(...lines.map((line) => line.length));
}

/** A warning that all files share is said once, without a file. */
function sharedWarnings(answers: Answer[]): string[] {
  const files = new Map<string, string[]>();
  for (const answer of answers) for (const warning of answer.warnings) files.set(warning, [...(files.get(warning) ?? []), named(answer)]);
  return [...files].map(([warning, names]) => (names.length === answers.length ? warning : `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}: ${warning}`));
}

function warningLines(warnings: string[]): string[] {
  return warnings.length === 0 ? [] : ['', ...warnings.map(printable)];
}

function named({ file, epoch }: Answer): string {
  return epoch === null ? printable(file) : `${printable(file)} (epoch ${epoch})`;
}

/** Columns, those from `numbers` on to the right. */
function aligned(rows: string[][], numbers: number): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => (column < numbers ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ').trimEnd());
}

function shown(value: number | null | undefined): string {
  if (value == null) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e6 ? String(Number(value.toPrecision(DIGITS))) : value.toExponential(DIGITS - 1);
}
