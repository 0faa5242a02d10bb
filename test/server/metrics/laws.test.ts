import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue, type MetricId, metricOf } from '../../../server/metrics/catalogue.ts';
import { measure } from '../../../server/metrics/measure.ts';
import type { Invariance } from '../../../server/metrics/metric.ts';
import { coreOf, covarianceOf } from '../../golden/golden-case.ts';

/** The laws that each entry of the catalogue claims for itself. */
const claiming = (law: Invariance): MetricId[] => catalogue.filter((metric) => metric.measure && metric.invariances.includes(law)).map((metric) => metric.id);
const MEASURED: MetricId[] = catalogue.filter((metric) => metric.measure).map((metric) => metric.id);

interface Features {
  C: number;
  p: number;
  features: Float64Array;
  labels: Float64Array;
  weight: Float64Array;
}

/** Well-separated classes, so that every metric is defined and K well conditioned; 4 samples a class. */
const drawn: fc.Arbitrary<Features> = fc
  .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 6, max: 9 }), fc.integer({ min: 1, max: 2 ** 31 - 1 }))
  .map(([C, p, seed]) => {
    const normal = normals(seed);
    const labels = Float64Array.from({ length: 4 * C }, (_, i) => i % C);
    const features = Float64Array.from({ length: labels.length * p }, (_, k) => normal() + (k % p === labels[Math.floor(k / p)] ? 5 : 0));
    return { C, p, features, labels, weight: Float64Array.from({ length: C * p }, normal) };
  });

test.each(claiming('rotation'))('%s does not change when features and classifier are rotated together', (id) => {
  law(id, (given, seed) => {
    const rotate = rotation(given.p, seed);
    return { ...given, features: rotate(given.features), weight: rotate(given.weight) };
  });
});

test.each(claiming('scale'))('%s does not change when all features are scaled', (id) => {
  law(id, (given) => ({ ...given, features: given.features.map((h) => 1024 * h) }));
});

test.each(claiming('weightScale'))('%s does not change when the classifier is scaled', (id) => {
  law(id, (given) => ({ ...given, weight: given.weight.map((w) => w / 8) }));
});

test.each(MEASURED)('%s does not change when the classes are renamed', (id) => {
  law(id, ({ C, p, features, labels, weight }) => {
    const renamed = (c: number) => (c + 1) % C;
    const moved = new Float64Array(weight.length);
    for (let c = 0; c < C; c++) moved.set(weight.subarray(c * p, (c + 1) * p), renamed(c) * p);
    return { C, p, features, labels: labels.map(renamed), weight: moved };
  });
});

test.each(claiming('translation'))('%s does not change when all features are shifted', (id) => {
  law(id, (given) => ({ ...given, features: given.features.map((h) => h + 100) }));
});

test('every metric of a snapshot claims to be free of the choice of axes', () => {
  expect(claiming('rotation')).toEqual(MEASURED);
});

function law(id: MetricId, change: (given: Features, seed: number) => Features): void {
  fc.assert(
    fc.property(drawn, fc.integer({ min: 1, max: 1000 }), (given, seed) => {
      const before = valueFrom(id, given);
      const after = valueFrom(id, change(given, seed));
      expect(after === null).toBe(before === null);
      // roundings of features of size 100 in 2^-52, through a K of condition below 1e3
      expect(Math.abs(after! - before!)).toBeLessThanOrEqual(1e-9 * Math.abs(before!) + 1e-12);
    }),
    { numRuns: 40 },
  );
}

function valueFrom(id: MetricId, { C, p, features, labels, weight }: Features): number | null {
  const core = coreOf(features, labels, weight, undefined, C, p);
  core.metadata.weightDecay = 0.01;
  const covariance = metricOf(id).needs.includes('covariance') ? covarianceOf(features, labels, C, p) : undefined;
  return measure(core, [id], covariance).get(id)!.value;
}

/** Rows times a product of plane rotations by drawn angles. */
function rotation(p: number, seed: number): (rows: Float64Array) => Float64Array {
  const normal = normals(seed);
  const turns = Array.from({ length: p - 1 }, (_, k) => ({ k, angle: normal() }));
  return (rows) => {
    const turned = Float64Array.from(rows);
    for (let row = 0; row < rows.length; row += p) {
      for (const { k, angle } of turns) {
        const [x, y] = [turned[row + k]!, turned[row + k + 1]!];
        turned[row + k] = Math.cos(angle) * x - Math.sin(angle) * y;
        turned[row + k + 1] = Math.sin(angle) * x + Math.cos(angle) * y;
      }
    }
    return turned;
  };
}

/** Normal numbers from a seed (a small linear congruential generator and Box-Muller): the same on every machine. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
