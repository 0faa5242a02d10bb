import { expect, test } from 'vitest';
import { prepareTrainingNow } from '../../../web/runs/prepare-training-now.ts';
import type { RunCurves } from '../../../web/runs/run-curves.ts';
import { exampleRun } from './example-run.ts';

const curves: RunCurves = {
  epochs: [1, 40, 140],
  nc1: [9, 0.247, 0.148],
  trainError: [0.5, 0, 0],
  testEpochs: [1, 40, 140],
  testError: [0.6, 0.15, 0.149],
};
test('a phase that too few epochs confirm is marked as provisional', () => {
  const young = { status: 'RUNNING', isTerminalPhaseProvisional: true, lastEpoch: 42 } as const;
  expect(prepareTrainingNow([exampleRun(young)], new Map())[0]!.phase).toBe('terminal phase from 40, provisional');
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
