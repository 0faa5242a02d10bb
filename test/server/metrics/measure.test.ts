import { expect, test } from 'vitest';
import { catalogue, MetricId } from '../../../server/metrics/catalogue.ts';
import { measure } from '../../../server/metrics/measure.ts';
import { collapsedCore } from './made-cores.ts';

test('an empty class leaves every metric undefined and is named', () => {
  const core = collapsedCore(4, 4, 1, 0.1);
  core.counts[2] = 0;
  for (const outcome of measure(core, Object.values(MetricId)).values()) {
    expect(outcome).toEqual({ value: null, reason: 'EMPTY_CLASS: no samples of class 2.', warnings: [] });
  }
});

test('one class leaves every metric undefined', () => {
  const core = { ...collapsedCore(2, 2, 1, 0.1), classes: 1 };
  for (const outcome of measure(core, Object.values(MetricId)).values()) expect(outcome.reason).toMatch(/^TOO_FEW_CLASSES: /);
});

test('numbers that overflow give null with NOT_FINITE, never NaN', () => {
  const core = collapsedCore(3, 3, 1, 0.1);
  core.scatter.fill(Number.POSITIVE_INFINITY);
  const outcome = measure(core, ['NC1']).get('NC1')!;
  expect(outcome).toMatchObject({ value: null, reason: expect.stringMatching(/^NOT_FINITE: /) });
});

test('the catalogue has every id once', () => {
  expect(catalogue.map((metric) => metric.id).sort()).toEqual(Object.values(MetricId).sort());
});
