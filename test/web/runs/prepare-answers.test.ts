import { describe, expect, test } from 'vitest';
import type { SuggestedVerdict } from '../../../web/runs/run-documents.ts';
import { prepareAnswers } from '../../../web/runs/prepare-answers.ts';
import { exampleRecord } from './example-run.ts';

const verdict: SuggestedVerdict = {
  verdict: 'PARTLY',
  epoch: 140,
  tests: [
    { metric: 'NC1', value: 0.148, threshold: 0.1, isMet: false },
    { metric: 'NC4_MISMATCH', value: 0, threshold: 0.01, isMet: true },
  ],
};

describe('does it collapse', () => {
  test('a verdict is always called suggested, with how many thresholds are met', () => {
    const { collapse } = prepareAnswers(exampleRecord({ suggestedVerdict: verdict }));
    expect([collapse.icon, collapse.answer, collapse.detail]).toEqual([
      'half',
      'Partly',
      'suggested; 1 of 2 thresholds met',
    ]);
    expect(collapse.tests[0]).toEqual({
      metric: 'NC1',
      value: '0.148',
      exact: '0.148',
      threshold: '0.1',
      isMet: false,
    });
  });

  test('a damaged snapshot is told as damage, not as a run that did not collapse', () => {
    const verdictProblem = { code: 'DATA_CORRUPT', sentence: 'snapshot of epoch 140: ...', requestId: null };
    const { collapse } = prepareAnswers({ ...exampleRecord({ suggestedVerdict: null }), verdictProblem });
    expect([collapse.icon, collapse.answer, collapse.detail, collapse.tests]).toEqual([
      'alert',
      'No verdict',
      'the snapshot it would rest on is damaged',
      [],
    ]);
  });

  test('a verdict that could not be asked for says why', () => {
    const verdictProblem = { code: 'DEADLINE_EXCEEDED', sentence: 'The database took too long.', requestId: null };
    const { collapse } = prepareAnswers({ ...exampleRecord({ suggestedVerdict: null }), verdictProblem });
    expect([collapse.answer, collapse.detail]).toEqual(['No verdict', 'The database took too long.']);
  });

  test('without a terminal phase there is no verdict, and while training it is too early', () => {
    const none = {
      suggestedVerdict: { verdict: 'NO_TERMINAL_PHASE' as const, epoch: null, tests: [] },
      terminalPhaseEpoch: null,
    };
    expect(prepareAnswers(exampleRecord(none)).collapse.answer).toBe('No verdict');
    expect(prepareAnswers(exampleRecord({ ...none, status: 'RUNNING' })).collapse.answer).toBe('Too early to say');
  });
});

describe('when', () => {
  test('the phase is told with how long the error has stayed zero', () => {
    const { when } = prepareAnswers(exampleRecord());
    expect([when.answer, when.detail]).toEqual(['Terminal phase from epoch 40', 'train error 0 for 100 epochs']);
  });

  test('a phase that too few epochs confirm is told as provisional', () => {
    const { when } = prepareAnswers(exampleRecord({ isTerminalPhaseProvisional: true }));
    expect([when.answer, when.detail]).toEqual(['Terminal phase from epoch 40', 'provisional: train error 0 for 100 epochs']);
  });

  test('an error that rose again after the phase began is told too', () => {
    expect(prepareAnswers(exampleRecord({}, { trainError: [0.5, 0, 0.001] })).when.detail).toBe(
      'train error 0 at first, above it again in 1 of 2 evaluated epochs',
    );
  });

  test('a phase not reached is told with the smallest error', () => {
    const { when } = prepareAnswers(exampleRecord({ terminalPhaseEpoch: null }, { trainError: [0.5, 0.02, 0.04] }));
    expect([when.answer, when.detail]).toEqual([
      'Terminal phase not reached',
      'smallest train error 2.0\u202f%, wanted 0\u202f%',
    ]);
  });
});

describe('still improving, and does it generalise', () => {
  test('both are told from the phase to the end', () => {
    const { improving, generalises } = prepareAnswers(exampleRecord());
    expect(improving.answer).toBe('NC1 0.247 → 0.148 (−40\u202f%)');
    expect(generalises.answer).toBe('Test 85.0\u202f% → 85.1\u202f%');
  });

  test('before the phase there is one value, and no change', () => {
    const { improving, generalises } = prepareAnswers(exampleRecord({ terminalPhaseEpoch: null, status: 'RUNNING' }));
    expect([improving.answer, generalises.answer]).toEqual(['NC1 0.148', 'Test 85.1\u202f%']);
  });

  test('a run without a single measured epoch says so', () => {
    const record = {
      ...exampleRecord({ terminalPhaseEpoch: null }, { epochs: [], testError: [], trainError: [] }),
      train: { epochs: [], columns: [], gaps: [] },
    };
    const { improving, generalises } = prepareAnswers(record);
    expect([improving.answer, generalises.answer]).toEqual(['NC1 not measured yet', 'Not evaluated yet']);
  });
});
