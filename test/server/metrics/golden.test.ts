import { describe, expect, test } from 'vitest';
import { measuredIds } from '../../../server/metrics/catalogue.ts';
import { measure } from '../../../server/metrics/measure.ts';
import { GOLDEN_WEIGHT_DECAY, goldenCase, goldenNames } from '../../golden/golden-case.ts';

/** Places where both sides are limited by the rounding of the inputs: test/golden/README.md says why. */
const LOOSE = new Set(['near-collapse-1e-7 NC1', 'two-means-nearly-equal NC1']);
/** Absolute: a difference from 1, so both sides round at 1e-16 times the trace's length. */
const FROM_ONE = new Set(['NC1_VCI']);

describe.each(goldenNames)('golden case %s', (name) => {
  const { core, covariance, expected } = goldenCase(name);
  core.metadata.weightDecay = GOLDEN_WEIGHT_DECAY;
  const outcomes = measure(core, measuredIds, covariance);

  test.each(measuredIds)('%s agrees with numpy', (id) => {
    const { value, reason } = outcomes.get(id)!;
    const reference = expected[id];
    expect(reference, `${id} is in the reference`).not.toBeUndefined();
    if (reference === null || value === null) {
      expect(value).toBe(reference);
      expect(reason).toMatch(/^[A-Z_]+: /);
      return;
    }
    const relative = LOOSE.has(`${name} ${id}`) ? 1e-6 : 1e-9;
    const tolerance = relative * Math.max(Math.abs(value), Math.abs(reference!)) + (FROM_ONE.has(id) ? 1e-12 : 1e-13);
    expect(Math.abs(value - reference!), `${value} against ${reference}`).toBeLessThanOrEqual(tolerance);
  });
});

test('there are golden cases', () => {
  expect(goldenNames.length).toBeGreaterThanOrEqual(11);
});
