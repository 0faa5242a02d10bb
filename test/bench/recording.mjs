// What measuring an epoch costs beside one pass of the images through the network: snapshot of the last layer with its covariance,
// examples and disagreements, train split, as in training.
//   node collapsar.mjs setup && node test/bench/recording.mjs
import { buildNetwork } from '../../dist/trainer/architectures/catalogue.js';
import { startBackend } from '../../dist/trainer/backends/backend.js';
import { forEachBatch } from '../../dist/trainer/evaluate.js';
import { measureSplit } from '../../dist/trainer/recording/measure-split.js';
import { readSplit } from '../../dist/trainer/recording/split-reading.js';

const SAMPLES = 2000;
await startBackend('wasm');
console.log(`${SAMPLES} images of 32 x 32 x 1: seconds, least of five`);
for (const [name, request] of Object.entries({
  'VGG 6, width 8': { architecture: 'vgg', depth: 6, options: { width: 8 } },
  'VGG 6, width 32': { architecture: 'vgg', depth: 6, options: { width: 32 } },
  'ResNet 8, width 16': { architecture: 'resnet', depth: 8, options: {} },
  'DenseNet 16, growth 8': { architecture: 'densenet', depth: 16, options: {} },
})) {
  const network = buildNetwork({ ...request, inputShape: [32, 32, 1], classes: 10, seed: 1 });
  const images = Float32Array.from({ length: SAMPLES * 1024 }, () => Math.random());
  const split = { images, labels: Uint8Array.from({ length: SAMPLES }, (_, i) => i % 10), shape: [32, 32, 1], indices: Int32Array.from({ length: SAMPLES }, (_, i) => i) };
  const metadata = { run: 'bench', epoch: 1, layer: 'last', split: 'TRAIN', weightDecay: 5e-4, lossReduction: 'mean' };
  const forward = await least(() => forEachBatch(network, split, 250, () => {}));
  const whole = await least(async () => {
    const reading = await readSplit(network, split, 'CROSS_ENTROPY');
    const classifier = { ...network.classifier(), choices: reading.choices };
    await measureSplit({ data: split, reading, classes: 10, features: network.features, classifier, metadata });
  });
  console.log(`${name.padEnd(24)}p = ${String(network.features).padStart(3)}   forward ${forward.toFixed(3)}   forward and measuring ${whole.toFixed(3)}   ratio ${(whole / forward).toFixed(2)}`);
  network.dispose();
}

async function least(work) {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 5; run++) {
    const begin = performance.now();
    await work();
    best = Math.min(best, (performance.now() - begin) / 1000);
  }
  return best;
}
