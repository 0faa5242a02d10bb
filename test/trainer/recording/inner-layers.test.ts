import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { decodeSnapshot } from '../../../prisma/snapshot/codec.ts';
import { decodeDisagreements } from '../../../prisma/snapshot/parts.ts';
import { measure } from '../../../server/metrics/measure.ts';
import { buildNetwork } from '../../../trainer/architectures/catalogue.ts';
import { checkInnerLayers, innerLayers, readInnerLayers } from '../../../trainer/recording/inner-layers.ts';
import { measureEpoch } from '../../../trainer/recording/measure-epoch.ts';
import { startForTest } from '../backends/start-for-test.ts';
import { tinyRun } from '../tiny-run.ts';

beforeAll(() => startForTest());

const measured = { measuredEpochs: [1], terminalPhaseAccuracy: 2 };

test('each named layer is recorded on both splits beside the last, with its own width and without a classifier', async () => {
  const { prepared } = tinyRun();
  const [first, second] = prepared.network.blocks;
  const { run, prepared: again } = tinyRun({ ...measured, layers: ['last', first!, `${second}.flat`] });
  const tensors = tf.memory().numTensors;
  const { snapshots } = await measureEpoch(run, again, 1, null);
  expect(tf.memory().numTensors).toBe(tensors);
  expect(snapshots.map(({ layer, split }) => `${layer} ${split}`)).toEqual([
    ...['last TRAIN', 'last TEST', `${first} TRAIN`, `${first} TEST`, `${second}.flat TRAIN`, `${second}.flat TEST`],
  ]);
  const cores = snapshots.map(({ core, layer, split }) => decodeSnapshot(core.bytes, core.digest, { run: 'run', epoch: 1, layer, split }));
  expect(cores.map(({ features }) => features)).toEqual([16, 16, 1, 1, 1024, 1024]); // 32 x 32 x 1 flattened
  for (const core of cores.slice(2)) expect([core.weight, core.confusion]).toEqual([undefined, undefined]);
  const outcomes = measure(cores[4]!, ['NC1', 'NC3_DUALITY', 'NCC_ERROR']);
  expect(outcomes.get('NC1')!.value).toBeGreaterThan(0);
  expect(outcomes.get('NC3_DUALITY')!.reason).toMatch(/^NO_CLASSIFIER: /);
});

test('an averaged layer is the mean of the flattened one over its pixels', async () => {
  const { prepared } = tinyRun();
  const { network, data } = prepared;
  const block = network.blocks[2]!;
  const layers = innerLayers(network, ['last', block, `${block}.flat`]);
  const [average, flat] = await readInnerLayers(network, data.train, layers);
  const rows: [number[], number[]] = [[], []];
  await average!.eachBatch((features) => void rows[0].push(...features));
  await flat!.eachBatch((features) => void rows[1].push(...features));
  const [p, pixels] = [average!.features, flat!.features / average!.features];
  rows[0].forEach((mean, k) => {
    let sum = 0;
    for (let pixel = 0; pixel < pixels; pixel++) sum += rows[1][Math.floor(k / p) * flat!.features + pixel * p + (k % p)]!;
    expect(mean).toBeCloseTo(sum / pixels, 4);
  });
});

test('a layer that the network does not have is answered with those it has', () => {
  const { prepared } = tinyRun();
  expect(() => innerLayers(prepared.network, ['last', 'stage9'])).toThrow(expect.objectContaining({ code: 'BLOCK_UNKNOWN', message: expect.stringContaining(prepared.network.blocks[0]!) }));
});

test('a flattened map that is too large is refused before the first epoch', async () => {
  const { network, data } = tinyRun().prepared;
  const wide = buildNetwork({ architecture: 'vgg', depth: 6, options: { width: 8 }, inputShape: [32, 32, 1], classes: 3, seed: 1 });
  await checkInnerLayers(network, data.train, ['last', `${network.blocks[0]}.flat`]);
  await expect(checkInnerLayers(wide, data.train, ['last', `${wide.blocks[0]}.flat`])).rejects.toMatchObject({ code: 'MAP_TOO_LARGE' });
});

test('the samples on which classifier and nearest mean differ are listed, the surest first', async () => {
  const { run, prepared } = tinyRun({ ...measured, layers: ['last'] });
  const { snapshots } = await measureEpoch(run, prepared, 1, null);
  const { core, parts, pictured } = snapshots[0]!;
  const { agreement, classes } = decodeSnapshot(core.bytes, core.digest);
  const part = parts.find(({ kind }) => kind === 'DISAGREEMENTS')!;
  const { index, choice, nearest, label, margin } = decodeDisagreements(part.bytes, part.digest);
  const offDiagonal = agreement!.reduce((sum, count, k) => sum + (k % (classes + 1) === 0 ? 0 : count), 0);
  expect(index.length).toBe(offDiagonal);
  expect(index.length).toBeGreaterThan(0); // an untrained classifier knows nothing of the means
  index.forEach((sample, k) => {
    expect(choice[k]).not.toBe(nearest[k]);
    expect(label[k]).toBe(prepared.data.train.labels[sample]);
    expect(margin[k]).toBeGreaterThanOrEqual(0); // the choice has the highest score
  });
  expect([...margin]).toEqual([...margin].sort((a, b) => b - a));
  for (const sample of index) expect(pictured).toContain(sample);
});

test('robustness is measured where it is asked for', async () => {
  const asked = tinyRun({ ...measured, robustnessImages: 3 });
  expect((await measureEpoch(asked.run, asked.prepared, 1, null)).robustness).toBeGreaterThan(0);
  const not = tinyRun(measured);
  expect((await measureEpoch(not.run, not.prepared, 1, null)).robustness).toBeNull();
});
