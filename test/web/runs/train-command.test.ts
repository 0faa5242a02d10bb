import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { parseLaunch } from '../../../trainer/launch-run-request.ts';
import { trainCommand } from '../../../web/runs/train-command.ts';
import { exampleRun } from './example-run.ts';

/** The words that a shell makes of the command, behind "npm run train --". */
const wordsOf = (command: string) => execFileSync('sh', ['-c', `printf '%s\\n' ${command.replace('npm run train -- ', '')}`], { encoding: 'utf8' }).trimEnd().split('\n');

const run = exampleRun({
  ...{ width: 4, samplesPerClass: 50, loss: 'MSE', seed: 3, layers: ['last', 'stage1.block0'], robustnessImages: 20, splits: ['TRAIN'] },
  ...{ learningRateSteps: [{ afterEpoch: 46, factor: 0.1 }], study: { id: 'study_1', name: 'A study', slug: 'a-study', finalAt: null } },
});

test('the train command reads it back as the same settings', () => {
  const { queue } = parseLaunch(wordsOf(trainCommand(run)!));
  expect(queue!.runs[0]!.settings).toMatchObject({
    ...{ architecture: 'vgg', depth: 11, options: { width: 4 }, dataset: 'MNIST', samplesPerClass: 50, testSamplesPerClass: null, loss: 'MSE' },
    ...{ optimiser: run.optimiser, schedule: { kind: 'steps', steps: [{ afterEpoch: 46, factor: 0.1 }] }, seed: 3, epochs: 140, measuredEpochs: [1, 40, 140] },
    ...{ layers: ['last', 'stage1.block0'], splits: ['TRAIN'], terminalPhaseAccuracy: 1, robustnessImages: 20 },
  });
});

test('it joins the same study, under a name of its own', () => {
  expect(trainCommand(run)).toMatch(/ --study a-study --again$/);
});

test('a word that a shell would read as something else stays one word', () => {
  expect(wordsOf(trainCommand(exampleRun({ layers: ['last', "it's $HOME; x"] }))!)).toContain("last,it's $HOME; x");
});

test('no steps are said, or the usual ones would be taken; all images too', () => {
  const command = trainCommand(exampleRun({ samplesPerClass: null }))!;
  expect(command).toContain('--learning-rate-steps none');
  expect(command).toContain('--samples-per-class all');
});

test('what was brought from outside has no command', () => {
  expect(trainCommand(exampleRun({ source: 'INGESTED' }))).toBeNull();
});
