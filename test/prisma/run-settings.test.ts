import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ARCHITECTURE_DEPTHS } from '../../prisma/architecture-depths.ts';
import { PAPER_VALUES, sweepRates } from '../../prisma/paper-values.ts';
import { parseRunSettings } from '../../prisma/run-settings.ts';
import { families } from '../../trainer/architectures/catalogue.ts';
import { dataSetNames } from '../../trainer/datasets/catalogue.ts';

const SMALL = { architecture: 'resnet', depth: 18, dataset: 'MNIST' };
const parse = (changes: object = {}) => parseRunSettings({ ...SMALL, ...changes });

describe('what is left out is as in the paper', () => {
  test('a small data set: SGD of 0.9, 5e-4, 128; 350 epochs, falling after 116 and 233; zero error', () => {
    const run = parse();
    expect(run.optimiser).toEqual({ kind: 'sgd', learningRate: sweepRates()[20], momentum: 0.9, weightDecay: 5e-4, batchSize: 128 });
    expect(run.schedule.steps).toEqual([{ afterEpoch: 116, factor: 0.1 }, { afterEpoch: 233, factor: 0.1 }]);
    expect([run.epochs, run.samplesPerClass, run.testSamplesPerClass, run.terminalPhaseAccuracy]).toEqual([350, 5000, null, 1]);
    expect([run.loss, run.lossReduction]).toEqual(['CROSS_ENTROPY', 'mean over the batch']);
    expect(run.measuredEpochs).toHaveLength(50);
  });

  test('ImageNet: 1e-4, 256; 300 epochs, falling after 150 and 225; 99.6 % train accuracy', () => {
    const run = parse({ architecture: 'resnet', depth: 152, dataset: 'ImageNet' });
    expect(run.optimiser).toMatchObject({ weightDecay: 1e-4, batchSize: 256 });
    expect(run.schedule.steps.map((step) => step.afterEpoch)).toEqual([150, 225]);
    expect([run.epochs, run.samplesPerClass, run.terminalPhaseAccuracy]).toEqual([300, 600, 0.996]);
  });

  test('the squared error states its other reduction and begins at the rate chosen for it', () => {
    const run = parse({ loss: 'MSE' });
    expect(run.lossReduction).toBe('mean over the batch and the classes');
    expect(run.optimiser.learningRate).toBeCloseTo(0.018420157, 9);
  });

  test('other lengths fall after floor(E/3) and floor(2E/3), and never before the first or after the last epoch', () => {
    const stepsOf = (epochs: number) => parse({ epochs }).schedule.steps.map((step) => step.afterEpoch);
    expect([100, 10, 3, 2, 1].map(stepsOf)).toEqual([[33, 66], [3, 6], [1, 2], [1], []]);
  });

  test('the rates of the sweep are the 25 published ones', () => {
    const published = [
      0.0001, 0.000138542, 0.000191938, 0.000265915, 0.000368403, 0.000510392, 0.000707107, 0.000979638, 0.001357209, 0.001880302, 0.002605004,
      0.003609019, 0.005, 0.00692709, 0.009596916, 0.01329574, 0.018420157, 0.025519618, 0.035355339, 0.048981924, 0.06786044, 0.094015077,
      0.130250183, 0.180450951, 0.25,
    ];
    const rates = sweepRates();
    expect(rates).toHaveLength(25);
    for (const [k, rate] of published.entries()) expect(Math.abs(rates[k]! / rate - 1)).toBeLessThan(3e-6);
    expect([rates[0], rates[24], sweepRates(2)]).toEqual([1e-4, 0.25, [1e-4, 0.25]]);
  });
});

describe('epochs to measure', () => {
  test('every k-th, with the first and the last', () => {
    expect(parse({ epochs: 10, measureEvery: 4 }).measuredEpochs).toEqual([1, 4, 8, 10]);
    expect(parse({ epochs: 3, measureEvery: 50 }).measuredEpochs).toEqual([1, 3]);
  });

  test('a list in any order, with the first and the last', () => {
    expect(parse({ epochs: 10, measuredEpochs: [7, 3, 7] }).measuredEpochs).toEqual([1, 3, 7, 10]);
  });
});

