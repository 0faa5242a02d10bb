import { expect, test } from 'vitest';
import { bundleDomain, prepareBundle } from '../../../web/overview/prepare-bundle.ts';

const SIZE = { width: 102, height: 44 };
const pathOf = (epochs: number[], values: (number | null)[], x: [number, number] = [-100, 100], y: [number, number] = [0.01, 100]) =>
  prepareBundle({ curves: [{ id: 'a', curve: { epochs, values } }], x, y, ...SIZE }).paths[0]!.d;

test('the picture begins a quarter as long before the phase as it goes on after it, or where the curves begin', () => {
  expect(bundleDomain([{ epochs: [-300, 0, 100], values: [1, 1, 1] }])).toEqual([-25, 100]);
  expect(bundleDomain([{ epochs: [-10, 0, 100], values: [1, 1, 1] }])).toEqual([-10, 100]);
});

test('what lies before the edge is left out, a gap lifts the pen, and an exact zero stands at the lower edge', () => {
  expect(pathOf([-200, 0, 100], [1, 1, 100])).toBe('M51.0,22.0L101.0,2.0');
  expect(pathOf([-100, 0, 100], [1, null, 1])).toBe('M1.0,22.0M101.0,22.0');
  expect(pathOf([0, 100], [1, 0])).toBe('M51.0,22.0L101.0,42.0');
});

test('the rule stands at the terminal phase, and the label tells the range at the end', () => {
  const curves = [{ id: 'a', curve: { epochs: [0, 1], values: [1, 0.2] } }, { id: 'b', curve: { epochs: [0, 1], values: [0.5, null] } }];
  const { rule, label } = prepareBundle({ curves, x: [-100, 100], y: [0.01, 100], ...SIZE });
  expect([rule, label]).toEqual([51, 'NC1 of 2 runs over the epochs since the terminal phase began, at the end 0.200 to 0.500']);
});
