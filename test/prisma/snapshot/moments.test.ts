import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ClassMeans, ClassSpread, type ClassSpreadSums } from '../../../prisma/snapshot/moments.ts';

interface Samples {
  C: number;
  p: number;
  features: Float64Array;
  labels: number[];
}

/** Every class at least once, features of moderate size around class centres. */
const anySamples: fc.Arbitrary<Samples> = fc
  .record({
    C: fc.integer({ min: 1, max: 4 }),
    p: fc.integer({ min: 1, max: 6 }),
    more: fc.integer({ min: 0, max: 20 }),
    seed: fc.integer(),
  })
  .map(({ C, p, more, seed }) => {
    const random = generator(seed);
    const labels = [...Array(C).keys(), ...Array.from({ length: more }, () => Math.floor(random() * C))];
    const features = Float64Array.from(
      { length: labels.length * p },
      (_, k) => 3 * labels[Math.floor(k / p)] * ((k % p) + 1) + random() - 0.5,
    );
    return { C, p, features, labels };
  });

/** mulberry32: the same numbers on every machine. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Sums = ClassSpreadSums & { counts: Float64Array; means: Float64Array };

/** Both passes, the samples cut at `cuts`. */
function measure({ C, p, features, labels }: Samples, cuts: number[] = []): Sums {
  const edges = [0, ...cuts.map((cut) => cut % (labels.length + 1)).sort((a, b) => a - b), labels.length];
  const batches = edges
    .slice(1)
    .map((end, i) => [features.subarray(edges[i] * p, end * p), labels.slice(edges[i], end)] as const);
  const first = new ClassMeans(C, p);
  for (const [h, y] of batches) first.add(h, y);
  const { counts, means } = first.finish();
  const second = new ClassSpread({ classes: C, features: p, counts, means, covariance: true });
  for (const [h, y] of batches) second.add(h, y);
  return { counts, means, ...second.finish() };
}

/** The definitions read off METRICS.md, with the p x p matrix and no care for speed; sums in plain order. */
function direct({ C, p, features, labels }: Samples) {
  const N = labels.length;
  const counts = Array.from({ length: C }, (_, c) => labels.filter((label) => label === c).length);
  const at = (i: number, j: number) => features[i * p + j];
  const mean = (c: number, j: number) =>
    labels.reduce((sum, label, i) => (label === c ? sum + at(i, j) : sum), 0) / counts[c];
  const mu = Array.from({ length: C }, (_, c) => Array.from({ length: p }, (_, j) => mean(c, j)));
  const global = Array.from({ length: p }, (_, j) => mu.reduce((sum, row) => sum + row[j], 0) / C);
  const M = mu.map((row) => row.map((value, j) => value - global[j]));
  const d = labels.map((label, i) => Array.from({ length: p }, (_, j) => at(i, j) - mu[label][j]));
  const sigma = Array.from({ length: p }, (_, a) =>
    Array.from({ length: p }, (_, b) => d.reduce((sum, row) => sum + row[a] * row[b], 0) / N),
  );
  const scatter = M.map((m) =>
    M.map((n) => m.reduce((sum, x, a) => sum + n.reduce((inner, y, b) => inner + x * sigma[a][b] * y, 0), 0)),
  );
  const within = counts.map(
    (n, c) => d.reduce((sum, row, i) => (labels[i] === c ? sum + row.reduce((s, x) => s + x * x, 0) : sum), 0) / n,
  );
  return { means: mu.flat(), within, scatter: scatter.flat(), covariance: sigma.flatMap((row, a) => row.slice(a)) };
}

/** Throws with the first place that differs by more than `tolerance` of the largest value. */
function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number, what: string) {
  expect(actual.length).toBe(expected.length);
  const scale = Array.from(expected).reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  for (let i = 0; i < expected.length; i++)
    expect(
      Math.abs(actual[i] - expected[i]),
      `${what}[${i}]: ${actual[i]}, expected ${expected[i]}`,
    ).toBeLessThanOrEqual(tolerance * scale);
}

function expectSameSpread(actual: Sums, expected: Pick<Sums, 'within' | 'scatter' | 'covariance'>, tolerance: number) {
  expectClose(actual.within, expected.within, tolerance, 'within');
  expectClose(actual.scatter, expected.scatter, tolerance, 'scatter');
  expectClose(actual.covariance!, expected.covariance!, tolerance, 'covariance');
}

