import { expect, test } from 'vitest';
import { catalogue } from '../../../server/metrics/catalogue.ts';
import { measure } from '../../../server/metrics/measure.ts';
import { coreOf } from '../../golden/golden-case.ts';
import { packed } from './made-cores.ts';

/** Every size to 40, then some to 200: each is one more chance for a formula to lean on a size. */
const SIZES = [...Array.from({ length: 39 }, (_, k) => k + 2), 50, 64, 99, 100, 128, 137, 199, 200];
/** Those of the MSE loss depend on the weight decay and on the classifier's size: mse-decomposition.test.ts. */
const metrics = catalogue.filter((metric) => metric.measure && metric.valueAtCollapse && !metric.id.startsWith('MSE_'));

test.each(SIZES)('the exact simplex ETF of %i classes gives every metric its value at collapse, to 1e-12', (C) => {
  for (const p of [C - 1, C, C + 7]) {
    const rows = turnedSimplex(C, p);
    const labels = Float64Array.from({ length: C }, (_, c) => c);
    const core = coreOf(rows, labels, rows.map((x) => 2 * x), undefined, C, p);
    const outcomes = measure(core, metrics.map((metric) => metric.id), packed(p, () => 0));
    for (const { id, valueAtCollapse } of metrics) {
      const { value, reason = '' } = outcomes.get(id)!;
      if (value === null) expect(`${id} ${C} ${reason}`).toMatch(/_(EQUIANGULAR_(MEANS|WEIGHTS)|KERNEL_STD) 2 TOO_FEW_PAIRS/);
      else expect(Math.abs(value - valueAtCollapse!(C)), `${id} at C = ${C}, p = ${p}: ${value}`).toBeLessThanOrEqual(1e-12 * Math.max(1, C - 1));
    }
  }
});

/** C vectors of length 3 at equal angles, in p >= C-1 dimensions: Helmert's coordinates, then turned in planes of two axes. */
function turnedSimplex(C: number, p: number): Float64Array {
  const rows = new Float64Array(C * p);
  for (let c = 0; c < C; c++) {
    for (let k = 1; k < C; k++) {
      const step = c < k ? 1 : c === k ? -k : 0;
      rows[c * p + k - 1] = (3 * Math.sqrt(C / (C - 1)) * step) / Math.sqrt(k * (k + 1));
    }
    for (let k = 0; k + 1 < p; k++) {
      const [x, y] = [rows[c * p + k]!, rows[c * p + k + 1]!];
      rows[c * p + k] = 0.6 * x - 0.8 * y;
      rows[c * p + k + 1] = 0.8 * x + 0.6 * y;
    }
  }
  return rows;
}
