import { describe, expect, test } from 'vitest';
import { cellAfter, cellAt, layOutHeatMap, rowName } from '../../../web/charts/heat-map-layout.ts';
import { heatMapTable, heatMapTexts } from '../../../web/charts/heat-map-table.ts';
import { prepareCosines, stepOf } from '../../../web/charts/prepare-heat-map.ts';
import { createElement, expectPicture } from '../picture.ts';

const { HeatMapSvg } = await import('../../../web/charts/HeatMapSvg.tsx');

const input = { name: 'Cosines of class means', names: ['cat', 'dog', 'ship'], shortNames: ['0', '1', '2'], cosines: [1, 0.6, -0.5, 0.6, 1, null, -0.5, null, 1], classCount: 3, reach: 0.5 };
const model = prepareCosines(input);

describe('colours', () => {
  test('the target is the middle step; too alike is below it, too opposed above, equally far on both sides', () => {
    expect(stepOf(-1 / 9, -1 / 9, 0.5)).toBe(4);
    expect(stepOf(-1 / 9 + 0.49, -1 / 9, 0.5)).toBe(0);
    expect(stepOf(-1 / 9 - 0.49, -1 / 9, 0.5)).toBe(8);
    for (const away of [0.1, 0.2, 0.3, 0.4]) expect(stepOf(-1 / 9 + away, -1 / 9, 0.5) + stepOf(-1 / 9 - away, -1 / 9, 0.5)).toBe(8);
  });

  test('a value beyond the reach has the end colour, and the end says so', () => {
    expect(model.steps[1]).toBe(0);
    expect(model.ends).toEqual({ low: '−1', middle: '−1/2', high: '≥ 0' });
    expect(prepareCosines({ ...input, reach: 1.2 }).ends.high).toBe('0.7');
  });

  test('the diagonal, which is always 1, is not what goes beyond', () => {
    const simplex = prepareCosines({ ...input, cosines: [1, -0.5, -0.5, -0.5, 1, -0.5, -0.5, -0.5, 1] });
    expect(simplex.ends.high).toBe('0');
  });
});

describe('words', () => {
  test('a pair is told with both names, its value and how far it is from the ideal', () => {
    expect(model.told(0, 1)).toBe('cat and dog: 0.600, 1.10 above −1/2');
    expect(model.told(0, 2)).toBe('cat and ship: −0.500, on −1/2');
    expect(model.told(1, 2)).toContain('no cosine');
    expect(model.told(1, 1)).toBe('dog and itself');
  });

  test('as a table the full values stand, and the diagonal is left empty to the reader', () => {
    expect(heatMapTable(model)).toEqual({ heads: ['class', 'cat', 'dog', 'ship'], rows: [['cat', 1, 0.6, -0.5], ['dog', 0.6, 1, null], ['ship', -0.5, null, 1]] });
    expect(heatMapTexts(model)[0]).toEqual(['cat', '', '0.600', '−0.500']);
  });
});

describe('places', () => {
  test('cells are square, as large as width and height allow, and found again under the pointer', () => {
    const layout = layOutHeatMap(model, 200, 80);
    expect(layout.cell).toBeCloseTo((80 - 18) / 3, 9);
    expect(cellAt(layout.left + 2.5 * layout.cell, 0.5 * layout.cell, layout, 3)).toEqual({ row: 0, column: 2 });
    expect(cellAt(layout.left - 1, 5, layout, 3)).toBeNull();
  });

  test('a hundred classes have no names beside them and no gaps between', () => {
    const many = prepareCosines({ ...input, names: Array.from({ length: 100 }, (_, c) => `class ${c}`), shortNames: Array.from({ length: 100 }, (_, c) => String(c)), cosines: new Array(10_000).fill(0), classCount: 100 });
    expect(layOutHeatMap(many, 300, 400)).toMatchObject({ left: 0, cell: 3, gap: 0, isNamed: false });
  });

  test('a long name is cut', () => {
    expect(rowName('a very long name of a class')).toMatch(/^a very .*…$/);
  });

  test('arrow keys go from pair to pair and stay inside', () => {
    expect(cellAfter('ArrowRight', null, 3)).toEqual({ row: 0, column: 1 });
    expect(cellAfter('ArrowDown', { row: 2, column: 1 }, 3)).toEqual({ row: 2, column: 1 });
    expect(cellAfter('End', null, 3)).toEqual({ row: 2, column: 1 });
    expect(cellAfter('x', null, 3)).toBeUndefined();
  });
});

test('as drawn: steps, the struck diagonal, a missing value', () => {
  expectPicture('heat-map', createElement(HeatMapSvg, { model, layout: layOutHeatMap(model, 200, 200) }));
});
