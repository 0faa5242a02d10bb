import { expect, test } from 'vitest';
import { canonical, fenceOf, readQuestion, type Question } from '../../../web/reports/blocks.ts';

test('what a fence leaves out is as usual, so that a question is known again however it was written', () => {
  const brief = readQuestion('{"metrics": ["NC1"], "kind": "chart", "runs": ["a"]}')!;
  const full = readQuestion('{"kind": "chart", "runs": ["a"], "metrics": ["NC1"], "split": "TRAIN", "layer": "last", "align": "EPOCH", "centre": "MEAN", "band": "MIN_MAX"}')!;
  expect(canonical(brief)).toBe(canonical(full));
  expect(canonical(brief)).not.toBe(canonical({ ...full, split: 'TEST' } as Question));
});

test.each(['', '{', 'null', '[]', '{"kind": "pie"}', '{"kind": "constructor"}', '{"kind": 3}'])('%j is no question', (text) => {
  expect(readQuestion(text)).toBeNull();
});

test('a fence tells no more than what is not as usual', () => {
  const question = readQuestion('{"kind": "table", "runs": ["a"], "metrics": ["NC1"], "point": "LAST", "split": "TEST"}')!;
  expect(fenceOf(question)).toMatch(/^```collapsar\n\{.*\}\n```$/);
  expect(JSON.parse(fenceOf(question).split('\n')[1]!)).toEqual({ kind: 'table', runs: ['a'], metrics: ['NC1'], split: 'TEST' });
});

test('middle and band are told of groups alone', () => {
  const single = readQuestion('{"kind": "chart", "runs": ["a"], "metrics": ["NC1"], "centre": "MEDIAN"}')!;
  expect(fenceOf(single)).not.toContain('MEDIAN');
  expect(fenceOf({ ...single, groupBy: 'CELL' } as Question)).toContain('MEDIAN');
});
