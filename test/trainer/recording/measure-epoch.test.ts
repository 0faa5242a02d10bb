import { beforeAll, expect, test } from 'vitest';
import { measureEpoch } from '../../../trainer/recording/measure-epoch.ts';
import { startForTest } from '../backends/start-for-test.ts';
import { tinyRun } from '../tiny-run.ts';

beforeAll(() => startForTest());

/** What was made of an epoch: whether the train and the test images were evaluated, and the splits recorded. */
async function madeOf(epoch: number, terminalPhaseEpoch: number | null, changes: Parameters<typeof tinyRun>[0] = {}) {
  const { run, prepared } = tinyRun({ terminalPhaseAccuracy: 2, ...changes });
  const { trainError, testError, snapshots } = await measureEpoch(run, prepared, epoch, terminalPhaseEpoch);
  return [trainError !== null, testError !== null, snapshots.map(({ split }) => split)];
}

test('the train images are evaluated in every epoch while the terminal phase is sought, and in the five that confirm it', async () => {
  expect(await madeOf(7, null)).toEqual([true, false, []]);
  for (const epoch of [11, 12, 13, 14]) expect(await madeOf(epoch, 10)).toEqual([true, false, []]);
  expect(await madeOf(15, 10)).toEqual([false, false, []]);
});

test('a resumed run seeks the phase anew up to where it began', async () => {
  expect(await madeOf(9, 10)).toEqual([true, false, []]);
});

test('a measured epoch and the last one record both splits', async () => {
  for (const epoch of [1, 100]) expect(await madeOf(epoch, 10)).toEqual([true, true, ['TRAIN', 'TEST']]);
});

test('the first epoch of the phase is measured whatever the list says', async () => {
  expect(await madeOf(7, null, { terminalPhaseAccuracy: 0 })).toEqual([true, true, ['TRAIN', 'TEST']]);
});

test('without the test split among those recorded its images are evaluated all the same', async () => {
  expect(await madeOf(1, null, { splits: ['TRAIN'] })).toEqual([true, true, ['TRAIN']]);
});
