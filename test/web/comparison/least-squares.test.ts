import { expect, test } from 'vitest';
import { leastSquares } from '../../../web/comparison/least-squares.ts';
import { studentT95 } from '../../../web/comparison/student-t.ts';

// Abramowitz and Stegun, table 26.10, three decimals
test.each([[1, 12.706], [2, 4.303], [3, 3.182], [10, 2.228], [30, 2.042], [120, 1.98]])('t of %i degrees of freedom is %f', (freedom, t) => {
  expect(studentT95(freedom)).toBeCloseTo(t, 3);
});

// by hand: mean (1, 17/9), Sxx = 2, Sxy = 3, slope 3/2; one degree of freedom: t = 12.7062
test('a line through (0,1/3), (1,2), (2,10/3)', () => {
  const fit = leastSquares([{ x: 0, y: 1 / 3 }, { x: 1, y: 2 }, { x: 2, y: 10 / 3 }])!;
  const meanY = 17 / 9;
  const residual = (1 / 3 - (meanY - 1.5)) ** 2 + (2 - meanY) ** 2 + (10 / 3 - (meanY + 1.5)) ** 2;
  const t = 12.7062047361747;
  expect(fit.slope).toBeCloseTo(1.5, 12);
  expect(fit.high - fit.slope).toBeCloseTo((t * Math.sqrt(residual)) / Math.SQRT2, 8);
  expect(fit.slope - fit.low).toBeCloseTo(fit.high - fit.slope, 12);
  expect(fit.at(1).y).toBeCloseTo(meanY, 12);
  expect(fit.at(1).high - fit.at(1).y).toBeCloseTo(t * Math.sqrt(residual / 3), 8);
});

// by hand: mean (2, 2), Sxx = 10, Sxy = 7, Syy = 6; slope 0.7, residual sum of squares 6 - 4.9 = 1.1, R² = 4.9 / 6
test('a line through five points', () => {
  const fit = leastSquares([0, 1, 2, 3, 4].map((x, i) => ({ x, y: [1, 1, 2, 2, 4][i]! })))!;
  expect(fit.slope).toBeCloseTo(0.7, 12);
  expect(fit.r2).toBeCloseTo(49 / 60, 12);
  // s² = (6 - 4.9) / 3; t(3) = 3.18245
  expect(fit.high).toBeCloseTo(0.7 + 3.182446305284263 * Math.sqrt(1.1 / 3 / 10), 8);
  expect(fit.at(4).high - fit.at(4).y).toBeCloseTo(3.182446305284263 * Math.sqrt((1.1 / 3) * (1 / 5 + 4 / 10)), 8);
  expect(fit.n).toBe(5);
});

test('there is no line through two points, nor through points above one another', () => {
  expect(leastSquares([{ x: 0, y: 0 }, { x: 1, y: 1 }])).toBeNull();
  expect(leastSquares([0, 1, 2].map((y) => ({ x: 3, y })))).toBeNull();
});

test('R² is unknown where all y are equal', () => {
  expect(leastSquares([0, 1, 2].map((x) => ({ x, y: 5 })))).toMatchObject({ slope: 0, r2: null, low: 0, high: 0 });
});
