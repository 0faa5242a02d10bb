import { expect, test } from 'vitest';
import { keptPlaces } from '../../../server/reproduction/kept-places.ts';

const measuredEpochs = Array.from({ length: 25 }, (_, i) => i + 1);
const run = { id: 'run_1', terminalPhaseEpoch: 6, lastEpoch: 25, measuredEpochs, classes: 10, seed: 1 };
const epochsOf = (part: 'COVARIANCE' | 'EXAMPLES' | 'DISAGREEMENTS' | undefined, split: 'TRAIN' | 'TEST', change: Partial<typeof run> = {}) => {
  const keeps = keptPlaces([{ ...run, ...change }]);
  return measuredEpochs.filter((epoch) => keeps({ runId: 'run_1', epoch, split }, part));
};

test('of up to ten classes every snapshot stays, of more the test images of three epochs', () => {
  expect([epochsOf(undefined, 'TRAIN'), epochsOf(undefined, 'TEST')]).toEqual([measuredEpochs, measuredEpochs]);
  expect([epochsOf(undefined, 'TRAIN', { classes: 100 }), epochsOf(undefined, 'TEST', { classes: 100 })]).toEqual([measuredEpochs, [1, 6, 25]]);
});

test('covariances stay of the first epoch, the start of the terminal phase and the end', () => {
  expect(epochsOf('COVARIANCE', 'TRAIN')).toEqual([1, 6, 25]);
});

test('examples stay of five epochs besides, of many classes only of the three, of further seeds not at all', () => {
  expect(epochsOf('EXAMPLES', 'TRAIN')).toEqual([1, 6, 7, 13, 19, 25]);
  expect(epochsOf('EXAMPLES', 'TRAIN', { classes: 100 })).toEqual([1, 6, 25]);
  expect(epochsOf('EXAMPLES', 'TRAIN', { seed: 2 })).toEqual([]);
});

test('of test images only disagreements stay', () => {
  expect([epochsOf('EXAMPLES', 'TEST'), epochsOf('COVARIANCE', 'TEST')]).toEqual([[], []]);
  expect(epochsOf('DISAGREEMENTS', 'TEST')).toEqual(measuredEpochs);
});
