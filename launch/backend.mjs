// `collapsar backend`: installs a training backend beside wasm, tries it, removes it, or lists them.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { BYTES, checkNative, fetchAddon, makeNative, RECIPE } from './backend-native.mjs';
import { putInPlace, recipeOf, remove } from './backend-folder.mjs';
import { root } from './build.mjs';
import { refuseWhileRunning } from './running.mjs';
import { stage } from './stage.mjs';
import { Stop } from './stop.mjs';

const published = (name) => ({
  recipe: `${name}@4.22.0`,
  bytes: name.endsWith('gpu') ? 4e9 : 1.5e9,
  check: () => checkPublished(name),
  make: (folder) => stage('package', () => fetchPublished(name, folder), () => `${name}@4.22.0`),
});

const BACKENDS = {
  native: { meaning: 'TensorFlow 2.15 on the processor, linked here (Linux x64)', recipe: RECIPE, bytes: BYTES, check: checkNative, make: makeNative },
  node: { meaning: 'TensorFlow 2.9 on the processor, as tfjs-node brings it', ...published('@tensorflow/tfjs-node') },
  gpu: { meaning: 'TensorFlow 2.9 on an NVIDIA GPU (CUDA 11.2, cuDNN 8.1)', ...published('@tensorflow/tfjs-node-gpu') },
};

/** How one that is installed is used, where it is not by its name alone. */
const USED = { gpu: 'the trainer takes it from its next start on' };

/** Runs `collapsar backend [name] [--remove]`; expects the program to be built. */
export async function backendCommand(name, ...args) {
  if (!name) return list();
  const backend = Object.hasOwn(BACKENDS, name) ? BACKENDS[name] : undefined;
  if (!backend) throw new Stop(`There is no backend "${name}" to install: use one of ${Object.keys(BACKENDS).join(', ')}; wasm and cpu are always there.`);
  const unknown = args.find((word) => word !== '--remove');
  if (unknown) throw new Stop(`"${unknown}" is not understood: collapsar backend ${name} [--remove].`);
  if (args.includes('--remove')) return stage(name, () => removeBackend(name), (found) => (found ? 'removed' : 'was not installed')).then(() => 0);
  if (recipeOf(name) !== backend.recipe) await install(name, backend);
  await tryOut(name);
  return 0;
}

function list() {
  for (const [name, { meaning, recipe }] of Object.entries(BACKENDS)) {
    const state = recipeOf(name) === recipe ? 'installed' : `collapsar backend ${name} installs it`;
    console.log(`  ${name.padEnd(8)}${meaning.padEnd(60)}${state}`);
  }
  console.log(`  ${'wasm'.padEnd(8)}${'WebAssembly with our own kernels'.padEnd(60)}comes with the program`);
  console.log(`  ${'cpu'.padEnd(8)}${'plain JavaScript, some hundred times slower'.padEnd(60)}comes with the program`);
  return 0;
}

async function install(name, { recipe, bytes, check, make }) {
  await check();
  refuseWhileRunning();
  await putInPlace(name, recipe, bytes, make);
}

function removeBackend(name) {
  refuseWhileRunning();
  const found = recipeOf(name) !== '';
  remove(name);
  return found;
}

/** A backend that does not pass goes again, except a GPU's without a GPU: images are made on machines that have none. */
async function tryOut(name) {
  const work = async () => {
    const { line, message } = await probe(name);
    if (line) return;
    if (name === 'gpu' && /finds no GPU/.test(message)) throw new Stop(message);
    remove(name);
    throw new Stop(`${message} It was removed again.`);
  };
  await stage('self-test', work, () => `passed; ${USED[name] ?? `COLLAPSAR_BACKEND=${name} trains on it, auto stays with wasm`}`);
}

/** The trainer's own self-test, in a process that a wrong library may end. */
export async function probe(name) {
  const program = path.join(root, 'dist', 'trainer', 'backends', 'probe.js');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program, name], { timeout: 120_000 });
    return JSON.parse(stdout.trim().split('\n').at(-1));
  } catch (error) {
    return { message: `The backend "${name}" ended the process that tried it: ${error.message.trim()}.` };
  }
}

function checkPublished(name) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 23) throw new Stop(`${name} 4.22 can be installed with Node 20 or 22 and this is Node ${process.versions.node}: use Node 22, or the backend "native".`);
  if (process.arch !== 'x64') throw new Stop(`${name} exists for x64 processors only and this is ${process.arch}: train with wasm, which works everywhere.`);
  if (name.endsWith('gpu') && !['linux', 'win32'].includes(process.platform)) throw new Stop(`${name} exists for Linux and Windows with an NVIDIA GPU, and this is ${process.platform}.`);
}

/** Its own script fetches the library, some hundred megabytes, from its publisher's store. */
async function fetchPublished(name, folder) {
  await fetchAddon(folder, { packages: [`${name}@4.22.0`], args: [] }).catch((error) => {
    const words = error.message.split('\n').find((line) => /ENOTFOUND|ECONN|ETIMEDOUT|EAI_AGAIN|[Ee]rror:/.test(line));
    throw new Stop(`${name} could not be installed; its script fetches the library from storage.googleapis.com (${(words ?? error.message.split('\n').at(-1)).trim()}). What was there before is unchanged.`);
  });
}
