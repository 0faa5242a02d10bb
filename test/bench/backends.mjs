/**
 * Images a second of training on each backend that is installed: vgg of depth 6, width 8 and 16, images of 32 x 32 x 1, batches of 100.
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
const [SAMPLES, BATCH, EPOCHS, SHAPE] = [1000, 100, 4, [32, 32, 1]];

if (process.argv[2] === '--one') await printOne(process.argv[3], Number(process.argv[4]));
else await printTable(Number(process.argv[2] ?? 3));

/** One process: trains and prints its best epoch as JSON. */
async function printOne(backend, width) {
  const modules = ['backends/backend.js', 'architectures/catalogue.js', 'optimiser.js', 'random.js', 'train-epoch.js'];
  const [{ startBackend }, { buildNetwork }, { Optimiser }, { Random, shuffle }, { trainEpoch }] = await Promise.all(modules.map(load));
  await startBackend(backend);
  const random = new Random(1);
  const images = Float32Array.from({ length: SAMPLES * 1024 }, () => random.normal());
  const data = { images, labels: Uint8Array.from({ length: SAMPLES }, (_, i) => i % 10), shape: SHAPE };
  const network = buildNetwork({ architecture: 'vgg', depth: 6, options: { width }, inputShape: SHAPE, classes: 10, seed: 1 });
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

async function measure(backend, width, env) {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), '--one', backend, String(width)], { env: { ...process.env, ...env } });
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

async function printTable(rounds) {
  const { findAddon, isAddon } = await load('backends/addon.js');
  const backends = ['wasm', 'node', 'native', 'gpu'].filter((name) => !isAddon(name) || findAddon(name));
  const one = { TF_NUM_INTRAOP_THREADS: '1' };
  const cases = backends.flatMap((backend) => [8, 16].flatMap((width) => [
    { name: '1 thread', backend, width, run: () => measure(backend, width, one) },
    ...(isAddon(backend) ? [{ name: 'all threads', backend, width, run: () => measure(backend, width, {}) }] : []),
    { name: 'two at once', backend, width, run: () => Promise.all([measure(backend, width, one), measure(backend, width, one)]).then(([a, b]) => ({ clock: a.clock + b.clock, processor: (a.processor + b.processor) / 2 })) },
  ]));
  for (let round = 0; round < rounds; round++) {
    for (const each of cases) {
      const { clock, processor } = await each.run();
      each.best = { clock: Math.max(each.best?.clock ?? 0, clock), processor: Math.max(each.best?.processor ?? 0, processor) };
    }
  }
  for (const { backend, width, name, best } of cases) {
    console.log(`${backend.padEnd(7)} width ${String(width).padEnd(3)} ${name.padEnd(12)} ${best.clock.toFixed(0).padStart(5)} images/s, ${best.processor.toFixed(0).padStart(5)} per processor second`);
  }
}
