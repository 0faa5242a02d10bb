/**
 * Writes epoch-3.safetensors and epoch-40.safetensors: what enters the last layer of a small network that the trainer trained on handwritten digits.
 *
 *   node collapsar.mjs setup && node test/agreement/train-features.mjs
 *
 * ResNet of depth 8, width 8 (p = 32), cross-entropy, on 50 MNIST images a class; features of those 500 images and of 200 test images, float32 as
 * the network gives them, in evaluation mode. Run again on another processor they may differ in the last bits.
 */
import { writeFileSync } from 'node:fs';

const dist = new URL('../../dist/trainer/', import.meta.url);
const load = (path) => import(new URL(path, dist));
const [{ startBackend }, { buildNetwork }, { loadDataSet }, { Optimiser }, { shuffle }, { trainEpoch }, { forEachBatch }] = await Promise.all(
  ['backends/backend.js', 'architectures/catalogue.js', 'datasets/catalogue.js', 'optimiser.js', 'random.js', 'train-epoch.js', 'evaluate.js'].map(load),
);
const [SEED, EPOCHS, WEIGHT_DECAY] = [1, 40, 5e-4];
const KEPT = [3, EPOCHS];

await startBackend('wasm');
const data = await loadDataSet('MNIST', { root: '.data', samplesPerClass: 50, testSamplesPerClass: 20, seed: SEED });
const network = buildNetwork({ architecture: 'resnet', depth: 8, options: { width: 8 }, inputShape: [...data.train.shape], classes: 10, seed: SEED });
const optimiser = new Optimiser(network.variables, { momentum: 0.9, weightDecay: WEIGHT_DECAY });
for (let epoch = 1; epoch <= EPOCHS; epoch++) {
  const learningRate = epoch > 30 ? 0.005 : 0.05;
  const order = shuffle(500, SEED, epoch);
  const { loss, error } = await trainEpoch(network, optimiser, data.train, { batchSize: 50, learningRate, order, loss: 'CROSS_ENTROPY' });
  console.log(`epoch ${epoch}: loss ${loss.toFixed(4)}, error ${error.toFixed(4)}`);
  if (KEPT.includes(epoch)) await write(epoch);
}

async function write(epoch) {
  const { weight, bias } = network.classifier();
  const tensors = {
    features: [await featuresOf(data.train), 500, 32],
    labels: [Int32Array.from(data.train.labels), 500],
    test_features: [await featuresOf(data.test), 200, 32],
    test_labels: [Int32Array.from(data.test.labels), 200],
    weight: [weight, 10, 32],
    bias: [bias, 10],
    epoch: [Int32Array.of(epoch), 1],
    weight_decay: [Float32Array.of(WEIGHT_DECAY), 1],
  };
  writeFileSync(new URL(`epoch-${epoch}.safetensors`, import.meta.url), safetensors(tensors));
}

async function featuresOf(images) {
  const rows = [];
  await forEachBatch(network, images, 50, (features) => rows.push(Float32Array.from(features)));
  return Float32Array.from(rows.flatMap((batch) => [...batch]));
}

/** The length of the header in 8 bytes, the header as JSON, and the arrays one behind the other. */
function safetensors(tensors) {
  const header = {};
  let at = 0;
  for (const [name, [values, ...shape]] of Object.entries(tensors)) {
    header[name] = { dtype: values instanceof Float32Array ? 'F32' : 'I32', shape, data_offsets: [at, at + values.byteLength] };
    at += values.byteLength;
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...Object.values(tensors).map(([values]) => Buffer.from(values.buffer, values.byteOffset, values.byteLength))]);
}
