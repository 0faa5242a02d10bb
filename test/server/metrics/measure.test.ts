import { expect, test } from 'vitest';
import { catalogue, MetricId, measuredIds } from '../../../server/metrics/catalogue.ts';
import { measure } from '../../../server/metrics/measure.ts';
import { collapsedCore } from './made-cores.ts';

test('an empty class leaves every metric undefined and is named', () => {
  const core = collapsedCore(4, 4, 1, 0.1);
  core.counts[2] = 0;
  for (const outcome of measure(core, measuredIds).values()) {
    expect(outcome).toEqual({ value: null, reason: 'EMPTY_CLASS: no samples of class 2.', warnings: [] });
  }
});

test('one class leaves every metric undefined', () => {
  const core = { ...collapsedCore(2, 2, 1, 0.1), classes: 1 };
  for (const outcome of measure(core, measuredIds).values()) expect(outcome.reason).toMatch(/^TOO_FEW_CLASSES: /);
});

test('numbers that overflow give null with NOT_FINITE, never NaN', () => {
  const core = collapsedCore(3, 3, 1, 0.1);
  core.scatter.fill(Number.POSITIVE_INFINITY);
  const outcome = measure(core, ['NC1']).get('NC1')!;
  expect(outcome).toMatchObject({ value: null, reason: expect.stringMatching(/^NOT_FINITE: /) });
});

test('means that overflow are not called equal', () => {
  const core = collapsedCore(3, 3, 1, 0.1);
  core.means = core.means.map((mean) => mean * 1e160);
  for (const id of ['NC1', 'NC1_QUOTIENT', 'NC1_CDNV', 'NC2_EQUIANGULAR_MEANS'] as const) {
    const { value, reason } = measure(core, [id]).get(id)!;
    if (value === null) expect(`${id} ${reason}`).toMatch(/NOT_FINITE: /);
    else expect(Number.isFinite(value)).toBe(true);
  }
});

test('the catalogue has every id once', () => {
  expect(catalogue.map((metric) => metric.id).sort()).toEqual(Object.values(MetricId).sort());
});

test('what the trainer records in the row of an epoch is in the catalogue and in no snapshot', () => {
  expect(Object.values(MetricId).filter((id) => !measuredIds.includes(id))).toEqual(['LOSS', 'ROBUSTNESS_DEEPFOOL']);
  expect(measure(collapsedCore(3, 3, 1, 0.1), ['LOSS']).get('LOSS')).toMatchObject({ value: null, reason: expect.stringMatching(/^NOT_IN_SNAPSHOT: /) });
});

test('every entry names its source, its conventions and a value at collapse that says the same in words', () => {
  for (const { id, source, conventions, atCollapse, valueAtCollapse, meaning, needs } of catalogue) {
    expect(source.length, id).toBeGreaterThan(5);
    expect(conventions.length, id).toBeGreaterThan(0);
    expect(needs.length, id).toBeGreaterThan(0);
    expect(meaning, id).toMatch(/\.$/);
    expect(Boolean(atCollapse), id).toBe(valueAtCollapse !== null);
  }
});
