import { expect, test } from 'vitest';
import { inWorkspace } from '../../../server/linear-algebra/workspace.ts';

test('a matrix comes back as it was placed', () => {
  const A = Float64Array.from({ length: 15 }, (_, k) => k);
  expect(inWorkspace((workspace) => workspace.take(workspace.place(A, 3, 5), 3, 5))).toEqual(A);
});

test('what was placed in one call is overwritten with zeros for the next', () => {
  inWorkspace((workspace) => workspace.place(new Float64Array(64).fill(7), 8, 8));
  expect(inWorkspace((workspace) => workspace.numbers(workspace.zeros(64), 64).slice())).toEqual(new Float64Array(64));
});

test('the memory is kept from call to call while it is small, and given up when it grew large', () => {
  const use = (numbers: number) =>
    inWorkspace((workspace) => {
      workspace.zeros(numbers);
      return workspace;
    });
  const small = use(1000);
  expect(use(1000)).toBe(small);
  expect(use(9 * 2 ** 20).bytes).toBeGreaterThan(64 * 2 ** 20);
  expect(use(1000).bytes).toBeLessThan(2 ** 20);
});

test('memory beyond what WebAssembly can address is a RangeError, and the next call works', () => {
  expect(() => inWorkspace((workspace) => workspace.zeros(2 ** 30))).toThrow(RangeError);
  expect(inWorkspace((workspace) => workspace.numbers(workspace.zeros(2), 2).slice())).toEqual(new Float64Array(2));
});
