import { expect, test } from 'vitest';
import { interpolatedPoints, lonePoints, markedPoints, railPoints } from '../../../web/charts/marks.ts';
import type { Line, Point } from '../../../web/charts/model.ts';

const points = (values: (number | null)[]): Point[] => values.map((y, x) => ({ x, y, text: '' }));
const line = (values: (number | null)[], mark: Line['mark'] = null): Line => ({
  id: 'a',
  label: 'a',
  colour: 'ink',
  isDashed: false,
  mark,
  points: points(values),
});
const tenPixels = (x: number) => 10 * x;
const at = (found: Point[]) => found.map((point) => point.x);

test('a point between gaps is alone, one at the end of a line is not', () => {
  expect(at(lonePoints(points([1, null, 2, null, 3, 4])))).toEqual([0, 2]);
});

test('a line of few points shows each of them', () => {
  expect(at(markedPoints(line([3, 2, null, 1]), tenPixels))).toEqual([0, 1, 3]);
});

test('marks of a long line are about 34 pixels apart, the last point always marked', () => {
  const values = Array.from({ length: 20 }, () => 1);
  expect(at(markedPoints(line(values, 'disc'), tenPixels))).toEqual([0, 4, 8, 12, 16, 19]);
});

test('diamonds begin half a gap later, so that they do not hide the discs', () => {
  const values = Array.from({ length: 20 }, () => 1);
  expect(at(markedPoints(line(values, 'diamond'), tenPixels))).toEqual([2, 6, 10, 14, 18, 19]);
});

test('a point at which a run is interpolated has a small mark of its own instead', () => {
  const some = line(Array.from({ length: 20 }, () => 1), 'disc');
  const mixed = { ...some, points: some.points.map((point) => (point.x % 2 === 0 ? point : { ...point, measured: 1 })) };
  expect(at(markedPoints(mixed, tenPixels))).toEqual([0, 4, 8, 12, 16, 18]);
  expect(at(interpolatedPoints(mixed, tenPixels))).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
});

test('a long line without marks still shows its lone points', () => {
  const values = [...Array.from({ length: 15 }, () => 1), null, 2, null, 3, 4];
  expect(at(markedPoints(line(values), tenPixels))).toEqual([16]);
});

test('zeros on the rail are thinned so that the discs do not touch, the first and last staying', () => {
  const zeros = Array.from({ length: 10 }, () => 0);
  expect(at(railPoints(line([1, ...zeros]), (x) => 3 * x))).toEqual([1, 5, 9, 10]);
});
