// Fills a record with runs that were never trained, marked as generated:
//   node collapsar.mjs setup && node test/generate/generate.mjs --runs 2000 --epochs 200 --snapshots-of 20 --database-url postgresql://...
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const folder = import.meta.dirname;
const load = async (file) => (await runnerImport(path.join(folder, file), { root: path.join(folder, '../..'), configFile: false, logLevel: 'error' })).module;
const { fillRecord, FILLING } = await load('fill-record.ts');

const { values } = parseArgs({
  options: {
    'database-url': { type: 'string', default: process.env.DATABASE_URL },
    runs: { type: 'string', default: String(FILLING.runs) },
    epochs: { type: 'string', default: String(FILLING.epochs) },
    'snapshots-of': { type: 'string', default: String(FILLING.snapshotsOf) },
    features: { type: 'string', default: String(FILLING.features) },
    seed: { type: 'string', default: String(FILLING.seed) },
    'measure-all': { type: 'boolean', default: false },
  },
});
if (!values['database-url']) throw new Error('Give --database-url, or set DATABASE_URL: a migrated record.');
const begin = performance.now();
const seconds = () => ((performance.now() - begin) / 1000).toFixed(1);
const [runs, epochs, snapshotsOf, features, seed] = ['runs', 'epochs', 'snapshots-of', 'features', 'seed'].map((name) => Number(values[name]));
const measured = values['measure-all'] ? 'all' : 'published';
const tell = (done) => process.stderr.isTTY && process.stderr.write(`\r${done.runs} of ${runs} runs, ${seconds()} s `);
const filled = await fillRecord(values['database-url'], { runs, epochs, snapshotsOf, features, seed, measured }, tell);
console.log(`${filled.runs} runs, ${filled.epochs} epochs, ${filled.snapshots} snapshots, ${filled.values} values in ${seconds()} s`);
