import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LABEL_GAP, spreadLabels } from '../../../web/charts/spread-labels.ts';

test('labels far enough apart stay where they are', () => {
  expect(spreadLabels([{ y: 100 }, { y: 50 }], 0, 200)).toEqual([{ y: 50 }, { y: 100 }]);
});

test('two labels at one place part to both sides', () => {
  expect(spreadLabels([{ y: 100 }, { y: 100 }], 0, 200)).toEqual([{ y: 93.5 }, { y: 106.5 }]);
});

test('labels are at least 13 pixels apart and inside the plot, in the order of their lines', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 8 }), (places) => {
      const spread = spreadLabels(
        places.map((y, i) => ({ y, i, wanted: y })),
        0,
        200,
      );
      for (let i = 1; i < spread.length; i++) {
        expect(spread[i]!.y - spread[i - 1]!.y).toBeGreaterThanOrEqual(LABEL_GAP - 1e-9);
        expect(spread[i]!.wanted).toBeGreaterThanOrEqual(spread[i - 1]!.wanted);
      }
      expect(spread[0]!.y).toBeGreaterThanOrEqual(0);
      expect(spread.at(-1)!.y).toBeLessThanOrEqual(200);
    }),
  );
});
