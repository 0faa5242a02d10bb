import { expect, test } from 'vitest';
import type { SnapshotCore } from '../../../prisma/snapshot/snapshot.ts';
import { centreRows } from '../../../server/linear-algebra/centre-rows.ts';
import { alignedFrame, type Frame } from '../../../server/geometry/aligned-frame.ts';
import { principalAxes } from '../../../server/geometry/principal-axes.ts';
import { simplexAxes } from '../../../server/geometry/simplex-axes.ts';
import { identity, largestGap, numbers, plainProduct } from '../linear-algebra/matrices.ts';
import { simplex, triangleCore } from '../metrics/made-cores.ts';
import { all, coreOfMeans, turn, turned } from './made-turns.ts';

const frameOf = (core: SnapshotCore, classes: number[], B: Float64Array, examples: Parameters<typeof alignedFrame>[3] = null): Frame => {
  const frame = alignedFrame(core, classes, B, examples);
  if (typeof frame === 'string') throw new TypeError(frame);
  return frame;
};
/** Where the vertices of the ETF of C classes stand. */
const target = (B: Float64Array, C: number) => B.map((entry) => entry * Math.sqrt(C / (C - 1)));

test('the axes of two to four classes are orthonormal and sum to zero', () => {
  for (const s of [2, 3, 4] as const) {
    const B = simplexAxes(s);
    const columns = Float64Array.from({ length: s * (s - 1) }, (_, k) => B[(k % s) * (s - 1) + Math.floor(k / s)]!);
    expect(largestGap(plainProduct(columns, columns, s - 1, s - 1, s), identity(s - 1))).toBeLessThan(1e-15);
    expect(largestGap(plainProduct(columns, new Float64Array(s).fill(1), s - 1, 1, s), new Float64Array(s - 1))).toBeLessThan(1e-15);
  }
});

test('an exact simplex ETF, however turned, moved and scaled, lies on the target: any three classes, and all', () => {
  const [C, p] = [7, 12];
  const Q = turn(p, 5);
  const core = coreOfMeans(turned(simplex(C, p, 3), Q, numbers(p, 8)), turned(simplex(C, p, 0.2), Q), C, p);
  for (const classes of [[0, 1, 2], [6, 2, 4]]) {
    const frame = frameOf(core, classes, simplexAxes(3));
    expect(largestGap(frame.means, target(simplexAxes(3), C))).toBeLessThan(1e-14);
    expect(largestGap(frame.classifiers!, target(simplexAxes(3), C))).toBeLessThan(1e-14);
  }
  const { axes, shares } = principalAxes(centreRows(core.means, C, p), C, p, 3);
  expect(largestGap(frameOf(core, all(C), axes).means, target(axes, C))).toBeLessThan(1e-14);
  expect(largestGap(shares, new Float64Array(C - 1).fill(1 / (C - 1)))).toBeLessThan(1e-14);
});

test('the triangle (2,0), (-1,1), (-1,-1) by hand: already upright but for a quarter turn', () => {
  const { means, classifiers, meansShown, warnings } = frameOf(triangleCore(), [0, 1, 2], simplexAxes(3));
  const length = (2 + 2 * Math.SQRT2) / 3;
  // the first class at the top; the second left, the third right
  expect(largestGap(means, [0, 2, -1, -1, 1, -1].map((x) => x / length))).toBeLessThan(1e-14);
  // W = (4,0), (0,3), (0,-3) turned the same way
  expect(largestGap(classifiers!, [0, 4, -3, 0, 3, 0].map((x) => x / (10 / 3)))).toBeLessThan(1e-14);
  expect([Math.abs(meansShown - 1) < 1e-14, warnings]).toEqual([true, []]);
});

test('turning, moving and scaling the features changes no frame', () => {
  const [C, p] = [5, 9];
  const [M, W, X] = [numbers(C * p, 2), numbers(C * p, 3), Float32Array.from(numbers(6 * p, 4))];
  const labels = Uint32Array.of(0, 3, 3, 1, 4, 2);
  const move = numbers(p, 6);
  const Q = turn(p, 7);
  const B = principalAxes(centreRows(M, C, p), C, p, 3).axes;
  const examples = (features: Float32Array) => ({ features, labels, indices: labels });
  const one = frameOf(coreOfMeans(M, W, C, p), all(C), B, examples(X));
  const turnedMeans = turned(M, Q, move);
  const other = frameOf(coreOfMeans(turnedMeans, turned(W, Q), C, p), all(C), B, examples(Float32Array.from(turned(X, Q, move))));
  for (const set of ['means', 'classifiers'] as const) expect(largestGap(one[set]!, other[set]!)).toBeLessThan(1e-13);
  expect(largestGap(one.examples!, other.examples!)).toBeLessThan(1e-6); // examples are float32
  expect(largestGap(B, principalAxes(centreRows(turnedMeans, C, p), C, p, 3).axes)).toBeLessThan(1e-13);
  const scaled = frameOf(coreOfMeans(M.map((x) => 40 * x), W.map((x) => x / 7), C, p), all(C), B);
  for (const set of ['means', 'classifiers'] as const) expect(largestGap(one[set]!, scaled[set]!)).toBeLessThan(1e-13);
});

