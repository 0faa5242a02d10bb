import { expect, test } from 'vitest';
import { type CheckFields, fieldsOf, limitError, NEW_CHECK, ruleIn } from '../../../web/checks/check-form.ts';
import type { Check, CheckedRun, Outcome } from '../../../web/checks/checks-documents.ts';
import { checkCommand, matrixTable, prepareChecks, prepareMatrix, worstOf } from '../../../web/checks/prepare-checks.ts';
import { prepareOutcomes, summaryText, trialText, whyText } from '../../../web/checks/prepare-outcomes.ts';
import { ruleSentence, valueWords } from '../../../web/checks/prepare-rule.ts';
import type { MetricEntry } from '../../../web/figures/metric-entry.ts';

const entry = (id: MetricEntry['id'], symbol: string, title: string, unit: string) => ({ id, symbol, title, unit }) as MetricEntry;
const METRICS = [entry('NC1', 'NC1', 'Within-class spread', 'none'), entry('NC4_MISMATCH', 'NC4', 'Nearest-mean mismatch', 'share'), entry('LOSS', '', 'Loss', 'nats')];
const check = (change: Partial<Check> = {}): Check => ({ id: 'check_1', name: 'collapsed', metric: 'NC1', split: 'TRAIN', layer: 'last', point: 'LAST', bound: 'BELOW', limit: 0.1, version: 1, createdAt: '2026-11-24T10:00:00Z', archivedAt: null, ...change });
const outcome = (change: Partial<Outcome> = {}): Outcome => ({ result: 'PASSED', value: 0.05, limit: 0.1, epoch: 12, reason: '', isPending: false, at: null, ...change });
const run = (id: string, outcomes: CheckedRun['checkOutcomes']): CheckedRun => ({ id, name: id, architecture: 'vgg', depth: 11, width: null, dataset: 'MNIST', seed: 1, finishedAt: null, checkOutcomes: outcomes });
const FAILED = { result: 'FAILED', value: 0.2, reason: '0.2 is above the limit 0.1.' } as const;

test.each([
  [{}, 'NC1 of train images, at the last epoch, is at most 0.1.'],
  [{ split: 'TEST', layer: 'stage1', point: 'BEST', bound: 'ABOVE' }, 'NC1 of test images in the layer stage1, at its best, is at least 0.1.'],
  [{ point: 'TERMINAL_PHASE', bound: 'BASELINE', limit: 0.125 }, 'NC1 of train images, where the terminal phase begins, is no worse than the baseline’s by more than 12.5\u202f%.'],
  [{ bound: 'BASELINE', limit: 0 }, 'NC1 of train images, at the last epoch, is no worse than the baseline’s.'],
  [{ metric: 'NC4_MISMATCH', limit: 0.02 }, 'NC4 of train images, at the last epoch, is at most 2\u202f%.'],
  [{ metric: 'LOSS', limit: 0.123456 }, 'Loss of train images, at the last epoch, is at most 0.123456.'],
] as [Partial<Check>, string][])('a rule stands in words: %j', (change, sentence) => {
  expect(ruleSentence(check(change), METRICS)).toBe(sentence);
});

test('a value is read as its metric is, in full below the pointer', () => {
  expect([valueWords(0.022, 'NC4_MISMATCH', METRICS), valueWords(0.14812, 'NC1', METRICS), valueWords(null, 'NC1', METRICS)]).toEqual([{ text: '2.2\u202f%', exact: '0.022' }, { text: '0.148', exact: '0.14812' }, { text: '–', exact: 'no value' }]);
});

const fields = (change: Partial<CheckFields>): CheckFields => ({ ...NEW_CHECK, name: 'x', limit: '0.1', ...change });

test.each([
  [{ limit: '1e-3' }, 0.001, null],
  [{ limit: '0,5' }, 0.5, null],
  [{ limit: ' −2 ' }, -2, null],
  [{ limit: '10', bound: 'BASELINE' }, 0.1, null],
  [{ limit: '1001', bound: 'BASELINE' }, null, 'a share from 0 to 1000 %'],
  [{ limit: '-1', bound: 'BASELINE' }, null, 'a share from 0 to 1000 %'],
  [{ limit: 'abc' }, null, 'no number'],
  [{ limit: 'Infinity' }, null, 'no number'],
  [{ limit: '' }, null, null],
  [{ limit: '1', layer: ' ' }, null, null],
] as [Partial<CheckFields>, number | null, string | null][])('the fields %j are a rule with the limit %s', (change, limit, error) => {
  expect([ruleIn(fields(change))?.limit ?? null, limitError(fields(change))]).toEqual([limit, error]);
});

test('the fields of a check that there is give the same check', () => {
  for (const limit of [0.1, 0.07, 1e-9, 10]) {
    for (const bound of ['BELOW', 'BASELINE'] as const) {
      const { metric, split, layer, point } = check();
      expect(ruleIn(fieldsOf(check({ bound, limit })))).toEqual({ metric, split, layer, point, bound, limit: expect.closeTo(limit, 12) });
    }
  }
});

