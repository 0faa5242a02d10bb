// How long a page of 25 out of 2,000 runs with 200 measured epochs each takes, by filter and order; and what the table of extremes saves
// and costs. Fills a database of its own first: about a minute and 1.5 GB.
//   node collapsar.mjs setup && node test/bench/listing-runs.mjs
import 'reflect-metadata';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { connectRecord } from '../../dist/prisma/client.js';
import { startDatabase, stopDatabase } from '../../dist/prisma/database.js';
import { migrate } from '../../dist/prisma/migrate.js';
import { listRuns } from '../../dist/server/runs/list-runs.js';

const RUNS = 2000;
const EPOCHS = 200;
const METRICS = ['NC1', 'NC2_EQUINORM_MEANS', 'NC2_EQUIANGULAR_MEANS', 'NC3_DUALITY', 'NC4_MISMATCH', 'ERROR'];
const place = { at: 'LAST', split: 'TRAIN', layer: 'last' };
const byMetric = (at, name = 'NC1') => ({ orderBy: { key: 'METRIC', direction: 'ASC', metric: { ...place, at, name } } });
const withMetric = (at, lt) => ({ filter: { metric: { ...place, at, name: 'NC1', lt } } });

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'collapsar-bench-'));
fs.chmodSync(home, 0o755);
const { url } = await startDatabase({ home, settings: { fsync: 'off' } });
try {
  await migrate(url);
  const record = connectRecord(url);
  await fill(record);
  const questions = {
    'newest first': {},
    'by last NC1': byMetric('LAST'),
    'by NC1 where the terminal phase begins': byMetric('TERMINAL_PHASE'),
    'by best NC1': byMetric('BEST'),
    'by best loss': byMetric('BEST', 'LOSS'),
    'last NC1 < 0.5': withMetric('LAST', 0.5),
    'best NC1 < 0.005': withMetric('BEST', 0.005),
    'best of six metrics < 0.001, any': { filter: { or: METRICS.map((name) => ({ metric: { ...place, at: 'BEST', name, lt: 0.001 } })) } },
    'by test error': { orderBy: { key: 'TEST_ERROR', direction: 'DESC' } },
    'text, by name': { filter: { text: 'un 19' }, orderBy: { key: 'NAME', direction: 'ASC' } },
  };
  for (const [name, question] of Object.entries(questions)) {
    let list;
    const page = await least(async () => {
      list = await listRuns(record, { first: 25, ...question }, { studyId: null });
    });
    const counts = await least(() => Promise.all([list.countAll(), list.countPending()]));
    console.log(`${name.padEnd(40)} page ${page.toFixed(0).padStart(5)} ms   both counts ${counts.toFixed(0).padStart(5)} ms`);
  }
  console.log(`by best NC1 without the table of extremes    ${(await least(() => bestWithout(record), 2)).toFixed(0)} ms`);
  const [withTriggers, without] = [await storing(record), await storing(record, 'DISABLE')];
  console.log(`storing 1,408 values ${withTriggers.toFixed(0)} ms, without the trigger ${without.toFixed(0)} ms, ratio ${(withTriggers / without).toFixed(2)}`);
  await record.$disconnect();
} finally {
  await stopDatabase(home);
  fs.rmSync(home, { recursive: true, force: true });
}

