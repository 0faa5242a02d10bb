import { expect, test } from 'vitest';
import { parseRunSettings } from '../../../prisma/run-settings.ts';
import { parseLaunch } from '../../../trainer/launch-run-request.ts';
import { readForm } from '../../../web/launch/form.ts';
import { parseForm } from '../../../web/launch/parse-form.ts';
import { prepareCommand } from '../../../web/launch/prepare-command.ts';

const form = (search: string) => readForm(new URLSearchParams(search));
/** As a shell takes a line apart that has single quotes only. */
const wordsOf = (line: string) => [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);

test.each([
  '',
  'architecture=vgg&depth=11&head=single&width=16&dataset=CIFAR10&samplesPerClass=all&loss=mse&learningRate=0.05&epochs=20&learningRateSteps=5:0.5, 9:0.1',
  'architecture=densenet&depth=40&growth=12&variant=bc&measuredEpochs=1, 5, 7&epochs=9&layers=last, block2&splits=train&robustnessImages=0&priority=3&seeds=9',
  'measureEvery=4&epochs=12&terminalPhaseAccuracy=0.999&momentum=0.5&weightDecay=0&batchSize=64&testSamplesPerClass=10&learningRateSteps=none',
])('the command queues the very settings of the form: %s', (search) => {
  const values = form(search);
  const { queue } = parseLaunch(wordsOf(prepareCommand(values, 'widths')).slice(4));
  expect(queue?.runs.map(({ settings }) => settings)).toEqual([parseRunSettings(parseForm(values).settings)]);
  expect(queue?.study.slug).toBe('widths');
});

test('seeds and a sweep are as many runs as the form counts, and names with blanks stay one word', () => {
  const { queue } = parseLaunch(wordsOf(prepareCommand(form('seeds=1-3&sweep=4&name=my net&again=1'), 'widths')).slice(4));
  expect(queue?.runs).toHaveLength(12);
  expect([queue?.runs[0]?.name, queue?.again]).toEqual([expect.stringMatching(/^my net, seed 1, rate/), true]);
});

test('what a shell would act on is quoted', () => {
  expect(prepareCommand(form("name=$(rm -r x)'; ls"), 's')).toContain(`--name '$(rm -r x)'\\''; ls'`);
});
