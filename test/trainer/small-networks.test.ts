import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import type { ArchitectureOptions } from '../../prisma/run-settings.ts';
import { buildNetwork } from '../../trainer/architectures/catalogue.ts';
import { lossAndError } from '../../trainer/evaluate.ts';
import { Optimiser } from '../../trainer/optimiser.ts';
import { shuffle } from '../../trainer/random.ts';
import { type EpochSettings, trainEpoch } from '../../trainer/train-epoch.ts';
import { startForTest } from './backends/start-for-test.ts';
import { separableImages } from './separable-images.ts';

const CLASSES = 4;
const data = separableImages(48, CLASSES, [16, 16, 1]);
const NETWORKS: [architecture: string, depth: number, options: ArchitectureOptions][] = [
  ['resnet', 8, { width: 8 }], ['resnet', 20, { width: 4 }], ['densenet', 16, {}], ['densenet', 22, { growth: 4 }], ['vgg', 6, { width: 4 }],
];
const settings = (epoch: number): EpochSettings => ({ batchSize: 16, learningRate: 0.05, order: shuffle(48, 3, epoch), loss: 'CROSS_ENTROPY' });

function start([architecture, depth, options]: (typeof NETWORKS)[number], seed = 1) {
  const network = buildNetwork({ architecture, depth, options, inputShape: data.shape, classes: CLASSES, seed });
  const optimiser = new Optimiser(network.variables, { momentum: 0.9, weightDecay: 5e-4 });
  return { network, optimiser, state: () => new Map([...network.state(), ...optimiser.state()]) };
}

beforeAll(() => startForTest());

for (const each of NETWORKS) {
  const name = `${each[0]} ${each[1]}`;
  test(`${name} learns separable images to zero error, and no step leaves a tensor behind`, async () => {
    const { network, optimiser } = start(each);
    const seen = new Set<number>();
    const onBatch = () => seen.add(tf.memory().numTensors);
    for (let epoch = 0; epoch < 15; epoch++) await trainEpoch(network, optimiser, data, { ...settings(epoch), onBatch });
    expect((await lossAndError(network, data, 50, 'CROSS_ENTROPY')).error).toBe(0);
    expect(seen.size).toBe(1);
  });

  test(`${name} goes on bit for bit from weights, statistics and momentum`, async () => {
    const whole = start(each);
    await trainEpoch(whole.network, whole.optimiser, data, settings(0));
    const saved = whole.state();
    await trainEpoch(whole.network, whole.optimiser, data, settings(1));
    const resumed = start(each, 99);
    resumed.network.restore(saved);
    resumed.optimiser.restore(saved);
    await trainEpoch(resumed.network, resumed.optimiser, data, settings(1));
    expect(resumed.state()).toEqual(whole.state());
  });
}
