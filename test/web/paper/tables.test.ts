import { expect, test } from 'vitest';
import { cellTexts, endsText, numbersText } from '../../../web/paper/grid-tables.ts';
import { paperViewOf } from '../../../web/paper/paper-view.ts';
import { prepareGrid } from '../../../web/paper/prepare-grid.ts';
import { prepareTable1, table1Text } from '../../../web/paper/prepare-table-1.ts';
import { emptyCell, exampleAnswer, exampleColumn, exampleGrid, filledCell } from './example-grid.ts';

test('a cell of Table 1 tells accuracy here, in the paper, and both changes', () => {
  const { rows, gain } = prepareTable1(exampleGrid([filledCell()]));
  expect(rows[0]?.here[0]).toMatchObject({ text: '98.10 → 98.42', change: '+0.32', sign: 'up', title: 'VGG11 on MNIST: epoch 40 to 140' });
  expect(rows[0]?.paper[0]).toMatchObject({ text: '99.40 → 99.56\u2009†', change: '+0.16' });
  expect(gain).toBe('Median change over 1 of 21 cells: +0.32 points; in the paper, over its 21: +0.35\u2009†');
});

test('a quoted value has no dagger, and a loss has a true minus', () => {
  const table1 = { here: { zeroErrorEpoch: 40, lastEpoch: 140, atZeroError: 63.1, atLast: 62.92, gain: -0.18 }, publishedAtZeroError: 88.72, publishedAtLast: 89.44, evidence: 'QUOTED', seeds: null } as const;
  const { rows } = prepareTable1(exampleGrid([filledCell({ table1 })]));
  expect(rows[0]?.paper[0]?.text).toBe('88.72 → 89.44');
  expect(rows[0]?.here[0]).toMatchObject({ change: '\u22120.18', sign: 'down' });
});

test('a cell without a value here has a dash and the reason', () => {
  expect(prepareTable1(exampleGrid([])).rows[0]?.here[0]).toMatchObject({ text: '–', change: '', title: 'No run of this family on this data set.' });
});

test('a change that rounds to zero has neither direction', () => {
  const table1 = { ...filledCell().table1, here: { zeroErrorEpoch: 40, lastEpoch: 140, atZeroError: 98, atLast: 98.001, gain: 0.001 } };
  expect(prepareTable1(exampleGrid([filledCell({ table1 })])).rows[0]?.here[0]).toMatchObject({ change: '±0.00', sign: null });
});

test('the file of Table 1 has all 21 cells and the full numbers', () => {
  const { heads, rows } = table1Text(exampleGrid([filledCell()]));
  expect([rows.length, rows[0]!.length]).toEqual([21, heads.length]);
  expect(rows[0]).toEqual(['VGG', 'MNIST', 'VGG11 on MNIST', 40, 140, 98.1, 98.42, 0.32, 1, null, null, null, null, null, null, 99.4, 99.56, 0.16, 'recalled']);
  expect(rows[1]?.slice(2, 8)).toEqual([null, null, null, null, null, null]);
});

test('the numbers of a figure name the reason of a gap', () => {
  const column = exampleColumn({ values: [9, null, 0.148], gaps: [{ index: 1, kind: 'UNDEFINED', reason: 'UNDEFINED: equal means' }] });
  const { rows, heads } = numbersText(exampleGrid([filledCell({ columns: [column] })]));
  expect(rows.map((row) => row.slice(-3))).toEqual([
    [9, 1, null],
    [null, null, 'UNDEFINED: equal means'],
    [0.148, 1, null],
  ]);
  expect(rows.every((row) => row.length === heads.length)).toBe(true);
});

test('the table of a figure has both ends of the terminal phase', () => {
  const grid = exampleGrid([filledCell()]);
  expect(endsText(grid).rows).toEqual([['VGG', 'MNIST', 'VGG11 on MNIST', 'NC1', 40, 0.247, 140, 0.148, 1, null]]);
  const { rows } = prepareGrid(exampleAnswer([filledCell(), emptyCell('vgg', 'SVHN')]), { figure: 6, y: 'published' });
  expect(rows[0]?.cells.slice(0, 2).map(cellTexts)).toEqual([['0.247 → 0.148'], ['–']]);
});

test('an address names what is not as usual; what it names wrongly is as usual', () => {
  expect(paperViewOf(new URLSearchParams('figure=2&study=study_1&split=test&y=log'))).toEqual({ figure: 2, studyId: 'study_1', split: 'test', y: 'log' });
  expect(paperViewOf(new URLSearchParams('figure=9&split=both&y=cubic'))).toEqual({ figure: 6, studyId: null, split: 'paper', y: 'published' });
});
