import { describe, expect, test } from 'vitest';
import { sweepRates } from '../../prisma/paper-values.ts';
import { checkTrainable } from '../../trainer/launch-run-check.ts';
import { parseLaunch } from '../../trainer/launch-run-request.ts';

const SMALL = ['--architecture', 'vgg', '--depth', '6', '--dataset', 'MNIST'];
const parse = (...args: string[]) => parseLaunch([...SMALL, ...args]);
const runsOf = (...args: string[]) => parse(...args).queue!.runs;
const settingsOf = (...args: string[]) => runsOf(...args)[0]!.settings;

describe('one command line', () => {
  test('network and data set are enough: the rest is as in the paper, with names made from them', () => {
    const { queue, watches, isDryRun } = parse();
    expect(queue).toMatchObject({ study: { slug: 'vgg6-mnist', name: 'VGG6 on MNIST' }, again: false });
    expect(queue!.runs.map(({ name }) => name)).toEqual(['VGG6 on MNIST, seed 1']);
    expect(queue!.runs[0]!.settings).toMatchObject({ epochs: 350, samplesPerClass: 5000, optimiser: { batchSize: 128, momentum: 0.9 } });
    expect([watches, isDryRun]).toEqual([false, false]);
  });

  test('every option arrives in its setting', () => {
    const settings = settingsOf(
      '--width', '4', '--samples-per-class', '20', '--test-samples-per-class', '10', '--loss', 'mse', '--learning-rate', '1e-2', '--momentum', '0.8',
      '--weight-decay', '0', '--batch-size', '50', '--epochs', '12', '--seed', '7', '--measured-epochs', '3,6', '--layers', 'last', '--splits', 'train',
      '--terminal-phase-accuracy', '0.999', '--robustness-images', '30', '--priority=-2', '--learning-rate-steps', '4:0.5,8',
    );
    expect(settings).toEqual({
      architecture: 'vgg', depth: 6, dataset: 'MNIST', options: { width: 4 }, samplesPerClass: 20, testSamplesPerClass: 10, loss: 'MSE',
      lossReduction: 'mean over the batch and the classes', seed: 7, epochs: 12, measuredEpochs: [1, 3, 6, 12], layers: ['last'], splits: ['TRAIN'],
      optimiser: { kind: 'sgd', learningRate: 0.01, momentum: 0.8, weightDecay: 0, batchSize: 50 }, terminalPhaseAccuracy: 0.999, robustnessImages: 30, priority: -2,
      schedule: { kind: 'steps', steps: [{ afterEpoch: 4, factor: 0.5 }, { afterEpoch: 8, factor: 0.1 }] },
    });
  });

  test('"all" means every image, "none" a constant learning rate', () => {
    expect(settingsOf('--samples-per-class', 'all').samplesPerClass).toBeNull();
    expect(settingsOf('--learning-rate-steps', 'none').schedule.steps).toEqual([]);
  });

  test('a name is kept as it is, and told apart where there are several runs', () => {
    expect(runsOf('--name', 'mine')[0]!.name).toBe('mine');
    expect(runsOf('--name', 'mine', '--seeds', '1,2').map(({ name }) => name)).toEqual(['mine, seed 1', 'mine, seed 2']);
    expect(runsOf('--loss', 'mse', '--width', '4')[0]!.name).toBe('VGG6 on MNIST, width 4, squared error, seed 1');
  });
});

describe('a sweep', () => {
  test('is one run for each of the 25 published rates, in a study of its own', () => {
    const { queue, isSweep } = parse('--sweep', '--dry-run');
    expect(queue!.study.slug).toBe('vgg6-mnist-sweep');
    expect(queue!.runs.map(({ settings }) => settings.optimiser.learningRate)).toEqual(sweepRates());
    expect(new Set(queue!.runs.map(({ name }) => name)).size).toBe(25);
    expect(queue!.runs[20]!.name).toBe('VGG6 on MNIST, seed 1, rate 0.06786');
    expect(isSweep).toBe(true);
  });

  test('of three rates and two seeds is six runs', () => {
    const runs = runsOf('--sweep', '3', '--seeds', '1,2');
    expect(runs.map(({ settings: { seed, optimiser } }) => [seed, optimiser.learningRate])).toEqual([1, 2].flatMap((seed) => sweepRates(3).map((rate) => [seed, rate])));
  });
});

