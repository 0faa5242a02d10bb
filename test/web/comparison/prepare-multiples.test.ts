import { expect, test } from 'vitest';
import { hasMultiples, prepareMultiples } from '../../../web/comparison/prepare-multiples.ts';
import { NC1, curvesAnswer, exampleGroups, exampleView } from './examples.ts';

const answer = curvesAnswer([0, 5], [
  { centre: [1, 0.1], low: [1, 0.1], high: [1, 0.1] },
  { centre: [100, 10], low: [100, 10], high: [100, 10] },
]);
const groups = () => {
  const [first, second] = exampleGroups();
  return [first!, { ...second!, runs: second!.runs.map((run) => ({ ...run, architecture: 'resnet', depth: 18, dataset: 'CIFAR10' })) }];
};

test('each pair of network and data set has its own chart, on the same axes; a pair without runs is empty', () => {
  const { datasets, rows } = prepareMultiples(NC1, answer, groups(), exampleView());
  expect(datasets).toEqual(['MNIST', 'CIFAR10']);
  expect(rows.map(({ network, cells }) => [network, ...cells.map((cell) => cell?.lines.length ?? null)])).toEqual([['VGG6', 1, null], ['ResNet18', null, 1]]);
  const [top, bottom] = [rows[0]!.cells[0]!, rows[1]!.cells[1]!];
  expect(top.y.domain).toEqual([0.1, 100]);
  expect([bottom.y.domain, bottom.x.domain]).toEqual([top.y.domain, top.x.domain]);
});

test('ticks are labelled at the left and below alone', () => {
  const of = (change: Partial<ReturnType<typeof groups>[number]['runs'][number]>) => {
    const [first, second] = exampleGroups();
    return prepareMultiples(NC1, answer, [first!, { ...second!, runs: second!.runs.map((run) => ({ ...run, ...change })) }], exampleView()).rows.flatMap(({ cells }) => cells);
  };
  const words = (ticks: readonly { text: string }[]) => ticks.some(({ text }) => text !== '');
  expect(of({ architecture: 'resnet', depth: 18 }).map((cell) => [words(cell!.x.ticks), words(cell!.y.ticks)])).toEqual([[false, true], [true, true]]);
  expect(of({ dataset: 'CIFAR10' }).map((cell) => [words(cell!.x.ticks), words(cell!.y.ticks)])).toEqual([[true, true], [true, false]]);
});

test('a row or column whose outermost pair has no run is labelled at the next one', () => {
  const { rows } = prepareMultiples(NC1, answer, groups(), exampleView());
  const words = (ticks: readonly { text: string }[]) => ticks.some(({ text }) => text !== '');
  const [top, bottom] = [rows[0]!.cells[0]!, rows[1]!.cells[1]!];
  expect([top, bottom].map(({ x, y }) => [words(x.ticks), words(y.ticks)])).toEqual([[true, true], [true, true]]);
});

test('the file has every point with its band and how many runs were measured; the picture names the groups', () => {
  const { table, key } = prepareMultiples(NC1, answer, groups(), exampleView());
  expect(table.heads).toEqual(['Network', 'Data set', 'Group', 'epochs since terminal phase', 'middle', 'low', 'high', 'measured', 'n']);
  expect(table.rows).toHaveLength(4);
  expect(table.rows[2]).toEqual(['ResNet18', 'CIFAR10', 'Weight decay 0.005', 0, 100, 100, 100, 2, 2]);
  expect(key.map(({ title, look }) => [title, look?.colour])).toEqual([['Weight decay 5e-4', 's1'], ['Weight decay 0.005', 's2']]);
});

test('a line has the look of the group that holds its runs', () => {
  expect(prepareMultiples(NC1, answer, groups(), exampleView()).rows[1]!.cells[1]!.lines[0]!.colour).toBe('s2');
});

test('one network on one data set has nothing to lay out', () => {
  expect([hasMultiples(exampleGroups()), hasMultiples(groups())]).toEqual([false, true]);
});