describe('one sentence names the setting, its value and what is allowed', () => {
  const bad: [object, string][] = [
    [{ architecture: 'alexnet' }, 'architecture is "alexnet"; it must be one of vgg, resnet, densenet.'],
    [{ architecture: 'constructor' }, 'architecture is "constructor"; it must be one of vgg, resnet, densenet.'],
    [{ depth: 19 }, 'depth is 19; it must be one of 8, 18, 20, 34, 50, 101, 152 for resnet.'],
    [{ depth: 'six' }, 'depth is "six"; it must be a whole number from 1 to 1000.'],
    [{ dataset: 'mnist' }, 'dataset is "mnist"; it must be one of MNIST, FashionMNIST, SVHN, CIFAR10, CIFAR100, STL10, ImageNet.'],
    [{ dataset: undefined }, 'dataset is missing; it must be one of MNIST, FashionMNIST, SVHN, CIFAR10, CIFAR100, STL10, ImageNet.'],
    [{ options: { height: 3 } }, 'There is no setting height; there is width, head, growth, variant.'],
    [{ options: { width: 0 } }, 'width is 0; it must be a whole number from 1 to 4096.'],
    [{ samplesPerClass: 2.5 }, 'samplesPerClass is 2.5; it must be a whole number from 1 to 1000000.'],
    [{ learningRate: 0 }, 'learningRate is 0; it must be a number above 0.'],
    [{ learningRate: Number.POSITIVE_INFINITY }, 'learningRate is Infinity; it must be a number above 0.'],
    [{ momentum: 1 }, 'momentum is 1; it must be a number from 0 to less than 1.'],
    [{ loss: 'hinge' }, 'loss is "hinge"; it must be one of CROSS_ENTROPY, MSE.'],
    [{ epochs: 10, measuredEpochs: [11] }, 'measuredEpochs is 11; it must be at most 10, the number of epochs.'],
    [{ measureEvery: 2, measuredEpochs: [1] }, 'measureEvery is 2; it must be left out where measuredEpochs is given.'],
    [{ layers: ['first'] }, 'layers is ["first"]; it must be a list with "last" in it, which every metric needs.'],
    [{ splits: ['TEST'] }, 'splits is ["TEST"]; it must be a list with TRAIN in it, whose class means both splits need.'],
    [{ terminalPhaseAccuracy: 99.9 }, 'terminalPhaseAccuracy is 99.9; it must be a share above 0, up to 1.'],
    [{ epochs: 10, learningRateSteps: [{ afterEpoch: 10, factor: 0.1 }] }, 'learningRateSteps is 10; it must be after epoch 0 and before the last, 10: steps ascend.'],
  ];
  test.each(bad)('%j', (changes, sentence) => {
    expect(() => parse(changes)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT', message: sentence }));
  });

  test('a caller may call the settings by other names', () => {
    const flag = (name: string) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    expect(() => parseRunSettings({ ...SMALL, samplesPerClass: 0 }, flag)).toThrow('--samples-per-class is 0; it must be');
  });

  test('whatever is given for one setting, the outcome is settings or one sentence', () => {
    const names = ['architecture', 'depth', 'options', 'dataset', 'samplesPerClass', 'loss', 'learningRate', 'epochs', 'measuredEpochs', 'layers', 'seed'];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
        try {
          parse({ [name]: value });
        } catch (error) {
          expect(error).toMatchObject({ name: 'CollapsarError', code: 'BAD_USER_INPUT', message: expect.stringMatching(/\.$/) });
        }
      }),
    );
  });
});

describe('the record knows what the trainer can train', () => {
  test('every family in every depth', () => {
    expect(Object.fromEntries(Object.entries(families).map(([name, { depths }]) => [name, depths]))).toEqual(ARCHITECTURE_DEPTHS);
  });

  test('every data set', () => {
    expect(Object.keys(PAPER_VALUES)).toEqual(expect.arrayContaining([...dataSetNames]));
  });
});
