import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Choices } from '../../../server/ingest/choices.ts';

/** argmax of W h + b as it is written down. */
function chosen(h: number[], W: number[][], b: number[]): number {
  const scores = W.map((w, c) => w.reduce((sum, weight, j) => sum + weight * h[j]!, 0) + b[c]!);
  return scores.indexOf(Math.max(...scores));
}

test('each sample gets the class of the largest score, the lower one of equals, whatever stands beside it', () => {
  const small = fc.integer({ min: -3, max: 3 }); // so that ties are frequent
  const sizes = fc.record({ n: fc.integer({ min: 1, max: 11 }), C: fc.integer({ min: 2, max: 7 }), p: fc.integer({ min: 1, max: 6 }) });
  fc.assert(
    fc.property(sizes, fc.infiniteStream(small), fc.boolean(), ({ n, C, p }, stream, single) => {
      const draw = (length: number) => Array.from({ length }, () => stream.next().value);
      const [features, W, b] = [Array.from({ length: n }, () => draw(p)), Array.from({ length: C }, () => draw(p)), draw(C)];
      const Floats = single ? Float32Array : Float64Array;
      const choices = new Int32Array(n);
      new Choices({ classes: C, weight: Floats.from(W.flat()), bias: Floats.from(b) }, p).choose(Floats.from(features.flat()), choices, 0);
      expect([...choices]).toEqual(features.map((h) => chosen(h, W, b)));
    }),
  );
});

test('scores are float64: a difference below float32 decides', () => {
  const choices = new Int32Array(1);
  new Choices({ classes: 2, weight: Float64Array.of(1, 1 + 2 ** -50) }, 1).choose(Float32Array.of(1), choices, 0);
  expect(choices[0]).toBe(1);
});
