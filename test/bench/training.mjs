/**
 * Images a second of one training process: vgg of depth 6, width 8, 2,000 images of 32 x 32 x 1, batches of 100.
 *
 *   npm run build && node test/bench/training.mjs [--kernels]
 *
 * Prints the median of 7 epochs of training (forward, backward, step) and of evaluation, by the clock and by the processor
 * time used (which other programs disturb less); --kernels adds the share of each
 * kernel, timed one by one.
 */
import * as tf from '@tensorflow/tfjs';

const dist = new URL('../../dist/trainer/', import.meta.url);
const load = (path) => import(new URL(path, dist));
const [{ startBackend }, { buildNetwork }, { Optimiser }, { Random, shuffle }, { trainEpoch }, { lossAndError }] = await Promise.all(
  ['backends/backend.js', 'architectures/catalogue.js', 'optimiser.js', 'random.js', 'train-epoch.js', 'evaluate.js'].map(load),
);

const SAMPLES = 2000;
const EPOCHS = 7;
const shape = [32, 32, 1];
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

await startBackend('wasm');
const random = new Random(1);
const data = {
  images: Float32Array.from({ length: SAMPLES * 1024 }, () => random.normal()),
  labels: Uint8Array.from({ length: SAMPLES }, (_, i) => i % 10),
  shape,
};
const network = buildNetwork({ architecture: 'vgg', depth: 6, options: { width: 8 }, inputShape: shape, classes: 10, seed: 1 });
const optimiser = new Optimiser(network.variables, { momentum: 0.9, weightDecay: 5e-4 });
const settings = (epoch) => ({ batchSize: 100, learningRate: 0.01, order: shuffle(SAMPLES, 1, epoch), loss: 'CROSS_ENTROPY' });

/** Runs `pass` (over all samples) EPOCHS times; prints the median rates. */
async function measure(name, pass) {
  const [byClock, byProcessor] = [[], []];
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const [begin, used] = [performance.now(), process.cpuUsage()];
    await pass(epoch);
    const { user, system } = process.cpuUsage(used);
    byClock.push((1000 * SAMPLES) / (performance.now() - begin));
    byProcessor.push((1e6 * SAMPLES) / (user + system));
  }
  console.log(`${name} ${median(byClock).toFixed(0)} images/s, ${median(byProcessor).toFixed(0)} images per processor second`);
}

await measure('training  ', (epoch) => trainEpoch(network, optimiser, data, settings(epoch)));
await measure('evaluation', () => lossAndError(network, data, 100, 'CROSS_ENTROPY'));
console.log(`memory ${(process.memoryUsage.rss() / 2 ** 20).toFixed(0)} MiB, ${tf.memory().numTensors} tensors`);
if (process.argv.includes('--kernels')) await printKernelTimes();

/** One more epoch with every kernel of the backend timed by its name. */
async function printKernelTimes() {
  const spent = new Map();
  for (const { kernelName, backendName, kernelFunc } of tf.getKernelsForBackend('wasm')) {
    tf.unregisterKernel(kernelName, backendName);
    const timed = (call) => {
      const begin = performance.now();
      const result = kernelFunc(call);
      spent.set(kernelName, (spent.get(kernelName) ?? 0) + performance.now() - begin);
      return result;
    };
    tf.registerKernel({ kernelName, backendName, kernelFunc: timed });
  }
  const begin = performance.now();
  await trainEpoch(network, optimiser, data, settings(EPOCHS));
  const batches = SAMPLES / 100;
  console.log(`ms a batch: ${((performance.now() - begin) / batches).toFixed(2)} in all`);
  for (const [name, ms] of [...spent].sort((a, b) => b[1] - a[1]).slice(0, 14)) console.log(`  ${(ms / batches).toFixed(2).padStart(6)} ${name}`);
}
