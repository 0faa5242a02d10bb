import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MetricId } from '../../../server/metrics/catalogue.ts';
import { measure } from '../../../server/metrics/measure.ts';
import { drawNullReference } from '../../../server/measuring/null-reference-draws.ts';
import { Draw, drawFromFeatures, drawStatistics } from '../../../server/measuring/null-statistics.ts';
import { type Served, serve } from '../served.ts';

const METRICS: MetricId[] = ['NC1', 'NC1_QUOTIENT', 'NC1_CDNV', 'NC2_EQUINORM_MEANS', 'NC2_ETF_MEANS', 'NC3_DUALITY', 'MEANS_EFFECTIVE_RANK'];
const RUNS = 400;

/** Mean and standard error over many draws. */
function summary(values: number[]) {
  const mean = values.reduce((sum, value) => sum + value) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

describe.each([
  { classes: 4, features: 9, samples: 42 },
  { classes: 7, features: 3, samples: 60 },
  { classes: 4, features: 12, samples: 10 }, // fewer samples beyond the classes than directions
])('statistics drawn without the features: $classes classes, $features features, $samples samples', (sizes) => {
  test.each(METRICS)('%s has the mean that drawing every sample gives', (id) => {
    const value = (core: Parameters<typeof measure>[0]) => measure(core, [id]).get(id)!.value!;
    const short = summary(Array.from({ length: RUNS }, (_, seed) => value(drawStatistics(sizes, new Draw(seed + 1)))));
    const long = summary(Array.from({ length: RUNS }, (_, seed) => value(drawFromFeatures(sizes, new Draw(seed + 10_001), false).core)));
    // four standard errors: seeds are fixed, so this either holds or does not
    expect(Math.abs(short.mean - long.mean)).toBeLessThan(4 * Math.hypot(short.error, long.error));
    expect(short.error).toBeGreaterThan(0);
  });
});

test('a classifier that knows nothing agrees with the nearest mean as often as chance has it', () => {
  const [mismatch, error] = drawNullReference({ metrics: ['NC4_MISMATCH', 'ERROR'], classes: 5, features: 8, samples: 2000 });
  expect(error!.value).toBeCloseTo(0.8, 1);
  expect(mismatch!.value).toBeCloseTo(0.8, 1);
});

test('the self-duality of a classifier that knows nothing is 2', () => {
  expect(drawNullReference({ metrics: ['NC3_DUALITY'], classes: 10, features: 512, samples: 5000 })[0]!.value).toBeCloseTo(2, 1);
});

test('a reference does not depend on what else is asked', { timeout: 900_000 }, () => {
  // drawing the covariance is too much for these sizes, drawing the choices is not
  const sizes = { classes: 4, features: 2000, samples: 2100 };
  const [alone] = drawNullReference({ metrics: ['NCC_ERROR'], ...sizes });
  const [beside, rank] = drawNullReference({ metrics: ['NCC_ERROR', 'WITHIN_EFFECTIVE_RANK'], ...sizes });
  expect(beside).toEqual(alone);
  expect(alone!.value).toBeGreaterThanOrEqual(0);
  expect(rank!.reason).toMatch(/^NO_NULL_REFERENCE: /);
});

test('isotropic features fill all their dimensions, and a mean is that of the 20 draws', () => {
  const task = { metrics: ['WITHIN_EFFECTIVE_RANK'] as MetricId[], classes: 3, features: 6, samples: 3000 };
  const draws = Array.from({ length: 20 }, (_, k) => {
    const { core, covariance } = drawFromFeatures(task, new Draw(k + 1), true);
    return measure(core, ['WITHIN_EFFECTIVE_RANK'], covariance).get('WITHIN_EFFECTIVE_RANK')!.value!;
  });
  expect(drawNullReference(task)[0]!.value).toBeCloseTo(summary(draws).mean, 12);
  expect(summary(draws).mean).toBeCloseTo(6, 1);
});

test('what would need too many samples, a trained network, or more classes has no reference, and the reason says why', () => {
  const sizes = { classes: 1000, features: 4096, samples: 1_281_167 };
  const reasons = drawNullReference({ metrics: ['LOSS', 'MSE_NC1'], classes: 3, features: 4, samples: 30 }).map(({ reason }) => reason);
  for (const reason of reasons) expect(reason).toMatch(/^NO_NULL_REFERENCE: this belongs to the training/);
  expect(drawNullReference({ metrics: ['NC4_MISMATCH'], ...sizes })[0]).toEqual({ metric: 'NC4_MISMATCH', value: null, reason: expect.stringMatching(/^NO_NULL_REFERENCE: .*too long/) });
  expect(drawNullReference({ metrics: ['NC2_EQUIANGULAR_MEANS'], classes: 2, features: 4, samples: 30 })[0]!.reason).toMatch(/^TOO_FEW_PAIRS: /);
});

describe('through GraphQL', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve();
  });
  afterAll(() => served.end());
  const QUERY = `query ($classes: Int!, $features: Int!, $samples: Int!) {
    nullReference(metrics: [NC1, LOSS], classes: $classes, features: $features, samples: $samples) { metric value reason } }`;
  const sizes = { classes: 4, features: 6, samples: 50 };

  test('the values are those of the draws, and are kept', async () => {
    const { data, errors } = await served.ask(QUERY, sizes);
    expect(errors).toBeUndefined();
    expect(data.nullReference).toEqual(drawNullReference({ metrics: ['NC1', 'LOSS'], ...sizes }));
    expect(await served.record.nullReference.count({ where: sizes })).toBe(2);
  });

  test('a kept value is given without drawing, a damaged one is drawn again and replaced', async () => {
    const { data: first } = await served.ask(QUERY, sizes);
    const row = await served.record.nullReference.findFirstOrThrow({ where: { ...sizes, metric: 'NC1' } });
    const { metric, version } = row;
    const where = { metric_version_classes_features_samples: { metric, version, ...sizes } };
    await served.record.nullReference.update({ where, data: { value: 99 } });
    expect((await served.ask(QUERY, sizes)).data).toEqual(first);
    const again = await served.record.nullReference.findUniqueOrThrow({ where });
    expect(again).toMatchObject({ value: row.value, checksum: row.checksum });
    expect((await served.ask(QUERY, sizes)).data).toEqual(first);
    expect(await served.record.nullReference.findUniqueOrThrow({ where })).toEqual(again); // not written a second time
  });

  test.each([
    [{ ...sizes, classes: 1 }, 'classes is 1'],
    [{ ...sizes, samples: 3 }, 'samples is 3'],
    [{ ...sizes, features: 1_000_000 }, 'features is 1000000'],
  ])('sizes that no network has are refused: %j', async (wrong, words) => {
    const { errors } = await served.ask(QUERY, wrong);
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining(words) });
  });
});
