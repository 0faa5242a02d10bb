import { describe, expect, test } from 'vitest';
import { changed } from '../../../web/frame/address.ts';
import { isShown, readForm, withField, writeForm } from '../../../web/launch/form.ts';
import { parseForm, runCount } from '../../../web/launch/parse-form.ts';

const DEPTHS = { vgg: [6, 11, 13], resnet: [8, 18, 50], densenet: [40, 121] };
const form = (search = '') => readForm(new URLSearchParams(search));

describe('the address', () => {
  test('says nothing of a form that is as usual', () => {
    expect(changed('', writeForm(form()))).toBe('');
  });

  test('says the whole form, and gives the same one again', () => {
    const search = 'architecture=vgg&depth=6&dataset=CIFAR10&learningRateSteps=5%3A0.5&seeds=1-3&study=Widths&again=1';
    expect(changed('', writeForm(form(search)))).toBe(`?${search}`);
    expect(form(changed('', writeForm(form(search))))).toEqual(form(search));
  });
});

describe('a change of the network', () => {
  test('takes the nearest depth of another family, and leaves options that it does not have', () => {
    const next = withField(form('architecture=vgg&depth=16&head=single&width=8'), 'architecture', 'resnet', DEPTHS);
    expect(next).toMatchObject({ architecture: 'resnet', depth: '18', head: '', width: '8' });
  });

  test('keeps a depth that both have', () => {
    expect(withField(form('depth=8'), 'architecture', 'vgg', { ...DEPTHS, vgg: [6, 8] }).depth).toBe('8');
  });

  test('shows the options that a network has', () => {
    const shown = (search: string) => (['width', 'head', 'growth', 'variant'] as const).filter((name) => isShown(name, form(search)));
    expect(shown('architecture=vgg&depth=6')).toEqual(['width']);
    expect(shown('architecture=vgg&depth=11')).toEqual(['width', 'head']);
    expect(shown('architecture=densenet&depth=40')).toEqual(['width', 'growth', 'variant']);
  });
});

test('of two fields that exclude each other the newer one counts', () => {
  expect(withField(form('learningRate=0.1'), 'sweep', '25', DEPTHS)).toMatchObject({ sweep: '25', learningRate: '' });
  expect(withField(form('sweep=25'), 'learningRate', '0.1', DEPTHS)).toMatchObject({ sweep: '', learningRate: '0.1' });
  expect(withField(form('measuredEpochs=1,2'), 'measureEvery', '5', DEPTHS)).toMatchObject({ measureEvery: '5', measuredEpochs: '' });
});

describe('reading the fields', () => {
  test('leaves out what is empty', () => {
    expect(parseForm(form())).toEqual({ settings: { architecture: 'resnet', depth: 18, dataset: 'MNIST', options: {} }, seeds: [], sweep: null, errors: {} });
  });

  test('gives every setting as the server takes it', () => {
    const { settings, errors } = parseForm(form('width=8&samplesPerClass=ALL&testSamplesPerClass=20&loss=mse&learningRate=5e-2&learningRateSteps=5:0.5,%209&weightDecay=0&measuredEpochs=1,%205&layers=last,block2&splits=train'));
    expect(errors).toEqual({});
    expect(settings).toEqual({
      architecture: 'resnet', depth: 18, dataset: 'MNIST', options: { width: 8 }, samplesPerClass: null, testSamplesPerClass: 20, loss: 'MSE', learningRate: 0.05,
      learningRateSteps: [{ afterEpoch: 5, factor: 0.5 }, { afterEpoch: 9, factor: 0.1 }], weightDecay: 0, measuredEpochs: [1, 5], layers: ['last', 'block2'], splits: ['TRAIN'],
    });
  });

  test.each([
    ['momentum=fast', 'momentum'],
    ['epochs=1.5', 'epochs'],
    ['samplesPerClass=many', 'samplesPerClass'],
    ['seeds=5-1', 'seeds'],
    ['seeds=1-100000', 'seeds'],
    ['learningRateSteps=a:b', 'learningRateSteps'],
    ['measuredEpochs=1,x', 'measuredEpochs'],
  ])('%s is told at its field', (search, field) => {
    expect(Object.keys(parseForm(form(search)).errors)).toEqual([field]);
  });

  test('one seed is a setting, several are runs', () => {
    expect(parseForm(form('seeds=7')).settings.seed).toBe(7);
    const several = parseForm(form('seeds=1, 3-5, 3&sweep=4'));
    expect([several.seeds, several.settings.seed, runCount(several)]).toEqual([[1, 3, 4, 5], undefined, 16]);
  });

  test('no drops at all are not the usual ones', () => {
    expect(parseForm(form('learningRateSteps=none')).settings.learningRateSteps).toEqual([]);
  });
});
