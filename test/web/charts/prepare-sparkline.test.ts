import { expect, test } from 'vitest';
import { prepareSparkline, sparklineDomain } from '../../../web/charts/prepare-sparkline.ts';

const input = {
  epochs: [1, 2, 3, 4],
  values: [8, 4, null, 1] as (number | null)[],
  terminalPhaseEpoch: 2,
  domain: [1, 8] as const,
  lastEpoch: 4,
  width: 96,
  height: 24,
};

test('a gap breaks the line', () => {
  expect(prepareSparkline(input).path.match(/[ML]/g)?.join('')).toBe('MLM');
});

test('the last value is the dot, at the right end of a finished run', () => {
  expect(prepareSparkline(input).end).toEqual({ x: 92, y: 21 });
});

test('a run without values has neither line nor dot', () => {
  const { path, end, label } = prepareSparkline({ ...input, values: [null, null, null, null] });
  expect([path, end, label]).toEqual(['', null, 'NC1: no value yet']);
});

test('a column of sparklines shares the range of its positive values', () => {
  expect([
    sparklineDomain([
      [8, null],
      [0, 0.5],
    ]),
    sparklineDomain([[2]]),
    sparklineDomain([]),
  ]).toEqual([
    [0.5, 8],
    [1, 4],
    [0.1, 1],
  ]);
});
