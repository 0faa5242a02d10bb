// How the dashboard's questions grow with the record: 200, 2,000 and 20,000 runs of 350 epochs on average, 7 million epochs at the end. Fills a
// database of its own by COPY and removes it afterwards; each run has its row, epochs, snapshots and the values that lists read.
//   node collapsar.mjs setup && node test/bench/scale.mjs          all three sizes: a database of 3.6 GB, and some five minutes on two cores
//   node test/bench/scale.mjs 200 2000                             only these
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startDatabase, stopDatabase } from '../../dist/prisma/database.js';
import { migrate } from '../../dist/prisma/migrate.js';
import { Asker, inTurn, percentile } from './api/http-load.mjs';
import { startProcess } from './api/processes.mjs';
import { askUntilFull } from './api/until-full.mjs';
import { growthQuestions } from './scale/growth-questions.mjs';

const EPOCHS = 350;
/** Of a hundred runs one has large snapshots, of 10 classes and 64 features, measured when somebody asks. */
const LARGE_SHARE = 0.01;
const ANSWERS = 40;

const sizes = process.argv.slice(2).map(Number);
if (sizes.length === 0) sizes.push(200, 2000, 20_000);

const home = mkdtempSync(path.join(os.tmpdir(), 'collapsar-scale-'));
chmodSync(home, 0o755);
try {
  const { url } = await startDatabase({ home });
  await migrate(url);
  console.log(`${os.cpus().length} x ${os.cpus()[0].model.trim()}, Node ${process.version}, load ${os.loadavg()[0].toFixed(1)}`);
  const columns = [];
  let filled = 0;
  for (const [k, size] of sizes.entries()) {
    const seconds = fill(url, size - filled, k + 1);
    filled = size;
    columns.push(await measure(url, seconds));
  }
  printTable(columns);
} finally {
  await stopDatabase(home);
  rmSync(home, { recursive: true, force: true });
}

/** Adds runs; gives the seconds it took. */
function fill(url, runs, seed) {
  const begin = performance.now();
  const args = { runs, epochs: EPOCHS, 'snapshots-of': Math.ceil(LARGE_SHARE * runs), seed, 'database-url': url };
  const flags = Object.entries(args).flatMap(([name, value]) => [`--${name}`, String(value)]);
  process.stdout.write(`filled: ${execFileSync(process.execPath, [path.join(import.meta.dirname, '../generate/generate.mjs'), ...flags], { encoding: 'utf8' })}`);
  return (performance.now() - begin) / 1000;
}

/** What a record of this size has, and how long each question takes: a column of the table. */
async function measure(url, seconds) {
  const column = { ...(await countsOf(url)), 'seconds to add them': seconds.toFixed(0) };
  const server = await startProcess('collapsar-server.mjs', { DATABASE_URL: url });
  const asker = new Asker(server.url);
  try {
    for (const [name, { query, variables }] of Object.entries(await growthQuestions(asker, url))) {
      const ask = () => asker.ask(query, variables);
      await askUntilFull(ask);
      await inTurn(ask, 3);
      const times = await inTurn(ask, ANSWERS);
      column[name] = `${percentile(times, 0.5).toFixed(1)} / ${percentile(times, 0.95).toFixed(1)}`;
      console.error(`${column.runs} runs, ${name}: ${column[name]} ms`);
    }
    column['server, MB at most'] = String(server.memory()?.most);
  } finally {
    asker.close();
    await server.stop();
  }
  return column;
}

async function countsOf(url) {
  const client = new pg.Client(url);
  await client.connect();
  const one = async (sql) => Number((await client.query(sql)).rows[0].n);
  const counts = {};
  for (const [name, table] of Object.entries({ runs: 'Run', epochs: 'Epoch', snapshots: 'Snapshot', 'cached values': 'MetricValue' })) counts[name] = (await one(`SELECT count(*) AS n FROM "${table}"`)).toLocaleString('en');
  counts['database, GB'] = ((await one('SELECT pg_database_size(current_database()) AS n')) / 1e9).toFixed(2);
  await client.end();
  return counts;
}

function printTable(columns) {
  console.log(`\np50 / p95 in ms of ${ANSWERS} answers in turn, over HTTP`);
  const [head, ...rows] = Object.keys(columns[0]);
  const line = (name) => `| ${[name, ...columns.map((column) => column[name])].join(' | ')} |`;
  console.log([line(head), `|${'---|'.repeat(columns.length + 1)}`, ...rows.map(line)].join('\n'));
}