test('each check tells of how many runs what came out; one that was put aside of none', () => {
  const checks = [check(), check({ id: 'check_2', archivedAt: '2026-11-25T00:00:00Z' })];
  const runs = [run('a', [{ check: { id: 'check_1' }, ...outcome() }]), run('b', [{ check: { id: 'check_1' }, ...outcome(FAILED) }])];
  expect(prepareChecks(checks, runs, METRICS).map(({ counts }) => counts)).toEqual([{ PASSED: '1', FAILED: '1', UNDECIDED: '0' }, { PASSED: '0', FAILED: '0', UNDECIDED: '0' }]);
  expect(prepareChecks(checks, null, METRICS)[0]!.counts).toBeNull();
});

test('runs by checks: the worst of a run, its values, and those alone that do not pass', () => {
  const checks = [check(), check({ id: 'check_2', name: 'angles', metric: 'NC4_MISMATCH' })];
  const runs = [
    run('good', [{ check: { id: 'check_1' }, ...outcome() }, { check: { id: 'check_2' }, ...outcome({ value: 0.01 }) }]),
    run('bad', [{ check: { id: 'check_1' }, ...outcome(FAILED) }, { check: { id: 'check_2' }, ...outcome({ result: 'UNDECIDED', value: null, epoch: null, reason: 'NOT_RECORDED: The run records no test images.' }) }]),
  ];
  const matrix = prepareMatrix(checks, runs, METRICS, false);
  expect(matrix.rows.map(({ id, result, cells }) => [id, result, ...cells.map(({ look, value, hover }) => `${look.word} ${value} | ${hover}`)])).toEqual([
    ['good', 'PASSED', 'passed 0.050 | 0.05, epoch 12', 'passed 1.0\u202f% | 0.01, epoch 12'],
    ['bad', 'FAILED', 'failed 0.200 | 0.2, epoch 12. 0.2 is above the limit 0.1.', 'undecided – | no value. The run records no test images.'],
  ]);
  expect(prepareMatrix(checks, runs, METRICS, true).rows.map(({ id }) => id)).toEqual(['bad']);
  expect(matrixTable(matrix, matrix.rows, runs)).toEqual({
    heads: ['Run', 'Network, data, seed', 'All', 'collapsed', 'collapsed, value', 'angles', 'angles, value'],
    rows: [['good', 'VGG11, MNIST, seed 1', 'passed', 'passed', 0.05, 'passed', 0.01], ['bad', 'VGG11, MNIST, seed 1', 'failed', 'failed', 0.2, 'undecided', null]],
  });
});

test('failed before undecided before passed; of nothing, undecided', () => {
  expect([worstOf(['PASSED', 'UNDECIDED', 'FAILED']), worstOf(['PASSED', 'UNDECIDED']), worstOf(['PASSED']), worstOf([])]).toEqual(['FAILED', 'UNDECIDED', 'PASSED', 'UNDECIDED']);
});

test('on a run what failed stands first, with why; codes are for programs', () => {
  const outcomes = [outcome(), outcome({ result: 'UNDECIDED', value: null, epoch: null, reason: 'NO_BASELINE: no run was chosen.' }), outcome(FAILED)].map((each, i) => ({ ...each, check: check({ id: `check_${i}` }) }));
  expect(prepareOutcomes({ checkOutcomes: outcomes }, METRICS).map(({ id, look, value, epoch, why }) => [id, look.word, value.text, epoch, why])).toEqual([
    ['check_2', 'failed', '0.200', '12', '0.2 is above the limit 0.1.'],
    ['check_1', 'undecided', '–', '–', 'No run was chosen.'],
    ['check_0', 'passed', '0.050', '12', ''],
  ]);
  expect(whyText(outcome({ result: 'UNDECIDED', isPending: true, reason: 'PENDING: not yet' }))).toBe('The value is still measured.');
  expect(whyText(outcome({ result: 'UNDECIDED', reason: 'Of the baseline: NOT_RECORDED: nothing was recorded.' }))).toBe('Of the baseline: nothing was recorded.');
});

const summary = { checkCount: 2, runCount: 11, passedCount: 9, failedCount: 1, undecidedCount: 1 };
test.each([
  [summary, '9 of 11 runs pass', '1 fails, 1 undecided'],
  [{ ...summary, runCount: 1, passedCount: 1, failedCount: 0, undecidedCount: 0 }, '1 of 1 run passes', ''],
  [{ ...summary, checkCount: 0 }, 'none set', ''],
  [{ ...summary, runCount: 0 }, 'no completed run', ''],
])('the checks of a study in a line: %j', (numbers, text, detail) => {
  expect(summaryText(numbers)).toEqual({ text, detail });
});

test('what a rule would give is told before it is one', () => {
  const trial = { runCount: 8, leftOutRunCount: 0, passedCount: 1, failedCount: 6, undecidedCount: 1, isComplete: false, failed: [{ id: 'a', name: 'a' }, { id: 'b', name: 'b' }] };
  expect(trialText(trial)).toEqual({ text: 'Of today’s 8 completed runs 1 would pass, 6 would fail, 1 would be undecided, some since their values are still measured.', failed: 'Would fail: a, b and 4 more.' });
  expect(trialText({ ...trial, runCount: 0 }).text).toContain('no completed run');
});

test('the command of continuous integration names the study', () => {
  expect(checkCommand('width')).toBe('node collapsar.mjs check --study width');
});
