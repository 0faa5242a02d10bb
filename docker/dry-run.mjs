// `node docker/dry-run.mjs`: does what docker/Dockerfile does, without Docker, in a temporary folder: the RUN steps of the stage `build`, the COPY
// steps of the stage `program`, and its health check, command, a training and a measurement on a Postgres of this clone. About four minutes; by hand.
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDatabase, stopDatabase } from '../dist/prisma/database.js';

const root = path.join(import.meta.dirname, '..');
const port = process.argv[2] ?? '4241';
const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-image-'));
chmodSync(folder, 0o755);
const places = { '/src': path.join(folder, 'src'), '/app': path.join(folder, 'app'), '/data': path.join(folder, 'data') };
const real = (name, workdir) => Object.entries(places).reduce((at, [from, to]) => (at === from || at.startsWith(`${from}/`) ? to + at.slice(from.length) : at), path.posix.resolve(workdir, name));

const stages = readStages(readFileSync(path.join(import.meta.dirname, 'Dockerfile'), 'utf8'));
try {
  for (const place of Object.values(places)) mkdirSync(place);
  cloneContext(path.join(folder, 'context'));
  const context = (stage) => (stage === undefined ? path.join(folder, 'context') : undefined);
  for (const stage of ['build', 'program']) for (const step of stages[stage]) await doStep(step, context);
  console.log(`size of /app: ${(await shell(`du -sm ${places['/app']}`, folder)).trim().split('\t')[0]} MB`);
  await serve();
  console.log('\nThe steps of the image work.');
} finally {
  await stopDatabase(path.join(folder, 'home')).catch(() => {});
  rmSync(folder, { recursive: true, force: true });
}

/** Steps by the stage's name: instruction, words, and the working directory at that point. */
function readStages(text) {
  const found = {};
  let [name, workdir] = ['', '/'];
  for (const line of text.replaceAll(/\\\n/g, ' ').split('\n')) {
    const [, instruction, rest] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (instruction === 'FROM') [name, workdir] = [/ AS (\w+)$/.exec(rest)?.[1] ?? 'last', '/'];
    else if (instruction === 'WORKDIR') workdir = rest;
    else if (instruction && name) found[name] = [...(found[name] ?? []), { instruction, rest, workdir }];
  }
  return found;
}

/** What .dockerignore lets through: the files that git knows or would take, of the folders it names. */
function cloneContext(to) {
  const rules = readFileSync(path.join(root, '.dockerignore'), 'utf8').split('\n');
  const names = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1));
  const left = rules.filter((rule) => rule.startsWith('**/')).map((rule) => new RegExp(`^${rule.slice(3).replaceAll('.', '\\.').replace('*', '.*')}$`));
  const filter = (file) => !left.some((rule) => rule.test(path.basename(file)));
  for (const name of names) cpSync(path.join(root, name), path.join(to, name), { recursive: true, filter });
}

async function doStep({ instruction, rest, workdir }, context) {
  if (instruction === 'RUN') {
    // accounts are the image's own; the folders are made all the same
    const command = rest.replace(/install -d -o node -g node (.*)$/, (_, names) => `mkdir -p ${names}`).replaceAll(/(?<= )\/(src|app|data)(?=[ /]|$)/g, (name) => real(name, '/'));
    console.log(`RUN  ${command}`);
    await shell(command, real('.', workdir));
  } else if (instruction === 'COPY') {
    const words = rest.split(' ').filter((word) => !word.startsWith('--'));
    const [to, from] = [words.pop(), /--from=(\w+)/.exec(rest)?.[1]];
    console.log(`COPY ${rest}`);
    for (const word of words) {
      const source = from ? real(word, '/') : path.join(context(), word);
      const isFolder = to.endsWith('/') || to === '.';
      const target = isFolder && word !== '.' ? path.join(real(to, workdir), path.basename(word)) : real(to, workdir);
      cpSync(source, target, { recursive: true, verbatimSymlinks: true });
    }
  }
}

/** The image's command, with its settings, its working directory and a read-only program. */
async function serve() {
  const home = path.join(folder, 'home');
  mkdirSync(home);
  const { url } = await startDatabase({ home });
  const env = { PATH: process.env.PATH, HOME: folder, NODE_ENV: 'production', DATABASE_URL: url, COLLAPSAR_PORT: port, COLLAPSAR_HOME: path.join(places['/data'], 'home'), COLLAPSAR_DATA: path.join(places['/data'], 'sets') };
  await shell(`chmod -R a-w ${places['/app']}`, folder);
  for (const command of ['server', 'trainer']) {
    const child = spawn(process.execPath, [path.join(places['/app'], 'collapsar.mjs'), command], { cwd: places['/data'], env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (text) => { output += text; });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    const isReady = () => (command === 'server' ? fetch(`http://127.0.0.1:${port}/readyz`).then((answer) => answer.ok, () => false) : output.includes('ready, '));
    for (let tries = 0; !(await isReady()); tries++) {
      if (tries === 120 || child.exitCode !== null) throw new Error(`the ${command} did not become ready:\n${output}`);
      await sleep(500);
    }
    if (command === 'server' && !(await (await fetch(`http://127.0.0.1:${port}/`)).text()).includes('<html')) throw new Error('the pages are not served');
    if (command === 'trainer') await tryOut(env);
    child.kill('SIGTERM');
    if ((await gone) !== 0) throw new Error(`the ${command} did not end with 0 at SIGTERM:\n${output}`);
    console.log(`CMD  ${command}: ready, and gone at SIGTERM`);
  }
}

/** What is not loaded before it is wanted: a run is trained, and a file measured. */
async function tryOut(env) {
  const collapsar = `${process.execPath} ${path.join(places['/app'], 'collapsar.mjs')}`;
  await shell(`${collapsar} train --architecture vgg --depth 6 --width 4 --dataset MNIST --samples-per-class 10 --test-samples-per-class 10 --epochs 2 --batch-size 50 --robustness-images 2 --watch`, places['/data'], env);
  const measured = await shell(`${collapsar} measure ${path.join(root, 'test/golden/gaussian-10x64.npz')} --json`, places['/data'], env);
  if (!measured.includes('NC1')) throw new Error(`measure said:\n${measured}`);
  console.log('CMD  train, measure: a run trained, a file measured');
}

function shell(command, cwd, env = { ...process.env, NODE_ENV: '' }) {
  const child = spawn('sh', ['-c', command], { cwd, stdio: ['ignore', 'pipe', 'pipe'], env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { output += text; });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`${command} failed:\n${output}`))));
  });
}
