import { expect, test } from 'vitest';
import { PLAIN_VIEW } from '../../../web/comparison/view.ts';
import { addHref, blockOfComparison, blockOfRun } from '../../../web/reports/add-to-report.ts';
import { readQuestion } from '../../../web/reports/blocks.ts';

const VIEW = { ...PLAIN_VIEW, runs: ['a', 'b'] };

test('the address of a run brings a block that can be read', () => {
  const { searchParams } = new URL(addHref('study_1', blockOfRun({ id: 'a', name: 'the & run' })), 'http://here');
  expect(searchParams.get('study')).toBe('study_1');
  expect(readQuestion(searchParams.get('block')!)).toMatchObject({ kind: 'chart', title: 'the & run', runs: ['a'], split: 'TRAIN' });
});

test('a comparison brings its groups, its middle and its band; of single runs its span', () => {
  expect(blockOfComparison({ ...VIEW, centre: 'median' }, ['s', 's'], 'T')).toMatchObject({ studyId: 's', question: { runs: ['a', 'b'], align: 'TERMINAL_PHASE', groupBy: 'ALL_BUT_SEED', centre: 'MEDIAN', band: 'MIN_MAX' } });
  expect(blockOfComparison({ ...VIEW, groupBy: 'NONE', zoom: { from: 2.5, to: 9.5 } }, ['s'], 'T')!.question).toEqual({ kind: 'chart', title: 'T', runs: ['a', 'b'], metrics: VIEW.metrics, split: 'TRAIN', align: 'TERMINAL_PHASE', from: 3, to: 9 });
});

test('no more metrics than a block may have curves of', () => {
  const runs = Array.from({ length: 30 }, (_, i) => `r${i}`);
  expect(blockOfComparison({ ...VIEW, runs }, ['s'], 'T')!.question).toMatchObject({ metrics: [VIEW.metrics[0]] });
});

test('runs of several studies, or of none, are in no report together', () => {
  expect(blockOfComparison(VIEW, ['s', 't'], 'T')).toBeNull();
  expect(blockOfComparison(VIEW, [undefined], 'T')).toBeNull();
  expect(blockOfComparison({ ...VIEW, runs: [] }, [], 'T')).toBeNull();
});
