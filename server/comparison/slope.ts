import { studentT95 } from './student-t.ts';

/** A straight line through points. */
export interface Slope {
  value: number;
  /** 95 % interval by Student's t with n - 2 degrees of freedom */
  low: number;
  high: number;
  /** share of the spread of y that the line explains; null where all y are equal */
  r2: number | null;
  n: number;
}

/**
 * The least-squares slope of y against x.
 *
 *   slope = Sxy / Sxx     interval slope ± t95(n - 2) sqrt(SSE / (n - 2) / Sxx)     R² = 1 - SSE / Syy
 *
 * Undefined  fewer than 3 points (2 leave no degree of freedom), or all x equal: null
 * Accuracy   sums of squares around the means, the residuals one by one: nothing cancels
 */
export function leastSquaresSlope(x: readonly number[], y: readonly number[]): Slope | null {
  const n = x.length;
  if (n < 3) return null;
  const [meanX, meanY] = [mean(x), mean(y)];
  const Sxx = sum(x.map((each) => (each - meanX) ** 2));
  if (Sxx === 0) return null;
  const Syy = sum(y.map((each) => (each - meanY) ** 2));
  const value = sum(x.map((each, i) => (each - meanX) * (y[i]! - meanY))) / Sxx;
  const SSE = sum(x.map((each, i) => (y[i]! - meanY - value * (each - meanX)) ** 2));
  const half = studentT95(n - 2) * Math.sqrt(SSE / (n - 2) / Sxx);
  return { value, low: value - half, high: value + half, r2: Syy === 0 ? null : 1 - SSE / Syy, n };
}

const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
