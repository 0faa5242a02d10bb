// Frames a second while the geometry plays, in Chromium without a graphics card: 10 classes of 20 examples, 60 measured epochs, both canvases, the heat map
// and the metrics beside them, 1440 x 900. A frame counts where both canvases were painted anew in one refresh of the screen. Beside it, in turn, the same
// page standing still: how many refreshes the machine gives at all.
//   node collapsar.mjs setup && node test/bench/geometry.mjs
import { fork } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { connectRecord } from '../../dist/prisma/client.js';
import { startDatabase, stopDatabase } from '../../dist/prisma/database.js';
import { newId } from '../../dist/prisma/ids.js';
import { measuredEpochs } from '../../dist/prisma/measured-epochs.js';
import { migrate } from '../../dist/prisma/migrate.js';
import { encodeSnapshot } from '../../dist/prisma/snapshot/codec.js';
import { encodeExamples } from '../../dist/prisma/snapshot/parts.js';
import { product } from '../../dist/server/linear-algebra/product.js';

const [C, p, PER_CLASS, ROUNDS, SECONDS] = [10, 64, 20, 4, 5];
const epochs = [...measuredEpochs(350)];
const home = mkdtempSync(path.join(os.tmpdir(), 'collapsar-bench-'));
chmodSync(home, 0o755);
const { url } = await startDatabase({ home });
let server;
try {
  await migrate(url);
  const record = connectRecord(url);
  const run = await addRun(record);
  await record.$disconnect();
  server = fork(path.join(import.meta.dirname, '../../dist/server/main.js'), [], { env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: url, COLLAPSAR_PORT: '0', LOG_LEVEL: 'silent' } });
  const address = await new Promise((resolve) => server.on('message', (message) => message.kind === 'serving' && resolve(message.url)));
  await measureFrames(`${address}/runs/${run}?tab=geometry`);
} finally {
  server?.kill('SIGTERM');
  await stopDatabase(home);
  rmSync(home, { recursive: true, force: true });
}

async function measureFrames(address) {
  const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(() => {
    globalThis.painted = new Map();
    const clear = CanvasRenderingContext2D.prototype.clearRect;
    CanvasRenderingContext2D.prototype.clearRect = function clearRect(...box) {
      if (this.canvas.className === 'stage-canvas') globalThis.painted.set(this.canvas, (globalThis.painted.get(this.canvas) ?? 0) + 1);
      return clear.apply(this, box);
    };
  });
  await page.goto(address);
  await page.locator('.orbit canvas').waitFor();
  await page.getByRole('button', { name: 'Loop' }).click();
  await page.waitForTimeout(2_000);
  const [still, playing] = [[], []];
  // the first round reads the cosines of each epoch; it is not counted
  for (let round = 0; round <= ROUNDS; round++) {
    const quiet = await count(page);
    await page.getByRole('button', { name: 'Play' }).click();
    const moving = await count(page);
    await page.getByRole('button', { name: 'Pause' }).click();
    if (round === 0) continue;
    still.push(quiet);
    playing.push(moving);
  }
  await browser.close();
  const best = (list, key) => Math.max(...list.map((each) => each[key]));
  console.log(`standing: ${best(still, 'refreshes').toFixed(1)} refreshes a second`);
  console.log(`playing: ${best(playing, 'frames').toFixed(1)} frames a second (rounds: ${playing.map(({ frames }) => frames.toFixed(1)).join(', ')}), the longest wait ${Math.min(...playing.map(({ longest }) => longest)).toFixed(0)} ms`);
  console.log(`a frame of both canvases takes ${Math.min(...playing.map(({ work }) => work)).toFixed(1)} ms of script, the median`);
}

/** Refreshes and painted frames a second, the longest wait between two refreshes, and the script's time in one, over some seconds. */
function count(page) {
  return page.evaluate(async (ms) => {
    const channel = new MessageChannel();
    const begin = performance.now();
    const before = [...globalThis.painted.values()];
    const times = [];
    const work = [];
    while (performance.now() - begin < ms) {
      const start = await new Promise((resolve) => requestAnimationFrame(resolve));
      times.push(start);
      // the message comes when all that was asked for in this refresh has run
      const entered = performance.now();
      channel.port1.postMessage(null);
      await new Promise((resolve) => {
        channel.port2.onmessage = resolve;
      });
      work.push(performance.now() - entered);
    }
    const seconds = (performance.now() - begin) / 1000;
    const painted = [...globalThis.painted.values()].map((number, i) => number - (before[i] ?? 0));
    const waits = times.slice(1).map((time, i) => time - times[i]);
    return { refreshes: times.length / seconds, frames: Math.min(...painted) / seconds, longest: Math.max(...waits), work: work.sort((a, b) => a - b)[work.length >> 1] };
  }, SECONDS * 1000);
}

async function addRun(record) {
  const [studyId, id] = [newId('study'), newId('run')];
  await record.study.create({ data: { id: studyId, slug: studyId, name: 'bench' } });
  await record.run.create({
    data: {
      ...{ id, studyId, name: 'bench', architecture: 'vgg', depth: 11, dataset: 'bench', loss: 'CROSS_ENTROPY', lossReduction: 'mean', seed: 1, status: 'COMPLETED' },
      ...{ optimiser: { kind: 'sgd', learningRate: 0.1, momentum: 0.9, weightDecay: 5e-4, batchSize: 128 }, schedule: { kind: 'steps', steps: [] }, plannedEpochs: 350, lastEpoch: 350, terminalPhaseEpoch: 45, measuredEpochs: epochs, layers: ['last'], classes: C, features: p },
    },
  });
  for (const epoch of epochs) {
    await record.epoch.create({ data: { runId: id, epoch, attempt: 1, learningRate: 0.1, runningError: 0.1, trainLoss: 0.1, trainError: 0.1 / epoch, imagesPerSecond: 100, durationMs: 1000 } });
    const numbers = (count) => Float64Array.from({ length: count }, () => Math.random() - 0.5);
    const means = numbers(C * p);
    const labels = Uint32Array.from({ length: C * PER_CLASS }, (_, i) => i % C);
    const features = Float32Array.from({ length: labels.length * p }, (_, k) => means[labels[Math.floor(k / p)] * p + (k % p)] + 0.3 * (Math.random() - 0.5));
    const part = encodeExamples({ features, labels, indices: Uint32Array.from(labels, (_, i) => i) }, p);
    const own = new Uint32Array(C * C).map((_, k) => (k % (C + 1) === 0 ? 100 : 0));
    const { bytes, digest } = encodeSnapshot({
      ...{ classes: C, features: p, samples: 100 * C, counts: new Float64Array(C).fill(100), means, within: new Float64Array(C).fill(0.1) },
      ...{ scatter: product(means, means, C, C, p), nearest: own, confusion: own, agreement: own, weight: numbers(C * p), bias: numbers(C) },
      metadata: { run: id, epoch, split: 'TRAIN', layer: 'last', featureType: 'float32', largestFeature: 1, weightDecay: 5e-4, lossReduction: 'mean', parts: { EXAMPLES: part.digest } },
    });
    const snapshotId = newId('snapshot');
    await record.snapshot.create({ data: { id: snapshotId, runId: id, epoch, split: 'TRAIN', layer: 'last', digest, bytes: bytes.length, classes: C, features: p, samples: 100 * C, core: bytes } });
    await record.snapshotPart.create({ data: { snapshotId, kind: 'EXAMPLES', digest: part.digest, bytes: part.bytes.length, data: part.bytes } });
  }
  return id;
}
