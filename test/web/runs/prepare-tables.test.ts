import { expect, test } from 'vitest';
import { prepareRunTable } from '../../../web/runs/prepare-run-table.ts';
import { prepareTrainingNow } from '../../../web/runs/prepare-training-now.ts';
import type { RunCurves } from '../../../web/runs/run-curves.ts';
import { exampleRun } from './example-run.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const curves: RunCurves = {
  epochs: [1, 40, 140],
  nc1: [9, 0.247, 0.148],
  trainError: [0.5, 0, 0],
  testEpochs: [1, 40, 140],
  testError: [0.6, 0.15, 0.149],
};
const row = (change: Parameters<typeof exampleRun>[0], known = new Map([['run_1', curves]])) =>
  prepareRunTable([exampleRun(change)], known, NOW)[0]!;

test('a row tells NC1 and accuracy from the phase to the end', () => {
  const { phase, nc1, accuracy, finished } = row({ finishedAt: '2026-11-24T11:48:00Z' });
  expect([phase, nc1, accuracy, finished.text]).toEqual([
    '40',
    '0.247 → 0.148',
    '85.0\u202f% → 85.1\u202f%',
    '12 min ago',
  ]);
});

test('a phase that too few epochs confirm is marked as provisional in both tables', () => {
  const young = { status: 'RUNNING', isTerminalPhaseProvisional: true, lastEpoch: 42 } as const;
  expect(row(young).phase).toBe('40, provisional');
  expect(prepareTrainingNow([exampleRun(young)], new Map())[0]!.phase).toBe('terminal phase from 40, provisional');
});

test('a run that ended without its phase says so; one in training leaves it open', () => {
  expect(row({ terminalPhaseEpoch: null }).phase).toBe('not reached');
  expect(row({ terminalPhaseEpoch: null, status: 'RUNNING' }).phase).toBe('–');
  expect(row({ terminalPhaseEpoch: null }).nc1).toBe('0.148');
});

test('a run without curves has dashes, not zeros', () => {
  const { nc1, accuracy, finished } = row({}, new Map());
  expect([nc1, accuracy, finished.text]).toEqual(['–', '–', '–']);
});

test('a run in training shows its last error and NC1, its rate and what is left', () => {
  const run = exampleRun({ status: 'RUNNING', lastEpoch: 60, imagesPerSecond: 1840, remainingMs: 41 * 60_000 });
  const [training] = prepareTrainingNow([run], new Map([['run_1', curves]]));
  expect(training).toMatchObject({
    progress: '60 of 140',
    phase: 'terminal phase from 40',
    trainError: '0\u202f%',
    nc1: '0.148',
    imagesPerSecond: '1\u202f840',
    left: '41 min',
  });
});
