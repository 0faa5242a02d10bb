import { expect, test } from 'vitest';
import { fullProtocol, REDUCED } from '../../../server/reproduction/cells.ts';
import { queueCells } from '../../../server/reproduction/queue-cells.ts';
import { parseRunSettings } from '../../../prisma/run-settings.ts';
import { freshRecord } from '../../fresh-record.ts';

const { record } = await freshRecord();

test('the reduced protocol has the three families on the four data sets, three seeds of two cells, and one by squared error', () => {
  const parsed = REDUCED.cells.map(({ settings }) => parseRunSettings(settings));
  const cells = (loss: string) => new Set(parsed.filter((each) => each.loss === loss).map(({ architecture, dataset }) => `${architecture} ${dataset}`));
  expect([cells('CROSS_ENTROPY').size, cells('MSE').size]).toEqual([12, 1]);
  const seeds = parsed.filter(({ seed }) => seed > 1).map(({ seed, dataset }) => `${dataset} ${seed}`).sort();
  expect(seeds).toEqual(['FashionMNIST 2', 'FashionMNIST 3', 'MNIST 2', 'MNIST 3']);
  expect(new Set(REDUCED.cells.map(({ name }) => name)).size).toBe(REDUCED.cells.length);
});

test('each measures its first and its last epoch, and epochs ascend', () => {
  for (const { settings } of REDUCED.cells) {
    const { measuredEpochs, epochs } = parseRunSettings(settings);
    expect([measuredEpochs[0], measuredEpochs.at(-1)]).toEqual([1, epochs]);
    expect(measuredEpochs).toEqual([...measuredEpochs].sort((a, b) => a - b));
  }
});

test('the full protocol is 18 cells with 25 learning rates each, and ImageNet\'s three at one', () => {
  const { cells } = fullProtocol();
  expect(cells).toHaveLength(18 * 25 + 3);
  for (const { settings } of cells) parseRunSettings(settings);
});

test('a study queued twice has each run once', async () => {
  expect(await queueCells(record, REDUCED)).toBe(REDUCED.cells.length);
  expect(await queueCells(record, REDUCED)).toBe(0);
  expect(await record.run.count()).toBe(REDUCED.cells.length);
});

test('a cell that was trained with other settings is not taken for it', async () => {
  const [first, ...others] = REDUCED.cells;
  const changed = { ...REDUCED, cells: [{ ...first!, settings: { ...first!.settings, learningRate: 0.5 } }, ...others] };
  await expect(queueCells(record, changed)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED', message: expect.stringContaining(first!.name) });
  expect(await record.run.count()).toBe(REDUCED.cells.length);
});