describe('orders', () => {
  test('may be several and stand alone, with or without watching', () => {
    expect(parseLaunch(['--pause', 'run_1', '--pause', 'run_2', '--watch'])).toMatchObject({
      queue: null, watches: true, orders: [{ order: 'pause', runId: 'run_1' }, { order: 'pause', runId: 'run_2' }],
    });
    expect(parseLaunch(['--watch'])).toMatchObject({ queue: null, orders: [], watches: true });
  });

  test('do not mix with new runs', () => {
    expect(() => parse('--cancel', 'run_1')).toThrow('--pause, --resume and --cancel give orders to runs that exist; queue new ones by another command.');
  });
});

describe('what is wrong is told in the words of the command line', () => {
  const bad: [string[], string | RegExp][] = [
    [['--architecture', 'alexnet'], '--architecture is "alexnet"; it must be one of vgg, resnet, densenet.'],
    [['--depth', '7'], /^--depth is 7; it must be one of 6, 11, 13, 16, 19 for vgg\.$/],
    [['--depth', 'six'], '--depth is "six"; it must be a whole number from 1 to 1000.'],
    [['--dataset', 'mnist'], /^--dataset is "mnist"; it must be one of MNIST, /],
    [['--samples-per-class', '-3'], /ambiguous/],
    [['--samples-per-class=-3'], '--samples-per-class is -3; it must be a whole number from 1 to 1000000.'],
    [['--loss', 'hinge'], '--loss is "hinge"; it must be one of CROSS_ENTROPY, MSE.'],
    [['--sweep', '1'], '--sweep is "1"; it must be a whole number of rates from 2 to 200, or left out for 25.'],
    [['--sweep', '3', '--learning-rate', '0.1'], '--sweep and --learning-rate exclude each other; give one of them.'],
    [['--seeds', '1,x'], '--seed is "x"; it must be a whole number from 0 to 2147483647.'],
    [['--measure-every', '0'], '--measure-every is 0; it must be a whole number from 1 to 100000.'],
    [['--measured-epochs', '400'], '--measured-epochs is 400; it must be at most 350, the number of epochs.'],
    [['--dephts', '6'], /^Unknown option '--dephts'/],
    [['surplus'], /^Unexpected argument 'surplus'/],
  ];
  test.each(bad)('%j', (args, sentence) => {
    expect(() => parse(...args)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT', message: typeof sentence === 'string' ? sentence : expect.stringMatching(sentence) }));
  });

  test('nothing to do', () => {
    expect(() => parseLaunch([])).toThrow('Say what to train with --architecture, --depth and --dataset; node collapsar.mjs train --help tells all options.');
  });
});

describe('what no trainer could train is refused before it is queued', () => {
  test('an option of another family, with those there are', () => {
    expect(() => checkTrainable(settingsOf('--growth', '12'))).toThrow(expect.objectContaining({ code: 'OPTION_UNKNOWN', message: expect.stringContaining('there is width') }));
  });

  test('a layer that is not recorded, a batch that cannot be filled', () => {
    expect(() => checkTrainable(settingsOf('--layers', 'last,first'))).toThrow(/^This network has no layer "first" to record; it has last, /);
    expect(() => checkTrainable(settingsOf('--samples-per-class', '5'))).toThrow('A batch of 128 cannot be filled from 50 training images; choose a batch size of at most 50.');
  });

  test('all else gives the number of parameters', () => {
    expect(checkTrainable(settingsOf('--architecture', 'resnet', '--depth', '18'))).toBe(11_172_810);
  });
});
