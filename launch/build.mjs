// Brings the clone up to date. Runs before anything is installed: only Node's own modules may be imported here.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { kernelModules } from './kernels.mjs';
import { Stop } from './stop.mjs';

export const root = path.join(path.dirname(new URL(import.meta.url).pathname), '..');
const at = (...parts) => path.join(root, ...parts);

/** An installed package (npm, a container): built before it was packed, with its dependencies beside it. Nothing is installed or built there. */
export const isPackaged = existsSync(at('dist/.packaged'));
/** Where .collapsar and .data lie unless settings say otherwise: the clone, or where an installed package was called. */
export const base = isPackaged ? process.cwd() : root;

const INSTALLED = 'node_modules/.collapsar-lock';
const lockDigest = () => createHash('sha256').update(readFileSync(at('package-lock.json'))).digest('hex');

/** Whether node_modules was installed from this very lock file. */
export const isInstalled = () => isPackaged || stampOf(at(INSTALLED)) === lockDigest();

/** Installs what the lock file names, unless that is there; `before` may refuse by throwing. */
export async function install(before = () => {}) {
  if (isInstalled()) return 'present';
  before();
  await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  writeFileSync(at(INSTALLED), lockDigest());
  return 'installed';
}

/** Builds programs and pages, each only when its sources are not those of its last build; `before` may refuse by throwing. */
export async function build(before = () => {}) {
  const programs = await part(PROGRAMS, buildPrograms, before);
  const pages = await part(PAGES, buildPages, before);
  return programs || pages ? 'built' : 'up to date';
}

/** The programs alone, for a command that shows no pages. */
export const buildProgramsOnly = async (before) => ((await part(PROGRAMS, buildPrograms, before)) ? 'built' : 'up to date');
export const programsAreBuilt = () => isPackaged || stampOf(at(PROGRAMS.stamp)) === digestOf(PROGRAMS.sources);
export const pagesAreBuilt = () => isPackaged || stampOf(at(PAGES.stamp)) === digestOf(PAGES.sources);

const TOOLS = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
const PROGRAMS = { stamp: 'dist/.built', sources: [...TOOLS, 'launch/kernels.mjs', 'prisma', 'trainer', 'server'] };
const PAGES = { stamp: 'web/.next/.built', sources: [...TOOLS, 'web'] };

async function buildPrograms() {
  rmSync(at('dist'), { recursive: true, force: true });
  await Promise.all([tool('prisma/build/index.js', 'generate'), run(process.execPath, [at('launch/kernels.mjs')])]);
  await tool('typescript/bin/tsc', '-p', 'tsconfig.build.json');
  cpSync(at('prisma/migrations'), at('dist/prisma/migrations'), { recursive: true });
  for (const name of kernelModules) {
    mkdirSync(path.dirname(at('dist', name)), { recursive: true });
    copyFileSync(at(`${name}.wasm`), at('dist', `${name}.wasm`));
  }
}

const buildPages = () => tool('next/dist/bin/next', 'build', 'web');

async function part({ stamp, sources }, work, before) {
  if (isPackaged) return false;
  const digest = digestOf(sources);
  if (stampOf(at(stamp)) === digest) return false;
  before();
  rmSync(at(stamp), { force: true });
  await work();
  writeFileSync(at(stamp), digest);
  return true;
}
const stampOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** One digest over names and contents, so that a file moved, removed or changed is seen and a mere new date is not. */
function digestOf(names) {
  const hash = createHash('sha256');
  for (const file of names.flatMap((name) => (name.includes('.') ? [name] : [...sourcesIn(name)].sort()))) {
    hash.update(file).update('\0').update(readFileSync(at(file))).update('\0');
  }
  return hash.digest('hex');
}
function* sourcesIn(folder) {
  for (const entry of readdirSync(at(folder), { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (!entry.isDirectory() && !GENERATED_FILE.test(entry.name)) yield file;
    else if (entry.isDirectory() && !GENERATED_FOLDERS.includes(entry.name)) yield* sourcesIn(file);
  }
}
// server/clients is run by other people's programs, and leaves what Python makes
const GENERATED_FOLDERS = ['.next', 'generated', 'clients'];
const GENERATED_FILE = /\.(wasm|wat)$|^next-env\.d\.ts$/;

const BUILD_SETTINGS = {
  NEXT_TELEMETRY_DISABLED: '1',
  CHECKPOINT_DISABLE: '1',
  // Prisma's command line fetches a native engine before it does anything; generating needs none, and any existing file will do
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
};
const tool = (file, ...args) => run(process.execPath, [at('node_modules', file), ...args]);

/** Runs npm: the one that started us, else the one on the PATH. */
export function npm(args, options) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return run(process.execPath, [script, ...args], options);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}

/** Runs a program quietly; when it fails, what it printed is the message. */
export async function run(command, args, options = {}) {
  const child = spawn(command, args, { cwd: options.cwd ?? root, env: { ...process.env, ...BUILD_SETTINGS, ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += error.message;
      resolve(1);
    });
    child.on('close', resolve);
  });
  if (code !== 0) throw new Stop(`"${[path.basename(command), ...args].join(' ')}" failed:\n${output.trim()}`);
}
