import { expect, test } from 'vitest';
import { createCrosshair, moved, nearest } from '../../../web/charts/crosshair.ts';

test('the crosshair stops at the nearest measured epoch', () => {
  expect([nearest([1, 10, 40], 24), nearest([1, 10, 40], 26), nearest([], 3)]).toEqual([10, 40, null]);
});

test('a key from nowhere goes to the last epoch, and no key leaves the curve', () => {
  expect([
    moved([1, 10, 40], null, 1),
    moved([1, 10, 40], 10, -1),
    moved([1, 10, 40], 40, 10),
    moved([], null, 1),
  ]).toEqual([40, 1, 40, null]);
});

test('listeners hear of a move once, and of letting go', () => {
  const crosshair = createCrosshair();
  const heard: (number | null)[] = [];
  crosshair.setStops([1, 10]);
  crosshair.subscribe(() => heard.push(crosshair.at()));
  crosshair.follow(9);
  crosshair.follow(10.4);
  crosshair.letGo();
  expect(heard).toEqual([10, null]);
});

test('only a move by key is read aloud', () => {
  const crosshair = createCrosshair();
  crosshair.setStops([1, 10]);
  crosshair.follow(9);
  expect(crosshair.isByKey()).toBe(false);
  crosshair.move(-1);
  expect([crosshair.isByKey(), crosshair.at()]).toEqual([true, 1]);
});
