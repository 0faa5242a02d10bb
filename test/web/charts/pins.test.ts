import { expect, test } from 'vitest';
import type { ChartModel } from '../../../web/charts/model.ts';
import { PIN, type Pin, pinAfter, placePins } from '../../../web/charts/pins.ts';
import { layOut } from '../../../web/charts/plot-layout.ts';

const MODEL = {
  name: 'NC1',
  x: { domain: [0, 100], ticks: [], title: 'epoch' },
  y: { kind: 'linear', domain: [0, 1], hasRail: false, ticks: [], minorTicks: [], title: '' },
  phase: null,
  phaseNote: null,
  ideal: null,
  lines: [{ id: 'NC1 train', label: 'train', colour: 'ink', isDashed: false, mark: null, points: [{ x: 50, y: 0.5, text: '0.5' }, { x: 60, y: null, text: '–' }] }],
  summary: '',
} as ChartModel;
const LAYOUT = layOut(MODEL, { width: 600, height: 236, right: 60 });
const pin = (more: Partial<Pin>): Pin => ({ id: '1', number: 1, from: 50, to: 50, lineId: 'NC1 train', isResolved: false, isActive: false, name: '', ...more });
const place = (...pins: Pin[]) => placePins(pins, MODEL, LAYOUT);

test('a point is led to on its line, and its number stands above it inside the plot', () => {
  const [placed] = place(pin({}));
  expect(placed!.point).toEqual({ x: LAYOUT.x(50), y: LAYOUT.y(0.5) });
  expect(placed!.y).toBeLessThan(placed!.point!.y);
  expect(placed!.y - PIN.height / 2).toBeGreaterThanOrEqual(LAYOUT.box.top);
  expect(placed!.band).toBeNull();
});

test('of two on one point neither covers the other', () => {
  const [first, second] = place(pin({}), pin({ id: '2', number: 2 }));
  expect(Math.abs(first!.y - second!.y)).toBeGreaterThanOrEqual(PIN.target);
});

test('a span is a band from its first to its last epoch, cut where the axis ends', () => {
  const [placed] = place(pin({ from: 80, to: 140 }));
  expect(placed!.band).toEqual({ x: LAYOUT.x(80), width: LAYOUT.x(100) - LAYOUT.x(80) });
  expect(placed!.point).toBeNull();
});

test('a point without a value stands in the middle; one that is not shown is left out', () => {
  expect(place(pin({ from: 60, to: 60 }))[0]!.point!.y).toBe((LAYOUT.box.top + LAYOUT.box.bottom) / 2);
  expect(place(pin({ from: 120, to: 120 }))).toEqual([]);
});

test('a note on one of the runs behind a line stands on that run, and on the line where the run has no value there', () => {
  const model: ChartModel = { ...MODEL, lines: [{ ...MODEL.lines[0]!, traces: [{ id: 'run_2', points: [{ x: 50, y: 0.9, text: '' }] }] }] };
  expect(placePins([pin({ traceId: 'run_2' })], model, LAYOUT)[0]!.point!.y).toBe(LAYOUT.y(0.9));
  expect(placePins([pin({ traceId: 'run_3' })], model, LAYOUT)[0]!.point!.y).toBe(LAYOUT.y(0.5));
});

test.each([
  ['ArrowRight', 0, 1], ['ArrowRight', 2, 0], ['ArrowLeft', 0, 2], ['ArrowDown', 1, 2], ['ArrowUp', 1, 0], ['Home', 2, 0], ['End', 0, 2], ['Enter', 0, null], ['a', 0, null],
] as const)('of three pins %s leads from %i to %s', (key, from, to) => expect(pinAfter(key, from, 3)).toBe(to));
