import { expect, test } from 'vitest';
import { classRelations, type ClassRelations } from '../../../server/geometry/class-relations.ts';
import { principalAxes } from '../../../server/geometry/principal-axes.ts';
import type { SnapshotCore } from '../../../prisma/snapshot/snapshot.ts';
import { largestGap, numbers } from '../linear-algebra/matrices.ts';
import { simplex, triangleCore } from '../metrics/made-cores.ts';
import { all, coreOfMeans, turn, turned } from './made-turns.ts';

const relationsOf = (core: SnapshotCore, classes: number[]): ClassRelations => {
  const relations = classRelations(core, classes);
  if (typeof relations === 'string') throw new TypeError(relations);
  return relations;
};

test('an exact simplex ETF: every cosine is -1/(C-1) beside ones, of means, of classifiers and between them', () => {
  const [C, p] = [10, 16];
  const core = coreOfMeans(turned(simplex(C, p, 2), turn(p, 3)), turned(simplex(C, p, 5), turn(p, 3)), C, p);
  const relations = relationsOf(core, all(C));
  const ideal = Float64Array.from({ length: C * C }, (_, k) => (k % (C + 1) === 0 ? 1 : -1 / (C - 1)));
  for (const set of ['meansCosines', 'classifiersCosines', 'betweenCosines'] as const) expect(largestGap(relations[set]!, ideal)).toBeLessThan(1e-14);
  expect(largestGap(relations.betweenGram!, ideal.map((x) => 10 * x))).toBeLessThan(1e-13);
  expect(largestGap(relations.shares, new Float64Array(C - 1).fill(1 / (C - 1)))).toBeLessThan(1e-14);
});

test('the triangle (2,0), (-1,1), (-1,-1) with weights (4,0), (0,3), (0,-3), by hand', () => {
  const relations = relationsOf(triangleCore(), [0, 1, 2]);
  expect([...relations.meansGram]).toEqual([4, -2, -2, -2, 2, 0, -2, 0, 2]);
  expect([...relations.classifiersGram!]).toEqual([16, 0, 0, 0, 9, -9, 0, -9, 9]);
  expect([...relations.betweenGram!]).toEqual([8, -4, -4, 0, 3, -3, 0, -3, 3]);
  expect([...relations.classifierNorms!]).toEqual([4, 3, 3]);
  const r = -Math.SQRT1_2;
  expect(largestGap(relations.meansCosines, [1, r, r, r, 1, 0, r, 0, 1])).toBeLessThan(1e-15);
  expect(largestGap(relations.shares, [0.75, 0.25])).toBeLessThan(1e-15); // 6 and 2 of 8
  // class 0 lies furthest along the first direction, class 1 along the second
  expect(largestGap(relations.directions, [1, 0, 0, 1])).toBeLessThan(1e-15);
});

test('chosen classes keep their order, and are still centred about all class means', () => {
  const [C, p] = [5, 8];
  const core = coreOfMeans(numbers(C * p, 51), numbers(C * p, 52), C, p);
  const [whole, part] = [relationsOf(core, all(C)), relationsOf(core, [4, 2])];
  expect([...part.meansGram]).toEqual([[4, 4], [4, 2], [2, 4], [2, 2]].map(([i, j]) => whole.meansGram[i! * C + j!]));
  expect([...part.betweenCosines!]).toEqual([[4, 4], [4, 2], [2, 4], [2, 2]].map(([i, j]) => whole.betweenCosines![i! * C + j!]));
});

test('a mean without a direction has no cosine; equal means, an empty class and infinite numbers have a reason', () => {
  const { meansCosines } = relationsOf(coreOfMeans(Float64Array.of(0, 0, 3, 0, -3, 0), undefined, 3, 2), [0, 1, 2]);
  expect([...meansCosines]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, 1, -1, Number.NaN, -1, 1]);
  expect(classRelations(coreOfMeans(new Float64Array(6), undefined, 3, 2), [0, 1])).toMatch(/^COINCIDING_MEANS/);
  const core = triangleCore();
  core.counts[1] = 0;
  expect(classRelations(core, [0, 2])).toBe('EMPTY_CLASS: no samples of class 1.');
  expect(classRelations(coreOfMeans(Float64Array.of(1e200, -1e200), undefined, 2, 1), [0, 1])).toMatch(/^NOT_FINITE/);
});

test('tied variances: the axes do not depend on how the features are turned', () => {
  const [C, p] = [6, 9];
  const D = simplex(C, p, 1);
  const axes = principalAxes(D, C, p, 3).axes;
  for (const seed of [1, 2, 3]) expect(largestGap(principalAxes(turned(D, turn(p, seed)), C, p, 3).axes, axes)).toBeLessThan(1e-13);
  // the first follows class 0, the second class 1 as far as it is not along the first
  expect(axes[0]).toBeCloseTo(Math.sqrt(5 / 6), 13);
});
