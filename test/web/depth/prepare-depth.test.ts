import { expect, test } from 'vitest';
import { cellAfter, cellAt, layOutHeatMap } from '../../../web/charts/heat-map-layout.ts';
import { heatMapTable } from '../../../web/charts/heat-map-table.ts';
import type { LayerSeries } from '../../../web/depth/depth-documents.ts';
import { byDepth, depthViewOf, prepareDepth } from '../../../web/depth/prepare-depth.ts';
import { createElement, expectPicture } from '../picture.ts';

const { HeatMapSvg } = await import('../../../web/charts/HeatMapSvg.tsx');

const series = (layer: string, epochs: number[], values: (number | null)[], reason = '') =>
  ({ layer, epochs, columns: [{ values, gaps: values.flatMap((value, index) => (value === null ? [{ index, kind: 'UNDEFINED', reason }] : [])) }] }) as LayerSeries;
const about = { title: 'Within-class spread', isShare: false };
const layers = [series('stage1', [1, 2, 4], [100, 10, null], 'COINCIDING_MEANS: equal.'), series('last', [1, 4], [1, 0])];
const model = prepareDepth(layers, about)!;

test('rows are layers, columns all epochs of any layer; equal factors are equal steps, an exact zero is palest', () => {
  expect([model.names, model.shortNames]).toEqual([['stage1', 'last'], ['1', '2', '4']]);
  expect(model.values).toEqual([100, 10, null, 1, null, 0]);
  expect(model.steps).toEqual([6, 3, null, 0, null, 0]);
  expect(model.ends).toEqual({ low: '1.00', middle: '', high: '100, log' });
});

test('a cell tells its layer and epoch; one without a value says why', () => {
  expect(model.told(0, 1)).toBe('stage1, epoch 2: 10.0');
  expect(model.told(0, 2)).toBe('stage1, epoch 4: COINCIDING_MEANS: equal.');
  expect(model.told(1, 1)).toBe('last, epoch 2: not measured');
  expect(heatMapTable(model).heads).toEqual(['layer', 'epoch 1', 'epoch 2', 'epoch 4']);
});

test('a negative value makes the scale linear; nothing measured is no map', () => {
  expect(prepareDepth([series('last', [1, 2, 3], [-1, 0, 1])], about)!.steps).toEqual([0, 3, 6]);
  expect(prepareDepth([series('last', [], [])], about)).toBeNull();
  expect(prepareDepth([series('last', [1], [0])], about)!.steps).toEqual([6]);
});

test('the last layer stands at the end, whatever order they were named in', () => {
  expect(byDepth(['last', 'stage1', 'stage2'])).toEqual(['stage1', 'stage2', 'last']);
  expect(depthViewOf(new URLSearchParams('metric=NC4_MISMATCH&split=test'))).toEqual({ metric: 'NC1', split: 'test' });
});

test('a map that is not square: cells fill the width, and keys and pointer reach its last column', () => {
  const layout = layOutHeatMap(model, 200, 200);
  expect([layout.cell, layout.cellHeight]).toEqual([expect.closeTo(48, 9), 30]);
  expect(cellAt(layout.left + 2.5 * layout.cell, 1.5 * layout.cellHeight, layout, 2, 3)).toEqual({ row: 1, column: 2 });
  expect(cellAfter('ArrowRight', { row: 1, column: 1 }, 2, 3)).toEqual({ row: 1, column: 2 });
  expectPicture('heat-map-depth', createElement(HeatMapSvg, { model, layout }));
});
