// Curves at the server: 350 epochs at p = 512, C = 10, every metric that needs no covariance, cold (nothing cached), from the
// table (a server that just started) and warm (from memory). Against an embedded Postgres of its own.
//   node collapsar.mjs setup && node test/bench/measuring.mjs
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { connectRecord } from '../../dist/prisma/client.js';
import { startDatabase, stopDatabase } from '../../dist/prisma/database.js';
import { newId } from '../../dist/prisma/ids.js';
import { migrate } from '../../dist/prisma/migrate.js';
import { encodeSnapshot } from '../../dist/prisma/snapshot/codec.js';
import { product } from '../../dist/server/linear-algebra/product.js';
import { closeMeasuringPool } from '../../dist/server/measuring/measuring-pool.js';
import { series } from '../../dist/server/measuring/series.js';
import { measuredIds, metricOf } from '../../dist/server/metrics/catalogue.js';

const [EPOCHS, C, p] = [350, 10, 512];
const metrics = measuredIds.filter((id) => !metricOf(id).needs.includes('covariance'));
const home = mkdtempSync(path.join(os.tmpdir(), 'collapsar-bench-'));
chmodSync(home, 0o755);
const { url } = await startDatabase({ home });
try {
  await migrate(url);
  const record = connectRecord(url, { max: 10 });
  const cold = [];
  const table = [];
  const warm = [];
  const delays = [];
  for (let round = 0; round < 3; round++) {
    const runId = await addRun(record);
    const question = { runIds: [runId], metrics, split: 'TRAIN', layer: 'last' };
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    cold.push(await timed(() => series(record, question, 60_000)));
    delay.disable();
    delays.push(delay);
    for (let again = 0; again < 10; again++) warm.push(await timed(() => series(record, question)));
    const other = connectRecord(url, { max: 10 });
    await other.$queryRaw`SELECT 1`;
    table.push(await timed(() => series(other, question)));
    await other.$disconnect();
  }
  console.log(`${EPOCHS} epochs, ${metrics.length} metrics, C = ${C}, p = ${p}: milliseconds, least of several`);
  console.log(`cold ${least(cold)}   from the table ${least(table)}   from memory ${least(warm)}   cold/warm ${(Math.min(...cold) / Math.min(...warm)).toFixed(0)}`);
  console.log(`event loop while cold: 99 % of its delays below ${Math.min(...delays.map((delay) => delay.percentile(99) / 1e6)).toFixed(0)} ms, the longest ${Math.min(...delays.map((delay) => delay.max / 1e6)).toFixed(0)} ms`);
  await record.$disconnect();
} finally {
  await closeMeasuringPool();
  await stopDatabase(home);
  rmSync(home, { recursive: true, force: true });
}

async function timed(work) {
  const begin = performance.now();
  const [curve] = await work();
  if (curve.columns.some(({ values }) => values.length !== EPOCHS || values.includes(null))) throw new Error('a value is missing');
  return performance.now() - begin;
}
function least(times) {
  return Math.min(...times).toFixed(1);
}

async function addRun(record) {
  const [studyId, runId] = [newId('study'), newId('run')];
  await record.study.create({ data: { id: studyId, slug: studyId, name: studyId } });
  await record.run.create({
    data: {
      ...{ id: runId, studyId, name: 'bench', architecture: 'vgg', depth: 6, dataset: 'MNIST', loss: 'CROSS_ENTROPY', lossReduction: 'mean', seed: 1 },
      ...{ optimiser: {}, schedule: {}, plannedEpochs: EPOCHS, measuredEpochs: [], layers: ['last'] },
    },
  });
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    const core = drawnCore(runId, epoch);
    const { bytes, digest } = encodeSnapshot(core);
    await record.epoch.create({ data: { runId, epoch, attempt: 1, learningRate: 1, runningLoss: 1, runningError: 1, imagesPerSecond: 1, durationMs: 1 } });
    const row = { id: newId('snapshot'), runId, epoch, split: 'TRAIN', layer: 'last', digest, bytes: bytes.length, classes: C, features: p, samples: C * p, core: bytes };
    await record.snapshot.create({ data: row, select: { id: true } });
  }
  return runId;
}
function drawnCore(run, epoch) {
  const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  const means = Float64Array.from({ length: C * p }, normal);
  const M = means.map((value, k) => value - meanOf(means, k % p));
  const diagonal = Uint32Array.from({ length: C * C }, (_, k) => (k % (C + 1) === 0 ? p : 0));
  return {
    ...{ classes: C, features: p, samples: C * p, means, counts: new Float64Array(C).fill(p), within: new Float64Array(C).fill(p / 2) },
    ...{ scatter: product(M, M, C, C, p), weight: Float64Array.from({ length: C * p }, normal), bias: new Float64Array(C) },
    ...{ nearest: diagonal, confusion: diagonal, agreement: diagonal },
    metadata: { run, epoch, split: 'TRAIN', layer: 'last', featureType: 'float32', largestFeature: 5, weightDecay: 5e-4, lossReduction: 'mean', parts: {} },
  };
}
function meanOf(means, column) {
  let sum = 0;
  for (let c = 0; c < C; c++) sum += means[c * p + column];
  return sum / C;
}
