import { expect, test } from 'vitest';
import { parseRunSettings } from '../../../prisma/run-settings.ts';
import { presentSettings } from '../../../server/launch/present-settings.ts';
import { readForm } from '../../../web/launch/form.ts';
import type { LaunchSettings } from '../../../web/launch/launch-documents.ts';
import { parseForm } from '../../../web/launch/parse-form.ts';
import { prepareFields } from '../../../web/launch/prepare-fields.ts';
import { errorsAt } from '../../../web/launch/prepare-launch.ts';
import { formOfRun } from '../../../web/launch/setting-texts.ts';

const form = (search = '') => readForm(new URLSearchParams(search));
const settingsOf = (input: object) => presentSettings(parseRunSettings({ architecture: 'resnet', depth: 18, dataset: 'MNIST', ...input })) as LaunchSettings;
const choices = { families: [{ name: 'resnet', depths: [8, 18] }], datasets: ['MNIST'] };

function field(search: string, name: string, errors = {}) {
  const values = form(search);
  const blocks = prepareFields(values, { choices, defaults: settingsOf({ dataset: values.dataset }), errors });
  return blocks.flatMap(({ fields }) => fields).find((each) => each.name === name)!;
}

test('the form has four blocks', () => {
  expect(prepareFields(form(), { choices, defaults: null, errors: {} }).map(({ title }) => title)).toEqual(['Network', 'Data', 'Optimiser', 'Record']);
});

test('an empty field shows what counts, and a changed one has it greyed beside it', () => {
  expect(field('', 'weightDecay')).toMatchObject({ value: '', usual: '5e-4', beside: null });
  expect(field('weightDecay=0.01', 'weightDecay')).toMatchObject({ value: '0.01', beside: 'paper 5e-4' });
  expect(field('weightDecay=5e-4', 'weightDecay').beside).toBeNull();
  expect(field('seeds=4', 'seeds').beside).toBe('default 1');
});

test('what is only recalled of the paper carries its mark', () => {
  expect(field('samplesPerClass=10', 'samplesPerClass').beside).toBe('paper 5000†');
  expect(field('dataset=ImageNet&batchSize=10', 'batchSize').beside).toBe('paper 256†');
});

test('a value that another field decides says so', () => {
  expect(field('sweep=5', 'learningRate').usual).toBe('by the sweep');
  expect(field('measureEvery=3', 'measuredEpochs').usual).toBe('every 3');
});

test('a long list is shown by its ends', () => {
  expect(field('measuredEpochs=1', 'measuredEpochs').beside).toBe('paper 1, 2, 3 … 350 (50)');
});

test('a refusal stands at its field, the others apart', () => {
  const problem = (code: string, at?: string) => ({ code, sentence: `${at} is wrong`, requestId: null, field: at });
  expect(errorsAt({ epochs: 'not a number' }, [problem('BAD_USER_INPUT', 'seed'), problem('BAD_USER_INPUT', 'epochs'), problem('FORBIDDEN')])).toEqual({
    fields: { epochs: 'not a number', seeds: 'seed is wrong' },
    rest: problem('FORBIDDEN'),
  });
});

test('a run gives the form that launches it again, with no more in it than differs', () => {
  const input = { options: { width: 8 }, samplesPerClass: null, learningRate: 0.25 ** (7 / 24) * 1e-4 ** (17 / 24), epochs: 12, measuredEpochs: [3], loss: 'MSE', splits: ['TRAIN'], seed: 5 };
  const usual = { ...settingsOf({ epochs: 12, loss: 'MSE' }), epochs: 350, loss: 'CROSS_ENTROPY' as const };
  const values = formOfRun(settingsOf(input), usual, form());
  expect(parseRunSettings(parseForm(values).settings)).toEqual(parseRunSettings({ architecture: 'resnet', depth: 18, dataset: 'MNIST', ...input }));
  expect([values.momentum, values.weightDecay, values.learningRateSteps]).toEqual(['', '', '']);
});
