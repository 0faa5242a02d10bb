// The dashboard in a browser: the built server as a process, 2,000 generated runs, 40 more of 350 measured epochs whose values are in the table, Chromium.
//   node collapsar.mjs setup && node test/bench/dashboard.mjs                  all of it, some four minutes with the filling
//   node test/bench/dashboard.mjs view toggle hover scripts requests frames    only what is named
//   DATABASE_URL=... node test/bench/dashboard.mjs                             on a record that an earlier run has filled
import { execFileSync, fork } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { connectRecord } from '../../dist/prisma/client.js';
import { startDatabase, stopDatabase } from '../../dist/prisma/database.js';
import { migrate } from '../../dist/prisma/migrate.js';
import { warmValues } from './dashboard/warm-values.mjs';
import { measureHover } from './dashboard/hover.mjs';
import { listRequests } from './dashboard/requests.mjs';
import { measureScripts } from './dashboard/scripts.mjs';
import { measureToggles } from './dashboard/toggle.mjs';
import { measureView } from './dashboard/view.mjs';

const PARTS = { view: measureView, toggle: measureToggles, hover: measureHover, scripts: measureScripts, requests: listRequests };
const named = process.argv.slice(2);
const wants = (part) => named.length === 0 || named.includes(part);

const home = mkdtempSync(path.join(os.tmpdir(), 'collapsar-bench-'));
chmodSync(home, 0o755);
const databaseUrl = process.env.DATABASE_URL ?? (await startDatabase({ home })).url;
let server;
let browser;
try {
  await fill();
  const record = connectRecord(databaseUrl);
  const where = { lastEpoch: 350, features: 64, terminalPhaseEpoch: { not: null } };
  const runs = (await record.run.findMany({ where, select: { id: true }, orderBy: { id: 'asc' }, take: 20 })).map(({ id }) => id);
  if (runs.length < 20) throw new Error(`The record has ${runs.length} runs of 350 measured epochs that reach the terminal phase, 20 are needed: give one that this file filled.`);
  console.log(`${await record.run.count()} runs, ${await record.epoch.count()} epochs; ${os.cpus().length} x ${os.cpus()[0].model.trim()}, Node ${process.version}`);
  await record.$disconnect();
  server = fork(path.join(import.meta.dirname, '../../dist/server/main.js'), [], { env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: databaseUrl, COLLAPSAR_PORT: '0', LOG_LEVEL: 'silent' } });
  const address = await new Promise((resolve) => server.on('message', (message) => message.kind === 'serving' && resolve(message.url)));
  await warmValues(address, runs);
  browser = await chromium.launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
  console.log(`${await browser.version()}, load ${os.loadavg()[0].toFixed(1)}`);
  for (const [part, measure] of Object.entries(PARTS)) if (wants(part)) await measure({ browser, address, runs });
  console.log(`load ${os.loadavg()[0].toFixed(1)} at the end`);
} finally {
  await browser?.close();
  server?.kill('SIGTERM');
  if (!process.env.DATABASE_URL) await stopDatabase(home);
  rmSync(home, { recursive: true, force: true });
}
// the geometry has a record and a measurement of its own
if (wants('frames')) process.stdout.write(execFileSync(process.execPath, [path.join(import.meta.dirname, 'geometry.mjs')], { encoding: 'utf8' }));

async function fill() {
  await migrate(databaseUrl);
  const record = connectRecord(databaseUrl);
  const isFilled = (await record.run.count({ where: { generated: true } })) > 0;
  await record.$disconnect();
  if (isFilled) return;
  const generate = (...args) => execFileSync(process.execPath, [path.join(import.meta.dirname, '../generate/generate.mjs'), '--database-url', databaseUrl, ...args], { encoding: 'utf8' });
  process.stdout.write(`filled: ${generate('--runs', '2000', '--epochs', '200', '--snapshots-of', '0')}`);
  process.stdout.write(`filled: ${generate('--runs', '40', '--epochs', '350', '--snapshots-of', '40', '--measure-all', '--seed', '2')}`);
}
