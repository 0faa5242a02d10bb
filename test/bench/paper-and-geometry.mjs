// The paper's grid and the geometry at the server. 21 runs of 50 measured epochs with C = 10 and p = 512, both splits, and the ten metrics of the
// figures: the grid cold (two seconds are all it may take, the rest is PENDING), from the table (a server that just started) and warm.
// Then 50 frames of one run on three classes, cold and warm; and single frames of larger layers, on one thread.
//   node collapsar.mjs setup && node test/bench/paper-and-geometry.mjs
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { measuredEpochs } from '../../dist/prisma/measured-epochs.js';
import { connectRecord } from '../../dist/prisma/client.js';
import { startDatabase, stopDatabase } from '../../dist/prisma/database.js';
import { newId } from '../../dist/prisma/ids.js';
import { migrate } from '../../dist/prisma/migrate.js';
import { encodeSnapshot } from '../../dist/prisma/snapshot/codec.js';
import 'reflect-metadata';
import { LOCAL_ADMIN } from '../../dist/server/access/caller.js';
import { RequestContext } from '../../dist/server/access/request-context.js';
import { alignedFrame } from '../../dist/server/geometry/aligned-frame.js';
import { framesOf, locateGeometry } from '../../dist/server/geometry/geometry.js';
import { product } from '../../dist/server/linear-algebra/product.js';
import { closeMeasuringPool } from '../../dist/server/measuring/measuring-pool.js';
import { paperGrid } from '../../dist/server/paper/paper-grid.js';
import { PUBLISHED_CELLS } from '../../dist/server/paper/published.js';

const [C, p] = [10, 512];
const epochs = measuredEpochs(350);
const home = mkdtempSync(path.join(os.tmpdir(), 'collapsar-bench-'));
chmodSync(home, 0o755);
const { url } = await startDatabase({ home });
try {
  await migrate(url);
  const record = connectRecord(url, { max: 10 });
  const study = newId('study');
  await record.study.create({ data: { id: study, slug: study, name: study } });
  const runs = [];
  for (const { architecture, dataset } of PUBLISHED_CELLS) runs.push(await addRun(record, study, architecture, dataset));
  const question = { studyId: study, layer: 'last' };
  const ask = (client) => timed(() => paperGrid(contextOf(client), question));
  const [cold, first] = await ask(record);
  const pending = [pendingOf(first)];
  while (pending.at(-1) > 0 && pending.length < 60) pending.push(pendingOf((await ask(record))[1]));
  const before = process.cpuUsage();
  const warm = Math.min(...(await times(10, () => ask(record))));
  const spent = process.cpuUsage(before);
  const busy = (spent.user + spent.system) / 1e4;
  const other = connectRecord(url, { max: 10 });
  await other.$queryRaw`SELECT 1`;
  const [table] = await ask(other);
  await other.$disconnect();
  console.log(`grid of 21 runs x ${epochs.length} epochs x 10 columns: cold ${cold.toFixed(0)} ms, values PENDING in this and the next answers ${pending.join(', ')}; from the table ${table.toFixed(0)} ms, warm ${warm.toFixed(0)} ms (${busy.toFixed(0)} ms of the processor)`);

  const place = await locateGeometry(contextOf(record), { runId: runs[0], split: 'TRAIN', layer: 'last', maxFrames: 60, classes: [0, 1, 2], dimensions: 3, withExamples: false });
  const [coldFrames, frames] = await timed(() => framesOf(record, place));
  if (frames.length !== epochs.length || frames.some(({ reason }) => reason)) throw new Error('a frame is missing');
  const warmFrames = Math.min(...(await times(10, () => timed(() => framesOf(record, place)))));
  console.log(`${frames.length} frames of three classes: cold ${coldFrames.toFixed(0)} ms, warm ${warmFrames.toFixed(1)} ms`);
  await record.$disconnect();
} finally {
  await closeMeasuringPool();
  await stopDatabase(home);
  rmSync(home, { recursive: true, force: true });
}
for (const [classes, features] of [[10, 512], [100, 512], [100, 2048], [200, 4096]]) {
  const core = randomCore(classes, features, 'run', 1, 'TRAIN');
  const all = [...Array(classes).keys()];
  const axes = new Float64Array(classes * 3);
  for (let k = 0; k < 3; k++) [axes[3 * k + k], axes[3 * (k + 1) + k]] = [Math.SQRT1_2, -Math.SQRT1_2];
  const spent = await times(3, () => timed(async () => alignedFrame(core, all, axes, null)));
  console.log(`a frame of all of ${classes} classes, p = ${features}: ${Math.min(...spent).toFixed(0)} ms on one thread`);
}

function contextOf(record) {
  return new RequestContext(record, { follow: () => [], newest: async () => 0n }, LOCAL_ADMIN);
}

async function timed(work) {
  const begin = performance.now();
  const result = await work();
  return [performance.now() - begin, result];
}

async function times(count, work) {
  const spent = [];
  for (let k = 0; k < count; k++) spent.push((await work())[0]);
  return spent;
}

function pendingOf({ cells }) {
  return cells.flatMap(({ columns }) => columns.flatMap(({ gaps }) => gaps)).filter(({ kind }) => kind === 'PENDING').length;
}

async function addRun(record, studyId, architecture, dataset) {
  const id = newId('run');
  await record.run.create({
    data: {
      ...{ id, studyId, name: 'bench', architecture, depth: 11, dataset, loss: 'CROSS_ENTROPY', lossReduction: 'mean', seed: 1, status: 'COMPLETED' },
      ...{ optimiser: {}, schedule: {}, plannedEpochs: 350, lastEpoch: 350, terminalPhaseEpoch: 45, measuredEpochs: [...epochs], layers: ['last'] },
    },
  });
  await record.epoch.createMany({
    data: epochs.map((epoch) => ({
      ...{ runId: id, epoch, attempt: 1, learningRate: 0.1, runningError: 0.1, trainLoss: 0.1, testLoss: 0.2, testError: 0.1 / epoch, robustness: 0.1 },
      ...{ imagesPerSecond: 100, durationMs: 1000 },
    })),
  });
  for (const split of ['TRAIN', 'TEST']) {
    const rows = epochs.map((epoch) => {
      const { bytes, digest } = encodeSnapshot(randomCore(C, p, id, epoch, split));
      return { id: newId('snapshot'), runId: id, epoch, split, layer: 'last', digest, bytes: bytes.length, classes: C, features: p, samples: 100 * C, core: bytes };
    });
    await record.snapshot.createMany({ data: rows });
  }
  return id;
}

/** Means and weights at random, a scatter that fits them, and all samples where they belong. */
function randomCore(C, p, run, epoch, split) {
  const numbers = (count) => Float64Array.from({ length: count }, () => Math.random() - 0.5);
  const means = numbers(C * p);
  const own = new Uint32Array(C * C).map((_, k) => (k % (C + 1) === 0 ? 100 : 0));
  return {
    ...{ classes: C, features: p, samples: 100 * C, counts: new Float64Array(C).fill(100), means, within: new Float64Array(C).fill(0.1) },
    ...{ scatter: product(means, means, C, C, p), nearest: own, confusion: own, agreement: own, weight: numbers(C * p), bias: numbers(C) },
    metadata: { run, epoch, split, layer: 'last', featureType: 'float32', largestFeature: 1, weightDecay: 5e-4, lossReduction: 'mean', parts: {} },
  };
}
