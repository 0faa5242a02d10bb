// The whole program on an empty record, until its first study is done: how long, how fast, how large, and what it measured.
//   node collapsar.mjs setup && node test/bench/first-study.mjs
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = path.join(import.meta.dirname, '../..');
const home = mkdtempSync(path.join(os.tmpdir(), 'collapsar-bench-'));
chmodSync(home, 0o755);
const begin = performance.now();
const seconds = () => ((performance.now() - begin) / 1000).toFixed(1);
const program = spawn(process.execPath, [path.join(root, 'collapsar.mjs'), 'start'], { env: { ...process.env, COLLAPSAR_HOME: home, COLLAPSAR_PORT: '0', COLLAPSAR_RECORDED_STUDY: 'no' }, stdio: ['ignore', 'pipe', 'inherit'] });
let output = '';
program.stdout.setEncoding('utf8').on('data', (text) => {
  output += text;
});
const METRICS = ['NC1', 'NC2_EQUINORM_MEANS', 'NC2_EQUINORM_WEIGHTS', 'NC2_EQUIANGULAR_MEANS', 'NC2_EQUIANGULAR_WEIGHTS', 'NC2_MAX_ANGLE_MEANS', 'NC2_MAX_ANGLE_WEIGHTS', 'NC3_DUALITY', 'NC4_MISMATCH'];

try {
  const address = await waitFor(() => /Open (http:\S+)/.exec(output)?.[1]);
  console.log(`serving after ${seconds()} s`);
  const served = performance.now();
  const since = () => ((performance.now() - served) / 1000).toFixed(1);
  await waitFor(async () => (await runOf(address)).lastEpoch >= 1);
  console.log(`first epoch recorded ${since()} s after serving`);
  let run;
  let peak = 0;
  let phase = false;
  do {
    await sleep(1000);
    run = await runOf(address);
    peak = Math.max(peak, residentMegabytes());
    if (run.terminalPhaseEpoch && !phase) console.log(`train error 0 in epoch ${run.terminalPhaseEpoch}, ${since()} s after serving`);
    phase = Boolean(run.terminalPhaseEpoch);
  } while (['QUEUED', 'RUNNING'].includes(run.status));
  console.log(`${run.status} after ${run.lastEpoch} epochs, ${since()} s after serving`);
  const speeds = [...run.history.imagesPerSecond].sort((a, b) => a - b);
  console.log(`training: median ${Math.round(speeds[speeds.length >> 1])} images/s of ${speeds.length} epochs, slowest ${Math.round(speeds[0])}`);
  console.log(`server, daemon and training process together: at most ${Math.round(peak)} MB resident`);
  await printMetrics(address, run.id);
} finally {
  program.kill('SIGINT');
  await new Promise((resolve) => program.once('exit', resolve));
  rmSync(home, { recursive: true, force: true });
}

async function waitFor(look) {
  for (;;) {
    const found = await look();
    if (found) return found;
    if (program.exitCode !== null) throw new Error(`the program ended:\n${output}`);
    await sleep(100);
  }
}
async function ask(address, query) {
  const answer = await fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  return (await answer.json()).data;
}
async function runOf(address) {
  const { runs } = await ask(address, '{ runs(first: 1) { nodes { id status lastEpoch terminalPhaseEpoch history { imagesPerSecond } } } }');
  return runs.nodes[0] ?? { lastEpoch: 0, status: 'QUEUED' };
}
async function printMetrics(address, id) {
  for (const split of ['TRAIN', 'TEST']) {
    const { series } = await ask(address, `{ series(runIds: ["${id}"], split: ${split}, metrics: [${METRICS}]) { epochs columns { metric values } } }`);
    const [{ epochs, columns }] = series;
    for (const { metric, values } of columns) console.log(`${split.padEnd(6)}${metric.padEnd(26)} epoch ${epochs[0]}: ${values[0].toPrecision(4)}, epoch ${epochs.at(-1)}: ${values.at(-1).toPrecision(4)}, ratio ${(values[0] / values.at(-1)).toFixed(1)}`);
  }
}
/** Of the server and everything below the trainer; Linux only. */
function residentMegabytes() {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      const resident = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
      return [{ pid: Number(pid), parent, resident, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8') }];
    } catch {
      return [];
    }
  });
  const below = (parent) => processes.filter((p) => p.parent === parent && p.command.includes('dist')).flatMap((p) => [p, ...below(p.pid)]);
  return below(program.pid).reduce((sum, { resident }) => sum + resident, 0);
}