test('two classes in the plane, computed by hand', () => {
  // class 0: (1,0) (3,0), mean (2,0); class 1: (0,1) (0,1) (0,4), mean (0,2); mu_G (1,1), M = (1,-1), (-1,1)
  const sums = measure({
    C: 2,
    p: 2,
    features: Float64Array.of(1, 0, 3, 0, 0, 1, 0, 1, 0, 4),
    labels: [0, 0, 1, 1, 1],
  });
  expect(sums.counts).toEqual(Float64Array.of(2, 3));
  expect(sums.means).toEqual(Float64Array.of(2, 0, 0, 2));
  expect(sums.within).toEqual(Float64Array.of(1, 2));
  // Σ_W = diag(2, 6) / 5, so (1,-1) Σ_W (1,-1)ᵀ = 8/5
  expect(sums.covariance).toEqual(Float64Array.of(2 / 5, 0, 6 / 5));
  expect(sums.scatter).toEqual(Float64Array.of(8 / 5, -8 / 5, -8 / 5, 8 / 5));
});

test('the sums are those of the definitions', () => {
  fc.assert(
    fc.property(anySamples, (samples) => {
      const sums = measure(samples);
      const expected = direct(samples);
      expectClose(sums.means, expected.means, 1e-13, 'means'); // some 20 roundings
      expectClose(sums.within, expected.within, 1e-12, 'within');
      expectClose(sums.covariance!, expected.covariance, 1e-12, 'covariance');
      // products with M, up to 54 times the spread, and sums over p²
      const scale = Math.max(...expected.scatter.map(Math.abs), 1e-6);
      for (const [i, value] of expected.scatter.entries())
        expect(Math.abs(sums.scatter[i] - value)).toBeLessThanOrEqual(1e-11 * scale);
    }),
  );
});

test('how the samples are cut into batches changes no bit', () => {
  fc.assert(
    fc.property(anySamples, fc.array(fc.nat(), { maxLength: 6 }), (samples, cuts) => {
      expect(measure(samples, cuts)).toEqual(measure(samples));
    }),
  );
});

test('nor does cutting more samples than the sums take at once', () => {
  const random = generator(7);
  const [C, p] = [3, 5];
  const labels = Array.from({ length: 300 }, (_, i) => i % C);
  const samples = { C, p, labels, features: Float64Array.from({ length: 300 * p }, () => random() - 0.5) };
  const whole = measure(samples);
  for (const cuts of [[128], [127, 129], [1, 130, 256, 257]]) expect(measure(samples, cuts)).toEqual(whole);
});

test('the order of the samples changes nothing beyond rounding', () => {
  fc.assert(
    fc.property(anySamples, fc.integer(), (samples, seed) => {
      const { p, features, labels } = samples;
      const random = generator(seed);
      const order = labels.map((_, i) => ({ i, key: random() })).sort((a, b) => a.key - b.key);
      const shuffled = {
        ...samples,
        labels: order.map(({ i }) => labels[i]),
        features: Float64Array.from(order.flatMap(({ i }) => [...features.subarray(i * p, i * p + p)])),
      };
      const expected = measure(samples);
      expectClose(measure(shuffled).means, expected.means, 1e-12, 'means');
      expectSameSpread(measure(shuffled), expected, 1e-12);
    }),
  );
});

test('moving all samples together moves the means and leaves the spread', () => {
  fc.assert(
    // a power of two beside numbers on a grid of 2^-20: moving them is exact, so only the sums can be wrong
    fc.property(anySamples, fc.constantFrom(2 ** 10, -(2 ** 20)), (samples, shift) => {
      const onGrid = samples.features.map((h) => Math.round(h * 2 ** 20) / 2 ** 20);
      const still = measure({ ...samples, features: onGrid });
      const moved = measure({ ...samples, features: onGrid.map((h) => h + shift) });
      expectClose(
        moved.means,
        still.means.map((mean) => mean + shift),
        1e-15,
        'means',
      );
      // the moved means are rounded at 2^-32: relative to a spread of one that is 2e-10, and enters squared or times a sum that vanishes
      expectSameSpread(moved, still, 1e-9);
    }),
  );
});

test('a spread of 1e-7 of the size of the means is right to 1e-6', () => {
  const C = 3;
  const p = 8;
  const perClass = 200;
  const random = generator(1);
  const centres = Float64Array.from({ length: C * p }, () => 1 + random());
  const labels = Array.from({ length: C * perClass }, (_, i) => i % C);
  // the spread alone, on a grid that adding it to the centres keeps exactly, so that the truth is known from the spread
  const grid = 2 ** -50;
  const spread = Float64Array.from(
    { length: labels.length * p },
    () => Math.round(((random() - 0.5) * 1e-7) / grid) * grid,
  );
  const exactCentres = centres.map((x) => Math.round(x * 2 ** 20) / 2 ** 20);
  const features = spread.map((s, k) => s + exactCentres[labels[Math.floor(k / p)] * p + (k % p)]);
  const expected = direct({ C, p, features: spread, labels });
  const sums = measure({ C, p, features, labels });
  for (const c of Array(C).keys()) expect(Math.abs(sums.within[c] / expected.within[c] - 1)).toBeLessThan(1e-6);
  expectClose(sums.covariance!, expected.covariance, 1e-6, 'covariance');
});

