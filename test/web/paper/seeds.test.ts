import { expect, test } from 'vitest';
import { endsText, numbersText } from '../../../web/paper/grid-tables.ts';
import { prepareGrid } from '../../../web/paper/prepare-grid.ts';
import { prepareTable1, table1Text } from '../../../web/paper/prepare-table-1.ts';
import { exampleAnswer, exampleGrid, filledCell, seededCell } from './example-grid.ts';

const gridOf = (cell = seededCell()) => prepareGrid(exampleAnswer([cell]), { figure: 6, y: 'published' });
const cellOf = (cell = seededCell()) => gridOf(cell).rows[0]!.cells[0]!;

test('a cell of several seeds counts them, shows each and their middle, and ends with the middle', () => {
  const { name, more, plot, ends, summary } = cellOf();
  expect([name, more]).toEqual(['VGG11, 3 seeds', '+1']);
  const [line] = plot!.lines;
  expect(line!.points.map(({ y }) => y)).toEqual([9.1, 0.24, 0.1436]);
  expect(line!.seeds.map(({ id, points }) => [id, points.length])).toEqual([['run_1', 3], ['run_2', 3], ['run_3', 2]]);
  expect(ends).toEqual([expect.objectContaining({ text: '0.144', exact: '0.1436, geometric mean of 3 seeds at epoch 140' })]);
  expect(summary).toBe('VGG11, seeds 1, 2, 3 on MNIST; the strong line is their middle. At epoch 140: 0.144. Terminal phase from epoch 36 to 44.');
});

test('the phase of a cell begins where all of its seeds are in it', () => {
  expect(cellOf().plot?.phase).toBe(44);
  expect(cellOf(filledCell()).plot?.phase).toBe(40);
});

test('the axis holds every seed, and the key says what the lines are', () => {
  const { y, seedsNote } = gridOf();
  expect([y.domain[0] <= 0.1, y.domain[1] >= 12]).toEqual([true, true]);
  expect(seedsNote).toBe('faint: each seed; strong: their middle');
  expect(gridOf(filledCell()).seedsNote).toBeNull();
});

test('seeds without an epoch in common have no middle, and say so', () => {
  const apart = seededCell({ middle: [{ centre: 'MEAN', n: 3, epochs: [], values: [], measured: [] }] });
  expect(cellOf(apart).ends[0]).toMatchObject({ text: '–', exact: 'The seeds have no epoch in common.' });
});

test('Table 1 has the mean of the seeds and its spread; a file has both apart', () => {
  const table = prepareTable1(exampleGrid([seededCell()]));
  expect(table.hasSpread).toBe(true);
  expect(table.rows[0]?.here[0]).toEqual({
    ...{ text: '98.00 → 98.40', change: '+0.40', spread: '±0.11 → ±0.08, 3 seeds', sign: 'up' },
    title: 'Mean of 3 seeds with one sample standard deviation; the change +0.40 ± 0.05 points.',
  });
  const { heads, rows } = table1Text(exampleGrid([seededCell()]));
  expect(rows[0]?.slice(5, 15)).toEqual([98.1, 98.42, 0.32, 3, 98, 0.11, 98.4, 0.082, 0.4, 0.05]);
  expect(rows.every((row) => row.length === heads.length)).toBe(true);
});

test('the numbers of a figure are those of each seed, then of the middle with how many were measured', () => {
  const { heads, rows } = numbersText(exampleGrid([seededCell()]));
  expect(rows.map((row) => [row[2], row[4], row[8], row[9], row[10]])).toEqual([
    ['VGG11 on MNIST', 1, 1, 9, 1], ['VGG11 on MNIST', 1, 40, 0.247, 1], ['VGG11 on MNIST', 1, 140, 0.148, 1],
    ['VGG11 on MNIST, seed 2', 2, 1, 12, 1], ['VGG11 on MNIST, seed 2', 2, 40, 0.3, 1], ['VGG11 on MNIST, seed 2', 2, 140, 0.2, 1],
    ['VGG11 on MNIST, seed 3', 3, 1, 7, 1], ['VGG11 on MNIST, seed 3', 3, 140, 0.1, 1],
    ['geometric mean of 3 seeds', null, 1, 9.1, 3], ['geometric mean of 3 seeds', null, 40, 0.24, 2], ['geometric mean of 3 seeds', null, 140, 0.1436, 3],
  ]);
  expect(rows.every((row) => row.length === heads.length)).toBe(true);
  expect(endsText(exampleGrid([seededCell()])).rows[0]?.slice(-2)).toEqual([3, 0.1436]);
});
