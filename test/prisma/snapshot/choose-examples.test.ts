import { expect, test } from 'vitest';
import { chooseExamples } from '../../../prisma/snapshot/choose-examples.ts';

const labelsOf = (classes: number, each: number) => Uint16Array.from({ length: classes * each }, (_, i) => i % classes);

test('ten classes keep twenty each, the first of the split', () => {
  const chosen = chooseExamples(labelsOf(10, 50), 10);
  expect(chosen).toHaveLength(200);
  expect([...chosen.slice(0, 3)]).toEqual([0, 10, 20]);
});

test('a hundred classes keep two each', () => {
  expect(chooseExamples(labelsOf(100, 5), 100)).toHaveLength(200);
});

test('of more than two hundred classes the first two hundred keep one each', () => {
  const labels = labelsOf(300, 3);
  const chosen = chooseExamples(labels, 300);
  expect([...chosen].map((place) => labels[place])).toEqual(Array.from({ length: 200 }, (_, c) => c));
});

test('a class with fewer images keeps what it has', () => {
  expect([...chooseExamples([0, 1, 1, 1], 2)]).toEqual([0, 1, 2, 3]);
});