async function fill(record) {
  await record.$executeRaw`INSERT INTO "Study" (id, slug, name) SELECT 'study_' || i, 's' || i, 'Study ' || i FROM generate_series(1, 10) i`;
  await record.$executeRaw`
    INSERT INTO "Run" (id, "studyId", name, architecture, depth, dataset, loss, "lossReduction", optimiser, schedule, seed, "plannedEpochs",
      "measuredEpochs", layers, status, "lastEpoch", "terminalPhaseEpoch", "createdAt", tags, "classNames", warnings)
    SELECT 'run_' || lpad(i::text, 6, '0'), 'study_' || (1 + i % 10), 'run ' || i, (ARRAY['vgg','resnet','densenet'])[1 + i % 3], 18,
      (ARRAY['MNIST','CIFAR10'])[1 + i % 2], 'CROSS_ENTROPY', 'mean', '{"learningRate":0.05,"weightDecay":0.0005,"batchSize":128}', '{"steps":[]}', i, ${EPOCHS}::int,
      '{}', '{last}', 'COMPLETED', ${EPOCHS}::int, 60, now() - i * interval '1 minute', '{a}', '{}', '{}'
    FROM generate_series(1, ${RUNS}::int) i`;
  await record.$executeRaw`
    INSERT INTO "Epoch" ("runId", epoch, attempt, "learningRate", "runningLoss", "runningError", "trainLoss", "trainError", "testLoss", "testError", "imagesPerSecond", "durationMs")
    SELECT r.id, e, 1, 0.05, random(), random(), random(), random(), random(), random(), 1000, 1000 FROM "Run" r, generate_series(1, ${EPOCHS}::int) e`;
  await record.$executeRaw`
    INSERT INTO "Snapshot" (id, "runId", epoch, split, layer, digest, bytes, classes, features, samples, core)
    SELECT 'snap_' || "runId" || '_' || epoch || split, "runId", epoch, split::"Split", 'last', encode(sha256(("runId" || epoch || split)::bytea), 'hex'), 10, 10, 512, 5000, '\\x00'
    FROM "Epoch", unnest(ARRAY['TRAIN','TEST']) split`;
  // all at once: the trigger's own time is measured below
  await record.$executeRaw`ALTER TABLE "MetricValue" DISABLE TRIGGER collapsar_values_stored`;
  for (const metric of METRICS) {
    await record.$executeRaw`
      INSERT INTO "MetricValue" (digest, metric, version, value, warnings, checksum)
      SELECT digest, ${metric}, 1, random(), '{}', md5(digest) FROM "Snapshot" WHERE split = 'TRAIN'`;
  }
  await record.$queryRaw`SELECT count(collapsar_renew_extremes(id)::text) FROM "Run"`;
  await record.$executeRaw`ALTER TABLE "MetricValue" ENABLE TRIGGER collapsar_values_stored`;
  await record.$executeRaw`ANALYZE`;
}

/** What the order by the best value would take if it looked at all values of all runs. */
async function bestWithout(record) {
  await record.$queryRaw`
  SELECT r.id FROM "Run" r
  LEFT JOIN (
    SELECT s."runId", min(v.value) AS value FROM "MetricValue" v JOIN "Snapshot" s ON v.digest = s.digest AND s.split = 'TRAIN' AND s.layer = 'last'
    WHERE v.metric = 'NC1' AND v.version = 1 GROUP BY s."runId"
  ) b ON b."runId" = r.id
  ORDER BY b.value NULLS LAST, r.id LIMIT 26`;
}

/** Stores 22 values of 64 snapshots, as measuring does, and takes them away again. */
async function storing(record, change) {
  if (change === 'DISABLE') await record.$executeRaw`ALTER TABLE "MetricValue" DISABLE TRIGGER collapsar_values_stored`;
  return least(async () => {
    await record.$executeRaw`
      INSERT INTO "MetricValue" (digest, metric, version, value, warnings, checksum)
      SELECT digest, 'M' || m, 1, random(), '{}', md5(digest) FROM (SELECT digest FROM "Snapshot" WHERE "runId" = 'run_000007' AND split = 'TRAIN' LIMIT 64) s, generate_series(1, 22) m`;
  }, 5, () => record.$executeRaw`DELETE FROM "MetricValue" WHERE metric LIKE 'M%'`);
}

async function least(work, times = 5, after = async () => {}) {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const begin = performance.now();
    await work();
    best = Math.min(best, performance.now() - begin);
    await after();
  }
  return best;
}
