import { expect, test } from 'vitest';
import { formOf, lackOf, questionOf } from '../../../web/reports/block-form.ts';
import { canonical, fenceOf, readQuestion } from '../../../web/reports/blocks.ts';

test.each([
  '{"kind":"chart","runs":["a","b"],"metrics":["NC1","LOSS"],"split":"TEST","align":"TERMINAL_PHASE","from":3,"to":9,"title":"T"}',
  '{"kind":"chart","runs":["a"],"metrics":["NC1"],"groupBy":"CELL","centre":"MEDIAN","band":"MIN_MAX"}',
  '{"kind":"table","runs":["a"],"metrics":["NC1"],"point":"BEST","layer":"conv1"}',
  '{"kind":"geometry","run":"a","epoch":0,"dimensions":3,"classes":[4,5,6]}',
  '{"kind":"paper-cell","architecture":"vgg","dataset":"MNIST","metrics":["NC1"]}',
  '{"kind":"thread","thread":"t"}',
])('the fields of %s ask the same again', (text) => {
  const question = readQuestion(text)!;
  const form = formOf(question);
  expect(lackOf(form)).toBeNull();
  expect(canonical(questionOf(form))).toBe(canonical(question));
  expect(canonical(readQuestion(fenceOf(questionOf(form)).split('\n')[1]!)!)).toBe(canonical(question));
});

test('what is still missing is said, by kind', () => {
  const empty = formOf(null);
  expect(lackOf(empty)).toBe('Choose at least one run.');
  expect(lackOf({ ...empty, runs: ['a'], metrics: [] })).toBe('Choose at least one metric.');
  expect(lackOf({ ...empty, runs: ['a'], from: '9', to: '3' })).toBe('The first epoch lies behind the last.');
  expect(lackOf({ ...empty, runs: ['a'], from: 'x' })).toBe('Epochs are whole numbers.');
  expect(lackOf({ ...empty, runs: Array.from({ length: 21 }, (_, i) => `r${i}`), metrics: ['NC1', 'LOSS'] })).toContain('more than 40 curves');
  expect(lackOf({ ...empty, kind: 'geometry' })).toBe('Choose a run.');
  expect(lackOf({ ...empty, kind: 'geometry', run: 'a', epoch: '1.5' })).toBe('An epoch is a whole number.');
  expect(lackOf({ ...empty, kind: 'paper-cell', architecture: 'vgg' })).toBe('Choose a network and a data set.');
  expect(lackOf({ ...empty, kind: 'thread' })).toBe('Choose what was said.');
});
