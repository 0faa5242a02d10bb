import { expect, test } from 'vitest';
import { chartTable } from '../../../web/charts/chart-table.ts';
import { fileName } from '../../../web/export/save-file.ts';
import { toCsv, toLatex, toMarkdown } from '../../../web/export/table-text.ts';

test('CSV keeps numbers exact and negative ones without an apostrophe', () => {
  expect(toCsv({ heads: ['epoch', 'cosine'], rows: [[1, -0.1111111111111111], [2, 3.2e-5], [3, null]] })).toBe('epoch,cosine\r\n1,-0.1111111111111111\r\n2,0.000032\r\n3,\r\n');
});

test.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx', '\0x'])('the text %j is no formula for a spreadsheet', (text) => {
  expect(toCsv({ heads: ['name'], rows: [[text]] }).split('\r\n')[1]!.replace(/^"/, '')).toMatch(/^'/);
});

test('commas, quotes and line breaks are quoted', () => {
  expect(toCsv({ heads: ['a'], rows: [['x, "y"\nz']] })).toBe('a\r\n"x, ""y""\nz"\r\n');
});

test('LaTeX: numbers right, text left, signs escaped', () => {
  const text = toLatex({ heads: ['run_1', '50 %'], rows: [['a & b', 0.148], ['−3', 3.2e-7], ['c', null]] });
  expect(text).toContain('\\begin{tabular}{lr}');
  expect(text).toContain('run\\_1 & 50 \\%');
  expect(text).toContain('a \\& b & $0.148$');
  expect(text).toContain('$-$3 & $3.2 \\cdot 10^{-7}$');
  expect(text).toContain('c & --');
});

test('Markdown: bars in text do not end a cell', () => {
  expect(toMarkdown({ heads: ['a', 'b'], rows: [['x|y', 1]] })).toBe('| a | b |\n| --- | --- |\n| x\\|y | 1 |\n');
});

test('a chart as a table has a row for every x of any line', () => {
  const line = (id: string, points: [number, number | null][]) => ({ id, label: id, colour: 'ink' as const, isDashed: false, mark: null, points: points.map(([x, y]) => ({ x, y, text: y === null ? '–' : String(y) })) });
  const model = { x: { title: 'epoch' }, lines: [line('train', [[1, 0.5], [3, null]]), line('test', [[2, 0.7]])] };
  expect(chartTable(model as never)).toEqual({ heads: ['epoch', 'train', 'test'], rows: [[1, 0.5, null], [2, null, 0.7], [3, null, null]], texts: [['1', '0.5', '–'], ['2', '–', '0.7'], ['3', '–', '–']] });
});

test('a file name has nothing in it that a system minds', () => {
  expect(fileName('NC1 Within-class spread.csv')).toBe('NC1-Within-class-spread.csv');
  expect(fileName('../../<script>')).toBe('script');
  expect(fileName('..')).toBe('collapsar');
});
