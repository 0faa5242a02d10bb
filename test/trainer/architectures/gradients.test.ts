import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import type { ArchitectureOptions } from '../../../prisma/run-settings.ts';
import { buildNetwork } from '../../../trainer/architectures/catalogue.ts';
import { Random } from '../../../trainer/random.ts';
import { startForTest } from '../backends/start-for-test.ts';

const CASES: [architecture: string, depth: number, options: ArchitectureOptions, shape: [number, number, number]][] = [
  ['vgg', 6, { width: 2 }, [16, 16, 1]],
  ['resnet', 8, { width: 4 }, [12, 10, 2]],
  ['densenet', 16, { growth: 3 }, [16, 16, 1]],
  ['densenet', 16, { growth: 4, variant: 'plain', width: 8 }, [16, 18, 1]],
];
const IMAGES = 3;

/** Names and values of all gradients of sum(sin(3 logits)) in training mode, and the features in evaluation after it. */
async function gradientsOn(backend: 'wasm' | 'cpu', [architecture, depth, options, inputShape]: (typeof CASES)[number]) {
  await startForTest(backend);
  const random = new Random(4);
  const pixels = Float32Array.from({ length: IMAGES * inputShape.reduce((a, b) => a * b) }, () => random.normal());
  const network = buildNetwork({ architecture, depth, options, inputShape, classes: 4, seed: 2 });
  const images = tf.tensor4d(pixels, [IMAGES, ...inputShape]);
  const { grads } = tf.variableGrads(() => tf.sum(tf.sin(tf.mul(network.forward(images, true).logits, 3))) as tf.Scalar, network.variables.map(({ variable }) => variable));
  const found = network.variables.flatMap(({ name, variable }) => (grads[variable.name] ? [[name, Float32Array.from(grads[variable.name]!.dataSync())] as const] : []));
  const features = Float32Array.from(network.forward(images, false).features.dataSync());
  network.dispose();
  return new Map([...found, ['features', features] as const]);
}

for (const each of CASES) {
  test(`all gradients of ${each[0]} ${each[1]} ${JSON.stringify(each[2])} agree with plain JavaScript`, async () => {
    const [reference, ours] = [await gradientsOn('cpu', each), await gradientsOn('wasm', each)];
    expect([...ours.keys()]).toEqual([...reference.keys()]);
    expect(ours.size).toBeGreaterThan(10);
    for (const [name, values] of reference) {
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
      const distance = values.reduce((most, value, i) => Math.max(most, Math.abs(value - ours.get(name)![i]!)), 0);
      // batch normalisation over few values magnifies rounding from layer to layer: float32's 6e-8 becomes some 1e-5
      expect(distance / largest, name).toBeLessThan(5e-4);
    }
  }, 60_000);
}
