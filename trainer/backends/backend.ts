import * as tf from '@tensorflow/tfjs';
import { type BackendWasm, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { CollapsarError } from '../../prisma/errors.ts';
import { registerKernels } from './kernels/register-kernels.ts';

export type WantedBackend = 'auto' | 'wasm' | 'cpu';
export interface StartedBackend {
  name: 'wasm' | 'cpu';
  version: string;
}

/** Backends that exist but do not come with the program. */
const NOT_INSTALLED: Record<string, string> = { gpu: '@tensorflow/tfjs-node-gpu', node: '@tensorflow/tfjs-node' };

let registered = false;

/**
 * Starts TensorFlow.js. `auto` is wasm with our training kernels; `cpu` is plain JavaScript, hundreds of times slower.
 * Throws CollapsarError BACKEND_NOT_INSTALLED, BACKEND_UNKNOWN, BACKEND_FAILED (never falls back to another one
 * silently, as tfjs does) or KERNELS_NOT_BUILT.
 */
export async function startBackend(wanted: WantedBackend): Promise<StartedBackend> {
  const name = choose(wanted);
  tf.enableProdMode(); // no banner on standard error, no check of every shape twice
  if (name === 'wasm') setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  const started = await tf.setBackend(name);
  await tf.ready();
  if (!started || tf.getBackend() !== name) {
    throw new CollapsarError(
      'BACKEND_FAILED',
      `The TensorFlow.js backend "${name}" does not start on this machine ("${tf.getBackend()}" runs instead); set COLLAPSAR_BACKEND=cpu to train slowly in plain JavaScript.`,
    );
  }
  if (name === 'wasm' && !registered) {
    await registerKernels(tf.backend() as BackendWasm);
    registered = true;
  }
  return { name, version: tf.version_core };
}

function choose(wanted: string): 'wasm' | 'cpu' {
  const missing = NOT_INSTALLED[wanted];
  if (missing) {
    throw new CollapsarError(
      'BACKEND_NOT_INSTALLED',
      `The backend "${wanted}" (${missing}) is not installed; set COLLAPSAR_BACKEND to auto, wasm or cpu.`,
    );
  }
  if (wanted === 'auto' || wanted === 'wasm') return 'wasm';
  if (wanted === 'cpu') return 'cpu';
  throw new CollapsarError('BACKEND_UNKNOWN', `There is no backend "${wanted}"; COLLAPSAR_BACKEND is one of auto, wasm, cpu, node, gpu.`);
}