test('frames of slightly moved epochs move little, and the reference frame shows the principal coordinates', () => {
  const [C, p] = [6, 10];
  const [M, W] = [numbers(C * p, 12), numbers(C * p, 13)];
  const D = centreRows(M, C, p);
  const { axes, shares } = principalAxes(D, C, p, 2);
  let before = frameOf(coreOfMeans(M, W, C, p), all(C), axes);
  expect(before.meansShown).toBeCloseTo(shares[0]! + shares[1]!, 12);
  for (let step = 1; step <= 20; step++) {
    const by = (A: Float64Array, seed: number) => A.map((x, k) => x + (step * 1e-4) * numbers(A.length, seed)[k]!);
    const now = frameOf(coreOfMeans(by(M, 21), by(W, 22), C, p), all(C), axes);
    for (const set of ['means', 'classifiers'] as const) expect(largestGap(before[set]!, now[set]!)).toBeLessThan(2e-3);
    before = now;
  }
});

test('examples are those of the chosen classes, about the mean of all class means; a class mean is where its own mean is drawn', () => {
  const [C, p] = [4, 6];
  const M = numbers(C * p, 31).map(Math.fround);
  const { examples, exampleLabels, exampleIndices, means } = frameOf(coreOfMeans(M, undefined, C, p), [3, 1, 0], simplexAxes(3), {
    ...{ features: Float32Array.from(M), labels: Uint32Array.of(0, 1, 2, 3), indices: Uint32Array.of(50, 51, 52, 53) },
  });
  expect([[...exampleLabels!], [...exampleIndices!]]).toEqual([[0, 1, 3], [50, 51, 53]]);
  const [a, b, c] = [means.slice(4), means.slice(2, 4), means.slice(0, 2)];
  expect(largestGap(examples!, [...a, ...b, ...c])).toBeLessThan(1e-14);
});

test('two classes are a line, whatever they are', () => {
  const frame = frameOf(coreOfMeans(Float64Array.of(1, 5, 3, -3, 5, 8), undefined, 2, 3), [0, 1], simplexAxes(2));
  expect(largestGap(frame.means, [-1, 1])).toBeLessThan(1e-14);
  expect(frame.classifiers).toBeNull();
});

test('fewer features than a simplex needs, coinciding means, zero weights: a picture and its warning; all means equal: a reason', () => {
  const flat = frameOf(coreOfMeans(numbers(10, 41), numbers(10, 42), 5, 2), all(5), principalAxes(centreRows(numbers(10, 41), 5, 2), 5, 2, 3).axes);
  expect(flat.warnings).toEqual([expect.stringMatching(/^NO_SIMPLEX: 2 features .* 5 classes/)]);
  expect([...flat.means].every(Number.isFinite)).toBe(true);
  const twins = frameOf(coreOfMeans(Float64Array.of(1, 0, 0, 1, 0, 0, 0, 2, 0), new Float64Array(9), 3, 3), [0, 1, 2], simplexAxes(3));
  expect(twins.warnings).toEqual([expect.stringMatching(/^RANK_DEFICIENT: .* 1 of 2/), expect.stringMatching(/^ZERO_WEIGHT/)]);
  expect(largestGap(twins.means.slice(0, 2), twins.means.slice(2, 4))).toBeLessThan(1e-15);
  expect(alignedFrame(coreOfMeans(new Float64Array(6).fill(3), undefined, 3, 2), [0, 1, 2], simplexAxes(3), null)).toMatch(/^COINCIDING_MEANS/);
  const pair = coreOfMeans(Float64Array.of(1, 1, 1, 1, 5, 0), undefined, 3, 2);
  expect(alignedFrame(pair, [0, 1], simplexAxes(2), null)).toBe('COINCIDING_MEANS: the means of the chosen classes are equal.');
});
