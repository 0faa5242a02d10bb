import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Loss, lossSum } from '../../trainer/loss.ts';

const sumOf = (logits: number[], labels: number[], loss: Loss) => lossSum({ logits: Float32Array.from(logits), labels, classes: logits.length / labels.length }, loss);

test('cross-entropy by hand: logits 0 and ln 3, label 0, gives ln 4', () => {
  expect(sumOf([0, Math.log(3)], [0], 'CROSS_ENTROPY').loss).toBeCloseTo(Math.log(4), 6);
});

test('squared error by hand: (1 - 1)² and (3 - 0)² have mean 4.5', () => {
  expect(sumOf([1, 3], [0], 'MSE').loss).toBe(4.5);
});

test('cross-entropy of logits that would overflow is exact', () => {
  expect(sumOf([1000, 0, -1000], [1], 'CROSS_ENTROPY').loss).toBe(1000);
  expect(sumOf([1e30, 0], [0], 'CROSS_ENTROPY').loss).toBe(0);
});

test('of equal logits the first is the choice', () => {
  expect(sumOf([2, 2, 1, 1], [1, 0], 'CROSS_ENTROPY').wrong).toBe(1);
});

test('NaN in the logits makes the loss NaN', () => {
  expect(sumOf([Number.NaN, 1], [1], 'CROSS_ENTROPY').loss).toBeNaN();
  expect(sumOf([1, Number.NaN], [0], 'CROSS_ENTROPY').loss).toBeNaN();
});

test('a label outside the classes is refused with its value and the range', () => {
  expect(() => sumOf([1, 2, 3, 4], [0, 2], 'MSE')).toThrow(/sample 1 .* is 2; labels go from 0 to 1/);
});

for (const loss of ['CROSS_ENTROPY', 'MSE'] as const) {
  test(`the gradient of ${loss} is the slope of the mean`, () => {
    const logit = fc.double({ min: -4, max: 4, noNaN: true });
    fc.assert(
      fc.property(fc.array(logit, { minLength: 12, maxLength: 12 }), fc.nat(11), (values, index) => {
        const [labels, classes, step] = [[0, 2, 1, 3], 3, 2 ** -10];
        labels[3] = 2;
        const gradient = new Float32Array(12);
        const z = Float32Array.from(values);
        lossSum({ logits: z, labels, classes }, loss, gradient);
        const at = (delta: number) => lossSum({ logits: z.map((value, i) => (i === index ? value + delta : value)), labels, classes }, loss).loss / 4;
        expect(gradient[index]).toBeCloseTo((at(step) - at(-step)) / (2 * step), 3);
      }),
      { seed: 4, numRuns: 50 },
    );
  });
}
