/**
 * Images a second of training on each backend that is installed, for networks small and large on images of 32 x 32 x 3.
 *
 *   node collapsar.mjs backend native && node test/bench/backends.mjs [rounds, 3]
 *
 * Each figure is the best epoch of all rounds, by the clock; behind it images per processor second, which other programs disturb
 * less. "1 thread": one process on one core. "all threads": the library's own choice. "two at once": the sum of two processes of
 * one thread each. Rounds go through all cases in turn, so that a disturbance hits all of them.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const dist = new URL('../../dist/trainer/', import.meta.url);
const load = (path) => import(new URL(path, dist));
const [EPOCHS, SHAPE] = [3, [32, 32, 3]];
const NETWORKS = {
  'VGG 6, width 8': { architecture: 'vgg', depth: 6, options: { width: 8 }, samples: 1000, batch: 100 },
  'VGG 6, width 16': { architecture: 'vgg', depth: 6, options: { width: 16 }, samples: 1000, batch: 100 },
  'VGG 6, width 64': { architecture: 'vgg', depth: 6, options: { width: 64 }, samples: 200, batch: 50 },
  'ResNet 8, width 16': { architecture: 'resnet', depth: 8, options: {}, samples: 500, batch: 100 },
  'DenseNet 16, growth 8': { architecture: 'densenet', depth: 16, options: {}, samples: 1000, batch: 100 },
  'ResNet 18': { architecture: 'resnet', depth: 18, options: {}, samples: 64, batch: 32 },
};

if (process.argv[2] === '--one') await printOne(process.argv[3], process.argv[4]);
else await printTable(Number(process.argv[2] ?? 3));

/** One process: trains and prints its best epoch as JSON. */
async function printOne(backend, name) {
  const { samples: SAMPLES, batch: BATCH, ...request } = NETWORKS[name];
  const modules = ['backends/backend.js', 'architectures/catalogue.js', 'optimiser.js', 'random.js', 'train-epoch.js'];
  const [{ startBackend }, { buildNetwork }, { Optimiser }, { Random, shuffle }, { trainEpoch }] = await Promise.all(modules.map(load));
  await startBackend(backend);
  const random = new Random(1);
  const images = Float32Array.from({ length: SAMPLES * 3072 }, () => random.normal());
  const data = { images, labels: Uint8Array.from({ length: SAMPLES }, (_, i) => i % 10), shape: SHAPE };
  const network = buildNetwork({ ...request, inputShape: SHAPE, classes: 10, seed: 1 });
  const optimiser = new Optimiser(network.variables, { momentum: 0.9, weightDecay: 5e-4 });
  const best = { clock: 0, processor: 0 };
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const [begin, used] = [performance.now(), process.cpuUsage()];
    await trainEpoch(network, optimiser, data, { batchSize: BATCH, learningRate: 0.01, order: shuffle(SAMPLES, 1, epoch), loss: 'CROSS_ENTROPY' });
    const { user, system } = process.cpuUsage(used);
    best.clock = Math.max(best.clock, (1000 * SAMPLES) / (performance.now() - begin));
    best.processor = Math.max(best.processor, (1e6 * SAMPLES) / (user + system));
  }
  console.log(JSON.stringify(best));
  process.exit(0);
}

async function measure(backend, network, env) {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), '--one', backend, network], { env: { ...process.env, ...env } });
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

async function printTable(rounds) {
  const { findAddon, isAddon } = await load('backends/addon.js');
  const backends = ['wasm', 'node', 'native', 'gpu'].filter((name) => !isAddon(name) || findAddon(name));
  const one = { TF_NUM_INTRAOP_THREADS: '1' };
  const cases = backends.flatMap((backend) => Object.keys(NETWORKS).flatMap((network) => [
    { name: '1 thread', backend, network, run: () => measure(backend, network, one) },
    ...(isAddon(backend) ? [{ name: 'all threads', backend, network, run: () => measure(backend, network, {}) }] : []),
    { name: 'two at once', backend, network, run: () => Promise.all([measure(backend, network, one), measure(backend, network, one)]).then(([a, b]) => ({ clock: a.clock + b.clock, processor: (a.processor + b.processor) / 2 })) },
  ]));
  for (let round = 0; round < rounds; round++) {
    for (const each of cases) {
      const { clock, processor } = await each.run();
      each.best = { clock: Math.max(each.best?.clock ?? 0, clock), processor: Math.max(each.best?.processor ?? 0, processor) };
    }
  }
  for (const { backend, network, name, best } of cases) {
    console.log(`${backend.padEnd(7)} ${network.padEnd(22)} ${name.padEnd(12)} ${best.clock.toFixed(0).padStart(5)} images/s, ${best.processor.toFixed(0).padStart(5)} per processor second`);
  }
}
