/**
 * Images a second of one training process, beside PyTorch on one thread of the same processor, in turn in one run.
 *
 *   node collapsar.mjs setup && node test/bench/training.mjs [network ...] [--kernels] [--python PATH]
 *
 * Networks: vgg6 vgg6w16 resnet8 resnet20 densenet16 densenet22 (all unless named). Images 32 x 32 x 1, batches of 128; a step is forward, backward
 * and SGD. ROUNDS times in turn each side makes STEPS steps; the fastest round of each counts. Seconds are those of the processor that each process
 * used, with all its threads: other programs on the machine disturb them little.
 * PyTorch is left out where python3 (or PATH) cannot import it. --kernels adds the time of each kernel, measured one by one.
 */
import * as tf from '@tensorflow/tfjs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const dist = new URL('../../dist/trainer/', import.meta.url);
const load = (path) => import(new URL(path, dist));
const [{ startBackend }, { buildNetwork }, { Optimiser }, { Random }, { trainEpoch }, { lossAndError }] = await Promise.all(
  ['backends/backend.js', 'architectures/catalogue.js', 'optimiser.js', 'random.js', 'train-epoch.js', 'evaluate.js'].map(load),
);

/** Family, depth and the size that training_pytorch.py takes: width, or growth of a DenseNet. */
const NETWORKS = {
  vgg6: ['vgg', 6, 8], vgg6w16: ['vgg', 6, 16], resnet8: ['resnet', 8, 16], resnet20: ['resnet', 20, 16], densenet16: ['densenet', 16, 8], densenet22: ['densenet', 22, 12],
};
const BATCH = 128;
const STEPS = 4;
const ROUNDS = 4;
const shape = [32, 32, 1];
const { values: flags, positionals } = parseArgs({
  allowPositionals: true, options: { kernels: { type: 'boolean' }, python: { type: 'string', default: 'python3' } },
});

await startBackend('wasm');
const random = new Random(1);
const samples = BATCH * STEPS;
const data = {
  images: Float32Array.from({ length: samples * 1024 }, () => random.normal()),
  labels: Uint8Array.from({ length: samples }, (_, i) => i % 10),
  shape,
};
const settings = { batchSize: BATCH, learningRate: 0.01, order: Int32Array.from({ length: samples }, (_, i) => i), loss: 'CROSS_ENTROPY' };
for (const name of positionals.length > 0 ? positionals : Object.keys(NETWORKS)) await compare(name);

async function compare(name) {
  const [architecture, depth, size] = NETWORKS[name];
  const options = architecture === 'densenet' ? { growth: size } : { width: size };
  const network = buildNetwork({ architecture, depth, options, inputShape: shape, classes: 10, seed: 1 });
  const optimiser = new Optimiser(network.variables, { momentum: 0.9, weightDecay: 5e-4 });
  const train = () => trainEpoch(network, optimiser, data, settings);
  const pytorch = await startPytorch(NETWORKS[name]);
  await train();
  let [ours, theirs, evaluation] = [Infinity, Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    ours = Math.min(ours, await seconds(train));
    if (pytorch) theirs = Math.min(theirs, await pytorch.round());
    evaluation = Math.min(evaluation, await seconds(() => lossAndError(network, data, BATCH, 'CROSS_ENTROPY')));
  }
  pytorch?.end();
  const rate = (time) => Math.round(samples / time);
  const beside = pytorch ? `, PyTorch ${pytorch.version} ${rate(theirs)} images/s, ratio ${(theirs / ours).toFixed(2)}` : '';
  console.log(`${name.padEnd(10)} ${network.parameterCount} parameters: training ${rate(ours)} images/s${beside}; evaluation ${rate(evaluation)} images/s`);
  if (flags.kernels) await printKernelTimes(train);
  optimiser.dispose();
  network.dispose();
  if (pytorch && pytorch.parameters !== network.parameterCount) throw new Error(`PyTorch trained ${pytorch.parameters} parameters`);
}

/** Seconds of the processor that `work` uses. */
async function seconds(work) {
  const begin = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1e6;
}

/** PyTorch in a process of its own that makes a round when told to; null where it is not installed. */
async function startPytorch(network) {
  const script = new URL('training_pytorch.py', import.meta.url).pathname;
  const child = spawn(flags.python, [script, ...network.map(String), String(STEPS)], { stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, OMP_NUM_THREADS: '1' } });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await Promise.race([lines.next(), once(child, 'error').then(() => ({ done: true }))]);
  if (first.done) return null;
  const [parameters, version] = first.value.split(' ');
  const round = async () => {
    child.stdin.write('\n');
    return Number((await lines.next()).value) * STEPS;
  };
  return { parameters: Number(parameters), version, round, end: () => child.stdin.end() };
}

/** One more round with every kernel of the backend timed by its name. */
async function printKernelTimes(train) {
  const spent = new Map();
  const kernels = [...tf.getKernelsForBackend('wasm')];
  const register = (wrap) => {
    for (const kernel of kernels) {
      tf.unregisterKernel(kernel.kernelName, 'wasm');
      tf.registerKernel({ ...kernel, kernelFunc: wrap(kernel) });
    }
  };
  register(({ kernelName, kernelFunc }) => (call) => {
    const begin = performance.now();
    const result = kernelFunc(call);
    spent.set(kernelName, (spent.get(kernelName) ?? 0) + performance.now() - begin);
    return result;
  });
  const begin = performance.now();
  await train();
  const whole = performance.now() - begin;
  register(({ kernelFunc }) => kernelFunc);
  console.log(`  ms a step by the clock: ${(whole / STEPS).toFixed(1)} in all`);
  for (const [name, ms] of [...spent].sort((a, b) => b[1] - a[1]).slice(0, 12)) console.log(`  ${(ms / STEPS).toFixed(2).padStart(8)} ${name}`);
}
