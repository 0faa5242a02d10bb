// A server under everything at once, on loopback: people who open the dashboard's pages, 300 subscribers, imports, ten runs that are recorded. Then more than
// it bears. Prints throughput, percentiles, memory and refusals; the exit code is 1 where anything failed, or was not refused as it should be.
//   node collapsar.mjs setup && npm run test:load
//   npm run test:load -- --small --seconds 5
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { connectRecord } from '../../dist/prisma/client.js';
import { startDatabase, stopDatabase } from '../../dist/prisma/database.js';
import { migrate } from '../../dist/prisma/migrate.js';
import { startProcess } from '../bench/api/processes.mjs';

const folder = import.meta.dirname;
const load = async (file) => (await runnerImport(path.join(folder, file), { root: path.join(folder, '../..'), configFile: false, logLevel: 'error' })).module;
const { STATED, SMALL } = await load('load-plan.ts');
const { putUnderLoad } = await load('put-under-load.ts');
const { fillRecord } = await load('../generate/fill-record.ts');

const { values } = parseArgs({ options: { small: { type: 'boolean', default: false }, seconds: { type: 'string' } } });
const plan = { ...(values.small ? SMALL : STATED), ...(values.seconds && { seconds: Number(values.seconds) }) };

const home = mkdtempSync(path.join(os.tmpdir(), 'collapsar-load-'));
chmodSync(home, 0o755);
process.chdir(home); // uploads wait in the working directory
try {
  const { url: databaseUrl } = await startDatabase({ home });
  await migrate(databaseUrl);
  const { runs, epochs } = await fillRecord(databaseUrl, { runs: plan.runs, epochs: plan.epochs, snapshotsOf: 0 });
  const server = await startProcess('collapsar-server.mjs', { DATABASE_URL: databaseUrl });
  const record = connectRecord(databaseUrl, { max: plan.recorders + 2 });
  console.log(`${os.cpus().length} x ${os.cpus()[0].model.trim()}, Node ${process.version}, load ${os.loadavg()[0].toFixed(1)}; ${runs} runs of ${epochs / runs} epochs`);
  console.log(`${plan.seconds} s of ${plan.users} people, ${plan.subscribers} subscribers, ${plan.importers} imports, ${plan.recorders} runs recorded, an epoch each ${plan.epochMs} ms\n`);
  const { tally, overloaded } = await putUnderLoad(server.url, record, plan);
  console.log(tally.lines().join('\n'));
  console.log(`\nserver: ${server.memory()?.most} MB at most, ${(server.processor() / 1000).toFixed(0)} s of the processor; errors: ${tally.failures.length}\n`);
  console.log(['| beyond it | answered | refused | otherwise |', '|---|---|---|---|', ...overloaded.lines].join('\n'));
  const failures = [...tally.failures, ...overloaded.failures];
  for (const failure of failures.slice(0, 20)) console.error(failure);
  if (failures.length > 0) process.exitCode = 1;
  await record.$disconnect();
  await server.stop();
} finally {
  await stopDatabase(home);
  process.chdir(folder);
  rmSync(home, { recursive: true, force: true });
}
