import { expect, test } from 'vitest';
import { layOutHeatMap } from '../../../web/charts/heat-map-layout.ts';
import type { HeatMapModel } from '../../../web/charts/heat-map-model.ts';
import { placeOnMap } from '../../../web/charts/heat-map-pins.ts';
import { PIN, type Pin } from '../../../web/charts/pins.ts';

const MODEL = { names: ['block1', 'last'], columnNames: ['epoch 1', 'epoch 2', 'epoch 4', 'epoch 8'], columnEpochs: [1, 2, 4, 8], shortNames: ['1', '2', '4', '8'] } as unknown as HeatMapModel;
const LAYOUT = layOutHeatMap(MODEL, 400, 200);
const pin = (more: Partial<Pin>): Pin => ({ id: '1', number: 1, from: 4, to: 4, lineId: 'last', isResolved: false, isActive: false, name: '', ...more });

test('a note stands in the middle of its cell; a span frames the measured epochs in it', () => {
  const [point, span] = placeOnMap([pin({}), pin({ id: '2', from: 2, to: 7, lineId: 'block1' })], MODEL, LAYOUT).sort((a, b) => a.pin.id.localeCompare(b.pin.id));
  expect(point).toMatchObject({ x: LAYOUT.left + 2.5 * LAYOUT.cell, y: 1.5 * LAYOUT.cellHeight, cells: { x: LAYOUT.left + 2 * LAYOUT.cell, width: LAYOUT.cell } });
  expect(span!.cells).toMatchObject({ x: LAYOUT.left + LAYOUT.cell, y: 0, width: 2 * LAYOUT.cell });
});

test('of two on one cell neither number covers the other; what is of another layer or of no measured epoch is left out', () => {
  const [first, second, ...others] = placeOnMap([pin({}), pin({ id: '2', number: 2 }), pin({ id: '3', lineId: 'block7' }), pin({ id: '4', from: 5, to: 7 })], MODEL, LAYOUT);
  expect(Math.abs(first!.x - second!.x)).toBeGreaterThanOrEqual(PIN.target);
  expect(others).toEqual([]);
});