test('class means far from the origin are right to the last digit', () => {
  const values = Array.from({ length: 1000 }, (_, i) => 1e9 + (i % 10));
  const sums = measure({ C: 1, p: 1, features: Float64Array.from(values), labels: values.map(() => 0) });
  expect(sums.means[0]).toBe(1e9 + 4.5);
});

test('float32 features give the sums of the same numbers in float64', () => {
  const features = Float32Array.of(0.1, 0.2, 0.3, 0.4);
  const sums = (given: Float32Array | Float64Array) => {
    const means = new ClassMeans(2, 1);
    means.add(given, [0, 0, 1, 1]);
    return means.finish();
  };
  expect(sums(features)).toEqual(sums(Float64Array.from(features)));
});

/** A pass of spread over two classes on a line, with means 0 and 2. */
function lineSpread(features: number[], labels: number[], choices?: number[]) {
  const counts = Float64Array.from([0, 1], (c) => labels.filter((label) => label === c).length);
  const spread = new ClassSpread({
    classes: 2,
    features: 1,
    counts,
    means: Float64Array.of(0, 2),
    choices: Boolean(choices),
  });
  spread.add(Float64Array.from(features), labels, choices);
  return spread.finish();
}

test('a sample between two means is nearest to the lower class', () => {
  expect(lineSpread([1, 2], [0, 1]).nearest).toEqual(Uint32Array.of(1, 0, 0, 1));
});

test('nearest compares with the train means, confusion with the choice, agreement one with the other', () => {
  const spread = new ClassSpread({
    classes: 2,
    features: 1,
    counts: Float64Array.of(2, 1),
    means: Float64Array.of(0, 2),
    trainMeans: Float64Array.of(10, -10),
    choices: true,
  });
  spread.add(Float64Array.of(1, -1, 2), Uint8Array.of(0, 0, 1), Int32Array.of(0, 1, 1));
  const { nearest, confusion, agreement } = spread.finish();
  expect(nearest).toEqual(Uint32Array.of(1, 1, 1, 0));
  expect(confusion).toEqual(Uint32Array.of(1, 1, 0, 1));
  expect(agreement).toEqual(Uint32Array.of(1, 0, 1, 1));
});

test('the largest absolute feature is found', () => {
  const means = new ClassMeans(1, 2);
  means.add(Float64Array.of(1, -7, 3, 2), [0, 0]);
  expect(means.finish().largest).toBe(7);
});

test('empty classes are refused by name', () => {
  const means = new ClassMeans(4, 1);
  means.add(Float64Array.of(1, 2), [0, 2]);
  expect(() => means.finish()).toThrow('2 of 4 classes have no sample: 1, 3');
  expect(() => means.finish()).toThrow(expect.objectContaining({ code: 'EMPTY_CLASS' }));
});

test.each([2, -1, 0.5, Number.NaN])('the label %d is refused with the place of its sample', (label) => {
  const means = new ClassMeans(2, 1);
  means.add(Float64Array.of(1, 2), [0, 1]);
  expect(() => means.add(Float64Array.of(1), [label])).toThrow(
    `Sample 2 has label ${label}, expected a whole number from 0 to 1`,
  );
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('a feature of %d is refused with its place', (value) => {
  const means = new ClassMeans(1, 2);
  expect(() => means.add(Float64Array.of(1, 2, 3, value), [0, 0])).toThrow(`Feature 1 of sample 1 is ${value}`);
});

test('a batch whose features and labels do not fit is refused', () => {
  expect(() => new ClassMeans(1, 2).add(new Float64Array(3), [0, 0])).toThrow(
    '3 numbers come with 2 labels, expected 2 x 2 = 4',
  );
});

test('a choice out of range is refused, and choices that were not announced', () => {
  expect(() => lineSpread([0, 2], [0, 1], [0, 2])).toThrow('label 2');
  const spread = new ClassSpread({ classes: 1, features: 1, counts: Float64Array.of(1), means: Float64Array.of(0) });
  expect(() => spread.add(Float64Array.of(1), [0], [0])).toThrow('1 choices come with 1 labels');
});

test('a second pass over other samples than the first is noticed', () => {
  const spread = new ClassSpread({ classes: 1, features: 1, counts: Float64Array.of(2), means: Float64Array.of(0) });
  spread.add(Float64Array.of(1), [0]);
  expect(() => spread.finish()).toThrow('The second pass saw 1 samples of class 0, the first 2');
});
