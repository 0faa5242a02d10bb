import { describe, expect, test } from 'vitest';
import { classMeasures, type ClassMeasures } from '../../../server/metrics/class-measures.ts';
import { collapsedCore, outcomeOf, planeCore, simplex, triangleCore } from './made-cores.ts';
import { coreOf } from '../../golden/golden-case.ts';

const measured = (core: Parameters<typeof classMeasures>[0]): ClassMeasures => {
  const found = classMeasures(core);
  if (typeof found === 'string') throw new Error(found);
  return found;
};

describe('measures of each class', () => {
  test('an exact simplex ETF without spread has spreads 0, equal norms and every row along its mean', () => {
    const { spreads, meanNorms, classifierNorms, alignments, accuracies, nearestMeanAccuracies } = measured(collapsedCore(4, 6, 3, 0));
    expect([...spreads]).toEqual([0, 0, 0, 0]);
    for (const norm of meanNorms) expect(norm).toBeCloseTo(3, 14);
    for (const norm of classifierNorms!) expect(norm).toBeCloseTo(6, 14);
    for (const cosine of alignments!) expect(cosine).toBeCloseTo(1, 14);
    expect([[...accuracies!], [...nearestMeanAccuracies]]).toEqual([[1, 1, 1, 1], [1, 1, 1, 1]]);
  });

  test('four samples in the plane, by hand: v = (1, 1), Tr Σ_B = 1, one of class 1 taken for class 0', () => {
    const { counts, spreads, meanNorms, classifierNorms, alignments, accuracies, nearestMeanAccuracies } = measured(planeCore());
    expect([[...counts], [...spreads], [...meanNorms], [...classifierNorms!]]).toEqual([[2, 2], [1, 1], [1, 1], [3, 4]]);
    expect([...alignments!]).toEqual([1, 0]);
    // (0,0) is as far from both means and goes to class 0; (-1,-1) has scores -3 and -4
    expect([[...accuracies!], [...nearestMeanAccuracies]]).toEqual([[1, 0.5], [1, 1]]);
  });

  test('classes of unequal spread and size, by hand: the spreads weighted by their share of the samples are NC1_QUOTIENT', () => {
    // class 0 at 2 ± 1 thrice over, class 1 at -2 ± 0.5: v = (1, 0.25); Tr Σ_B = 4
    const core = coreOf(Float64Array.of(1, 3, 1, 3, 1, 3, -1.5, -2.5), Float64Array.of(0, 0, 0, 0, 0, 0, 1, 1), Float64Array.of(1, -1), undefined, 2, 1);
    const { spreads, counts, quotient } = measured(core);
    expect([...spreads]).toEqual([0.25, 0.0625]);
    expect((counts[0]! * spreads[0]! + counts[1]! * spreads[1]!) / 8).toBeCloseTo(0.203125, 15);
    expect(quotient.value).toBeCloseTo(0.203125, 15);
    expect(outcomeOf(core, 'NC1_QUOTIENT').value).toBe(quotient.value);
  });

  test('the mean squared distance between the class means is 2C/(C-1) times what the spreads are divided by', () => {
    const [C, p] = [3, 2];
    const core = triangleCore();
    let sum = 0;
    for (let a = 0; a < C; a++) for (let b = 0; b < a; b++) for (let k = 0; k < p; k++) sum += (core.means[a * p + k]! - core.means[b * p + k]!) ** 2;
    core.within.fill(sum / 3);
    for (const spread of measured(core).spreads) expect(spread).toBeCloseTo((2 * C) / (C - 1), 14);
  });

  test('scaling and shifting the features changes no spread', () => {
    const features = simplex(3, 4, 1).map((x, k) => x + Math.sin(k));
    const twice = Float64Array.of(...features, ...features.map((x, k) => x + Math.cos(3 * k)));
    const labels = Float64Array.of(0, 1, 2, 0, 1, 2);
    const plain = measured(coreOf(twice, labels, undefined, undefined, 3, 4)).spreads;
    const moved = measured(coreOf(twice.map((x, k) => 5 * x + (k % 4)), labels, undefined, undefined, 3, 4)).spreads;
    for (const [c, spread] of plain.entries()) expect(moved[c]! / spread).toBeCloseTo(1, 12);
  });

  test('an inner layer has no classifier: no norms, no cosines and no accuracy of it', () => {
    const core = triangleCore();
    delete core.weight;
    delete core.confusion;
    const { classifierNorms, alignments, accuracies, nearestMeanAccuracies } = measured(core);
    expect([classifierNorms, alignments, accuracies]).toEqual([null, null, null]);
    expect([...nearestMeanAccuracies]).toEqual([1, 1, 1]);
  });

  test('equal means leave no spread, an empty class no answer', () => {
    const flat = triangleCore();
    flat.means.fill(1);
    const { spreads, quotient } = measured(flat);
    expect([...spreads]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(quotient.reason).toMatch(/^COINCIDING_MEANS/);
    const empty = triangleCore();
    empty.counts[1] = 0;
    expect(classMeasures(empty)).toMatch(/^EMPTY_CLASS/);
  });
});
