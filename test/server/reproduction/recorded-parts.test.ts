import { expect, test } from 'vitest';
import { keptParts } from '../../../server/reproduction/recorded-parts.ts';

const measuredEpochs = Array.from({ length: 25 }, (_, i) => i + 1);
const run = { id: 'run_1', terminalPhaseEpoch: 6, lastEpoch: 25, measuredEpochs, classes: 10 };
const epochsOf = (kind: 'COVARIANCE' | 'EXAMPLES' | 'DISAGREEMENTS', split: 'TRAIN' | 'TEST' = 'TRAIN', classes = 10) => {
  const keeps = keptParts([{ ...run, classes }]);
  return measuredEpochs.filter((epoch) => keeps({ runId: 'run_1', epoch, split, kind }));
};

test('covariances stay of the first epoch, the start of the terminal phase and the end', () => {
  expect(epochsOf('COVARIANCE')).toEqual([1, 6, 25]);
});

test('examples stay of nine epochs besides, of many classes only of the three', () => {
  expect(epochsOf('EXAMPLES')).toEqual([1, 4, 6, 7, 10, 13, 16, 19, 22, 25]);
  expect(epochsOf('EXAMPLES', 'TRAIN', 100)).toEqual([1, 6, 25]);
});

test('of test images only disagreements stay, in every epoch', () => {
  expect([epochsOf('EXAMPLES', 'TEST'), epochsOf('COVARIANCE', 'TEST')]).toEqual([[], []]);
  expect(epochsOf('DISAGREEMENTS', 'TEST')).toEqual(measuredEpochs);
});
