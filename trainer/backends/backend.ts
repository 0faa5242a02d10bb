import * as tf from '@tensorflow/tfjs';
import { type BackendWasm, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { CollapsarError } from '../../prisma/errors.ts';
import { type AddonBackend, type AddonName, findAddon, isAddon, loadAddon } from './addon.ts';
import { registerKernels } from './kernels/register-kernels.ts';
import { probeBackend } from './probe-backend.ts';
import { selfTest } from './self-test.ts';
import { registerTensorflowKernels } from './tensorflow-kernels.ts';

export type BackendName = AddonName | 'wasm' | 'cpu';
export type WantedBackend = 'auto' | BackendName;

export interface StartedBackend {
  name: BackendName;
  /** of TensorFlow.js */
  version: string;
  /** what else decides its numbers and its speed: version of the native library, threads, instructions */
  flags: string[];
  /** one line: which, and why this one */
  reason: string;
  /** whether the same run gives the same bits again, also when it goes on from a checkpoint */
  isExact: boolean;
}

/**
 * What `auto` tries, in this order. By the processor time of test/bench/backends.mjs native is 0.4 to 1.3 times as fast as wasm, and wasm
 * alone gives the same bits again: so one who wants native on the processor asks for it by name.
 */
const ORDER: BackendName[] = ['gpu', 'wasm', 'native', 'node', 'cpu'];

export interface BackendOptions {
  /** threads of a native backend's pool; left out: the library's own choice, all cores */
  threads?: number;
}

/**
 * Starts TensorFlow.js on a backend and tests it on one gradient. `auto` takes the first of gpu, wasm, native, node and cpu that
 * is installed, loads and passes; one that is not wasm or cpu is tried in a process of its own first, for it could end this one.
 * Throws CollapsarError BACKEND_NOT_INSTALLED, BACKEND_UNKNOWN, BACKEND_FAILED (never another backend silently, as tfjs does)
 * or KERNELS_NOT_BUILT.
 */
export async function startBackend(wanted: WantedBackend, options: BackendOptions = {}): Promise<StartedBackend> {
  if (wanted === 'auto') return startFirst(options);
  if (!ORDER.includes(wanted)) {
    throw new CollapsarError('BACKEND_UNKNOWN', `There is no backend "${wanted as string}"; COLLAPSAR_BACKEND is one of auto, ${ORDER.join(', ')}.`);
  }
  return { ...(await start(wanted, options)), reason: `${wanted}, as COLLAPSAR_BACKEND says` };
}

async function startFirst(options: BackendOptions): Promise<StartedBackend> {
  const passedOver: string[] = [];
  for (const name of ORDER) {
    if (isAddon(name) && !findAddon(name)) continue;
    try {
      if (isAddon(name)) await probeBackend(name);
      return { ...(await start(name, options)), reason: [`${name}, the first choice that is installed and works`, ...passedOver].join('; ') };
    } catch (error) {
      if (!(error instanceof CollapsarError) || error.code !== 'BACKEND_FAILED') throw error;
      passedOver.push(`${name} was passed over: ${error.message}`);
    }
  }
  throw new CollapsarError('BACKEND_FAILED', `No backend works on this machine: ${passedOver.join('; ')}`);
}

async function start(name: BackendName, options: BackendOptions): Promise<Omit<StartedBackend, 'reason'>> {
  tf.enableProdMode(); // no banner on standard error, no check of every shape twice
  if (isAddon(name)) loadAddon(name, options.threads);
  if (name === 'wasm') setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  const registered = isAddon(name) ? 'tensorflow' : name;
  const started = await tf.setBackend(registered);
  await tf.ready();
  if (!started || tf.getBackend() !== registered) {
    throw new CollapsarError(
      'BACKEND_FAILED',
      `The TensorFlow.js backend "${name}" does not start on this machine ("${tf.getBackend()}" runs instead); set COLLAPSAR_BACKEND=cpu to train slowly in plain JavaScript.`,
    );
  }
  const flags = await complete(name);
  selfTest(name);
  return { name, version: tf.version_core, flags, isExact: !isAddon(name) };
}

let registered = false;
/** Adds our kernels to the started backend; gives its flags. */
async function complete(name: BackendName): Promise<string[]> {
  if (name === 'cpu') return [];
  if (isAddon(name)) return completeAddon(name, tf.backend() as unknown as AddonBackend);
  if (!registered) await registerKernels(tf.backend() as BackendWasm);
  registered = true;
  return [];
}

function completeAddon(name: AddonName, { binding, isUsingGpuDevice }: AddonBackend): string[] {
  if (name === 'gpu' && !isUsingGpuDevice) {
    throw new CollapsarError('BACKEND_FAILED', 'The backend "gpu" is installed but finds no GPU: it needs an NVIDIA driver and the CUDA libraries that docs/backends.md names.');
  }
  if (!isUsingGpuDevice) registerTensorflowKernels();
  const threads = process.env.TF_NUM_INTRAOP_THREADS;
  return [`TensorFlow ${binding.TF_Version}`, isUsingGpuDevice ? 'GPU' : `${threads ?? 'all'} thread${threads === '1' ? '' : 's'}`];
}

/** The backend as a run's row keeps it: name, versions, flags. */
export function describeBackend({ name, version, flags }: Pick<StartedBackend, 'name' | 'version' | 'flags'>): string {
  return `${name} (${[`TensorFlow.js ${version}`, ...flags].join(', ')})`;
}
