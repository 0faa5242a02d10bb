import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linearTicks, logTicks, niceStep } from '../../../web/charts/ticks.ts';

const texts = (ticks: { text: string }[]) => ticks.map(({ text }) => text);

test('ticks of a log axis are powers of ten', () => {
  expect(texts(logTicks([0.1, 10]).major)).toEqual(['10⁻¹', '10⁰', '10¹']);
});

test('a log axis of less than two decades has 1-2-5 in plain digits', () => {
  expect(texts(logTicks([0.5, 20]).major)).toEqual(['0.5', '1', '2', '5', '10', '20']);
});

test('a log axis of many decades labels every n-th power, and the others become minor ticks', () => {
  const { major, minor } = logTicks([1e-12, 1]);
  expect(texts(major)).toEqual(['10⁻¹²', '10⁻⁹', '10⁻⁶', '10⁻³', '10⁰']);
  expect(minor).toHaveLength(8);
});

test('log ticks have their own words where the unit wants them', () => {
  expect(texts(logTicks([0.001, 1], (value) => `${100 * value} %`).major)).toEqual(['0.1 %', '1 %', '10 %', '100 %']);
});

test('linear ticks are whole multiples of the step, with a true minus', () => {
  expect(texts(linearTicks([-40, 100]))).toEqual(['−40', '0', '40', '80']);
  expect(texts(linearTicks([0, 0.6]))).toEqual(['0', '0.2', '0.4', '0.6']);
});

test('every tick lies inside its domain, ascending, and there are few', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      (low, length) => {
        const at = linearTicks([low, low + length]).map((tick) => tick.at);
        const dust = (Math.abs(low) + length) * 1e-9;
        expect(at.every((value) => value >= low - dust && value <= low + length + dust)).toBe(true);
        expect(at).toEqual([...at].sort((a, b) => a - b));
        expect(at.length).toBeLessThanOrEqual(6);
      },
    ),
  );
});

test('a step is 1, 2, 4 or 5 times a power of ten', () => {
  expect([niceStep(140, 4), niceStep(350, 4), niceStep(0.8, 4), niceStep(1, 4)]).toEqual([40, 100, 0.2, 0.4]);
});
