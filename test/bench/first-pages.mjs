// The whole program on an empty record: how long until the recorded study is in it, and each page full, counted from the line that says where it is served.
//   node collapsar.mjs setup && CHROME_PATH=/usr/bin/chromium node test/bench/first-pages.mjs
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const root = path.join(import.meta.dirname, '../..');
const home = mkdtempSync(path.join(os.tmpdir(), 'collapsar-bench-'));
chmodSync(home, 0o755);
const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH, args: ['--no-sandbox'] });
const program = spawn(process.execPath, [path.join(root, 'collapsar.mjs'), 'start'], { env: { ...process.env, COLLAPSAR_HOME: home, COLLAPSAR_PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
let output = '';
program.stdout.setEncoding('utf8').on('data', (text) => {
  output += text;
});
try {
  const address = await served();
  const begin = performance.now();
  const since = () => ((performance.now() - begin) / 1000).toFixed(1);
  console.log(/^ *recorded.*$/m.exec(output)[0].trim());
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  const [runs, study] = await ofRecordedStudy(address);
  const places = ['/', `/paper?study=${study}`, `/compare?runs=${runs.slice(0, 12).join(',')}`, `/geometry?run=${runs[0]}`, `/runs/${runs[0]}`];
  for (const place of places) {
    const opened = performance.now();
    await page.goto(address + place);
    await page.waitForFunction(() => !document.querySelector('.skeleton, [aria-busy=true]'), null, { timeout: 60_000 });
    console.log(`${place.split('?')[0].slice(0, 20)}: full ${((performance.now() - opened) / 1000).toFixed(1)} s after it was opened, ${since()} s after serving`);
  }
} finally {
  await browser.close();
  program.kill('SIGINT');
  await new Promise((resolve) => program.once('exit', resolve));
  rmSync(home, { recursive: true, force: true });
}

async function served() {
  for (;;) {
    const address = /^ *server +(http:\S+)/m.exec(output)?.[1];
    if (address) return address;
    if (program.exitCode !== null) throw new Error(`the program ended:\n${output}`);
    await sleep(20);
  }
}

async function ofRecordedStudy(address) {
  const query = '{ studies(first: 2) { nodes { id recorded { runCount } newestRuns(first: 20) { id } } } }';
  const answer = await fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  const { id, newestRuns } = (await answer.json()).data.studies.nodes.find(({ recorded }) => recorded);
  return [newestRuns.map((run) => run.id), id];
}
