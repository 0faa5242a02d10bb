import { expect, test } from 'vitest';
import { heatMapTexts } from '../../../web/charts/heat-map-table.ts';
import { layOutHeatMap } from '../../../web/charts/heat-map-layout.ts';
import { countStep, prepareCounts } from '../../../web/charts/prepare-counts.ts';
import { createElement, expectPicture } from '../picture.ts';

const { HeatMapSvg } = await import('../../../web/charts/HeatMapSvg.tsx');

const model = prepareCounts({ name: 'Confusion', names: ['cat', 'dog', 'ship'], counts: [48, 2, 0, 20, 30, 0, 0, 1, 49], row: 'true', column: 'chosen' });

test('0 is palest alone, the largest darkest, and equal factors are equal steps between', () => {
  expect([0, 1, 10, 100, 1000].map((value) => countStep(value, 1000))).toEqual([0, 1, 3, 5, 6]);
  expect([countStep(0, 0), countStep(1, 1)]).toEqual([0, 6]);
});

test('the diagonal is struck out and sets no colour, but is told and stands in the table', () => {
  expect(model.steps).toEqual([6, 2, 0, 6, 6, 0, 0, 1, 6]);
  expect(model.ends.high).toBe('20, log');
  expect(model.told(0, 0)).toBe('cat, true and chosen: 48 of 150 images');
  expect(model.told(1, 0)).toBe('true dog, chosen cat: 20 of 150 images');
  expect(heatMapTexts(model)).toEqual([['cat', '48', '2', '0'], ['dog', '20', '30', '0'], ['ship', '0', '1', '49']]);
});

test('the totals are told before a cell is chosen', () => {
  expect(model.hint).toBe('23 of 150 images (15\u202f%) lie off the diagonal. Point at a cell.');
  expect(prepareCounts({ name: 'none', names: ['a'], counts: [0], row: 'true', column: 'chosen' }).hint).toContain('0 of 0 images (–)');
});

test('as drawn: seven steps of one hue, the diagonal struck', () => {
  expectPicture('heat-map-counts', createElement(HeatMapSvg, { model, layout: layOutHeatMap(model, 200, 200) }));
});
