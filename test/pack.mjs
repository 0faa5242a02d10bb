// `node test/pack.mjs`: packs the program, installs it in an empty folder as a user of npm does, and uses it there. About two minutes; by hand.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = path.join(import.meta.dirname, '..');
const port = process.argv[2] ?? '4240';
const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-pack-'));
chmodSync(folder, 0o755); // Postgres runs under another account where this is root's

/** What a tarball of ours must never hold: sources of tests, secrets, caches. */
const FORBIDDEN = /(^|\/)(node_modules|\.git|\.env[^/]*|\.collapsar|\.data|test|cache)(\/|$)|\.map$|\.test\./;
const NEEDED = ['collapsar.mjs', 'dist/.packaged', 'dist/server/main.js', 'dist/trainer/main.js', 'dist/prisma/migrations/migration_lock.toml', 'web/.next/BUILD_ID', 'server/schema.graphql', 'LICENSE', 'README.md'];

try {
  const tarball = await packed();
  checkList((await run('tar', ['tzf', tarball])).split('\n').filter(Boolean).map((name) => name.replace(/^package\//, '')));
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', tarball]);
  const installed = JSON.parse(readFileSync(path.join(folder, 'node_modules/collapsar/package.json'), 'utf8'));
  demand(!['preinstall', 'install', 'postinstall', 'prepare'].some((name) => name in installed.scripts), 'installing it runs no script of ours');
  const measured = await run('npx', ['collapsar', 'measure', path.join(root, example()), '--json']);
  demand(JSON.stringify(JSON.parse(measured)).includes('NC1'), 'npx collapsar measure FILE prints the metrics as JSON');
  await started();
  demand(readdirSync(folder).includes('.collapsar') && !existsSync(path.join(folder, 'node_modules/collapsar/.collapsar')), 'the record lies where it was called, not among the packages');
  console.log('\nThe package installs and runs.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function packed() {
  const out = await run('npm', ['pack', '--json', '--pack-destination', folder], root);
  const [{ filename, size, entryCount }] = JSON.parse(out.slice(out.indexOf('[')));
  console.log(`${filename}: ${(size / 1e6).toFixed(1)} MB, ${entryCount} files`);
  return path.join(folder, filename);
}

function checkList(names) {
  const wrong = names.filter((name) => FORBIDDEN.test(name));
  demand(wrong.length === 0, `nothing is packed that should not be${wrong.length ? `: ${wrong.slice(0, 5).join(', ')}` : ''}`);
  const absent = NEEDED.filter((name) => !names.includes(name));
  demand(absent.length === 0, `all that is needed is packed${absent.length ? `, but for ${absent.join(', ')}` : ''}`);
}

/** A features file of the tests. */
function example() {
  const found = readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' }).find((name) => /features.*\.npz$|\.npz$/.test(name));
  if (!found) throw new Error('there is no .npz below test/');
  return path.join('test', found);
}

/** `npx collapsar start`, until the pages and the first run's training are there; then Ctrl-C. */
async function started() {
  mkdirSync(path.join(folder, '.data'));
  const env = { ...process.env, COLLAPSAR_PORT: port, COLLAPSAR_HOME: '', COLLAPSAR_DATA: '' };
  const child = spawn('npx', ['collapsar', 'start'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { output += text; });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  try {
    const page = await until(() => fetch(`http://127.0.0.1:${port}/`).then((answer) => (answer.ok ? answer.text() : null)), () => output);
    demand(page.includes('<html'), 'npx collapsar start serves the pages');
    const ask = async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ runs(first: 5) { nodes { lastEpoch } } }"}' });
      return (await answer.json()).data?.runs.nodes.some(({ lastEpoch }) => lastEpoch > 0);
    };
    demand(await until(ask, () => output), 'the first study trains');
  } finally {
    process.kill(-child.pid, 'SIGINT');
    await Promise.race([gone, sleep(30_000)]);
  }
  // npx itself ends by the signal and says nothing of its own; the program's last line comes after all is stopped
  demand(await until(async () => /stopping +stopped/.test(output), () => output), 'Ctrl-C ends it in order');
}

async function until(look, output) {
  for (let tries = 0; tries < 240; tries++) {
    const found = await look().catch(() => null);
    if (found) return found;
    await sleep(500);
  }
  throw new Error(`it did not come within two minutes:\n${output()}`);
}

function demand(isSo, what) {
  if (!isSo) throw new Error(`not so: ${what}`);
  console.log(`✓ ${what}`);
}

function run(command, args, cwd = folder) {
  const child = spawn(command, args, { cwd, env: process.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (text) => { output += text; });
  child.stderr.on('data', (text) => { errors += text; });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`${command} ${args.join(' ')} failed:\n${errors || output}`))));
  });
}
