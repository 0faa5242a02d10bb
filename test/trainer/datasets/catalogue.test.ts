import { expect, test } from 'vitest';
import { dataSetNames, loadDataSet } from '../../../trainer/datasets/catalogue.ts';

const options = { root: '.', samplesPerClass: 1, testSamplesPerClass: 1, seed: 0 };

test('an unknown data set is refused with a list of those there are', async () => {
  await expect(loadDataSet('mnist', options)).rejects.toMatchObject({
    code: 'DATA_SET_UNKNOWN',
    message: `There is no data set "mnist"; choose one of ${dataSetNames.join(', ')}.`,
  });
});

test('MNIST is there, and no name twice', () => {
  expect(dataSetNames).toContain('MNIST');
  expect(new Set(dataSetNames).size).toBe(dataSetNames.length);
});
