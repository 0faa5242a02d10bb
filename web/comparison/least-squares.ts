import { studentT95 } from './student-t.ts';

/** A line through points, y = intercept + slope x, and how well it is known. */
export interface Fit {
  slope: number;
  /** 95 % interval of the slope */
  low: number;
  high: number;
  /** share of the spread of y that the line explains; null where all y are equal */
  r2: number | null;
  n: number;
  /** the line at x, with the 95 % interval of the mean of y there */
  at: (x: number) => { y: number; low: number; high: number };
}

/**
 * Ordinary least squares of y on x.
 *
 *   slope = Sxy / Sxx     s² = Σ residual² / (n - 2)
 *   slope ± t s / sqrt(Sxx)     y(x) ± t s sqrt(1/n + (x - x̄)² / Sxx)     t = t95(n - 2)
 *
 * Undefined  fewer than three points, or all x equal: null
 */
export function leastSquares(points: readonly { x: number; y: number }[]): Fit | null {
  const n = points.length;
  const meanX = mean(points.map(({ x }) => x));
  const meanY = mean(points.map(({ y }) => y));
  const sxx = sum(points.map(({ x }) => (x - meanX) ** 2));
  if (n < 3 || sxx === 0) return null;
  const syy = sum(points.map(({ y }) => (y - meanY) ** 2));
  const slope = sum(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / sxx;
  const residual = sum(points.map(({ x, y }) => (y - meanY - slope * (x - meanX)) ** 2));
  const t = studentT95(n - 2);
  const deviation = Math.sqrt(residual / (n - 2));
  const reach = (t * deviation) / Math.sqrt(sxx);
  return {
    slope, n,
    low: slope - reach,
    high: slope + reach,
    r2: syy === 0 ? null : 1 - residual / syy,
    at: (x) => {
      const y = meanY + slope * (x - meanX);
      const half = t * deviation * Math.sqrt(1 / n + (x - meanX) ** 2 / sxx);
      return { y, low: y - half, high: y + half };
    },
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
