import { expect, test } from 'vitest';
import { epochBar, optimiserText, runWarnings, settingChips, statusLine } from '../../../web/runs/prepare-run-head.ts';
import { runDetail } from '../../../web/runs/prepare-run-line.ts';
import { exampleRun } from './example-run.ts';

const steps = (...factors: number[]) => factors.map((factor, i) => ({ afterEpoch: 47 * (i + 1), factor }));

test('the optimiser is told with its rate and where that falls', () => {
  const { optimiser } = exampleRun();
  expect(optimiserText({ optimiser, learningRateSteps: steps(0.1, 0.1) })).toBe('SGD 0.05, ×0.1 at 47, 94');
  expect(optimiserText({ optimiser, learningRateSteps: steps(0.1, 0.5) })).toBe('SGD 0.05, ×0.1 at 47, ×0.5 at 94');
  expect(optimiserText({ optimiser, learningRateSteps: [] })).toBe('SGD 0.05');
});

test('the status line counts epochs, and while training says what is left', () => {
  expect(statusLine(exampleRun())).toBe('completed, 140 of 140 epochs');
  expect(statusLine(exampleRun({ status: 'RUNNING', lastEpoch: 38, remainingMs: 132 * 60_000 }))).toBe(
    'training, 38 of 140 epochs, 2 h 12 min left',
  );
});

test('what is not known yet has no chip', () => {
  expect(settingChips(exampleRun({ trainSampleCount: null, featureCount: null }))).toEqual([
    'VGG11',
    'MNIST',
    'cross-entropy',
    'SGD 0.05',
    'seed 1',
  ]);
});

test('too few features for a simplex are a warning, from p = C - 2 down', () => {
  expect(runWarnings(exampleRun({ featureCount: 8 })).map(({ text }) => text)).toEqual([
    'p = 8 is less than C − 1 = 9: no simplex ETF exists; values are still given.',
  ]);
  expect(runWarnings(exampleRun({ featureCount: 9 }))).toEqual([]);
});

test('unverified files are a warning, files not read yet are none', () => {
  expect(runWarnings(exampleRun({ isDatasetVerified: false })).map(({ title }) => title)).toEqual([
    'data not verified',
  ]);
  expect(runWarnings(exampleRun({ isDatasetVerified: null }))).toEqual([]);
});

test('a recorded warning is titled by its code', () => {
  expect(runWarnings(exampleRun({ warnings: ['FEW_SAMPLES: N - C < p.', 'odd'] }))).toEqual([
    { title: 'few samples', text: 'N - C < p.' },
    { title: 'warning', text: 'odd' },
  ]);
});

test('what the record and the settings both tell is said once, in the words of the record', () => {
  const simplex = 'No simplex ETF exists: 8 features are fewer than the 9 that 10 classes need.';
  const files = 'data/train-labels is not the official train-labels of mnist: sha256 1 instead of 2, so the run counts as unverified.';
  expect(runWarnings(exampleRun({ featureCount: 8, isDatasetVerified: false, warnings: [files, simplex] }))).toEqual([
    { title: 'data not verified', text: files },
    { title: 'p < C − 1', text: simplex },
  ]);
});

test('the epoch bar never passes its end', () => {
  expect(epochBar({ lastEpoch: 150, plannedEpochCount: 100, terminalPhaseEpoch: 40 })).toEqual({
    done: 100,
    phase: 40,
  });
  expect(epochBar({ lastEpoch: 0, plannedEpochCount: 0, terminalPhaseEpoch: null })).toEqual({ done: 0, phase: null });
});

test('a run whose numbers a program made up says so before all else', () => {
  expect(runWarnings(exampleRun({ isGenerated: true, featureCount: 8 })).map(({ title }) => title)).toEqual(['generated', 'p < C − 1']);
  expect(runDetail(exampleRun({ isGenerated: true }))).toMatch(/^generated, /);
  expect(runDetail(exampleRun({}))).not.toContain('generated');
});

test('a learning rate drawn at random has four digits in its chip', () => {
  expect(optimiserText({ ...exampleRun({}), optimiser: { ...exampleRun({}).optimiser, learningRate: 0.04898192401 }, learningRateSteps: [] })).toBe('SGD 0.04898');
});
