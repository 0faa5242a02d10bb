import { expect, test } from 'vitest';
import { captionLines } from '../../../web/export/svg-text.ts';

test('a caption is broken between words, and no line is longer than the drawing is wide', () => {
  expect(captionLines('VGG small on MNIST, seed 1', 12)).toEqual(['VGG small on', 'MNIST, seed', '1']);
});

test('an address that is longer than a line is broken, and nothing of it is lost', () => {
  const address = 'http://127.0.0.1:4000/runs/run_1';
  const lines = captionLines(`Run 1. ${address}`, 10);
  expect(lines.every((line) => line.length <= 10)).toBe(true);
  expect(lines.join('').replaceAll(' ', '')).toBe(`Run1.${address}`);
});

test('no caption, no line', () => {
  expect(captionLines('', 10)).toEqual([]);
});
