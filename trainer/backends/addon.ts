import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { CollapsarError } from '../../prisma/errors.ts';
import { packageRoot } from '../../prisma/package-root.ts';

/** Backends that run in a native library, which does not come with the program. */
const PACKAGES = {
  gpu: '@tensorflow/tfjs-node-gpu', // with the library for CUDA that its publisher links it to
  native: '@tensorflow/tfjs-node', // linked here to the library of TensorFlow's own wheel
  node: '@tensorflow/tfjs-node', // with the library that its publisher links it to
} as const;
export type AddonName = keyof typeof PACKAGES;

/** What the rest needs of the addon's backend. */
export interface AddonBackend {
  isUsingGpuDevice: boolean;
  binding: { TF_Version: string; TF_FLOAT: number } & Record<`TF_ATTR_${string}`, number>;
  executeMultipleOutputs(operation: string, attributes: OperationAttribute[], inputs: unknown[], outputs: number): unknown[];
}
export interface OperationAttribute {
  name: string;
  type: number;
  value: unknown;
}

export const isAddon = (name: string): name is AddonName => Object.hasOwn(PACKAGES, name);

/** Folder where `collapsar backend <name>` puts a backend; installing the lock file's packages anew leaves it alone. */
const folderOf = (name: AddonName) => path.join(packageRoot(import.meta.dirname), '.collapsar', 'backends', name);

/**
 * File to load the backend from, or null where it is not installed. `gpu` and `node` are also found among the clone's own
 * packages, as optional peers. Loads nothing.
 */
export function findAddon(name: AddonName): string | null {
  const installed = path.join(folderOf(name), 'node_modules', PACKAGES[name], 'dist', 'index.js');
  if (existsSync(path.join(folderOf(name), 'whole')) && existsSync(installed)) return installed;
  if (name === 'native') return null;
  try {
    return createRequire(import.meta.url).resolve(PACKAGES[name]);
  } catch {
    return null;
  }
}

/** The sentence for a backend that is not there. */
export function notInstalled(name: AddonName): CollapsarError {
  const text = `The backend "${name}" is not installed: \`node collapsar.mjs backend ${name}\` installs it, or set COLLAPSAR_BACKEND to auto, wasm or cpu.`;
  return new CollapsarError('BACKEND_NOT_INSTALLED', text);
}

/**
 * Loads the addon, which registers itself as the TensorFlow.js backend "tensorflow". One process can load one of them only: a
 * second libtensorflow beside the first ends it. `threads` bounds the library's pool unless TF_NUM_INTRAOP_THREADS does.
 * Throws BACKEND_NOT_INSTALLED, or BACKEND_FAILED with the loader's own words.
 */
export function loadAddon(name: AddonName, threads: number | undefined): void {
  const file = findAddon(name);
  if (!file) throw notInstalled(name);
  setLibraryDefaults(threads);
  const require = createRequire(import.meta.url);
  mendUtil(require('node:util') as Record<string, unknown>);
  try {
    require(file);
  } catch (cause) {
    const [words] = (cause as Error).message.split('\n');
    throw new CollapsarError('BACKEND_FAILED', `The backend "${name}" cannot be loaded (${words}): \`node collapsar.mjs backend ${name}\` makes it anew.`, { cause });
  }
}

/** The library reads the environment when it is loaded; it greets and counsels on the error output otherwise. */
function setLibraryDefaults(threads: number | undefined): void {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  if (threads) process.env.TF_NUM_INTRAOP_THREADS ??= String(threads);
}

/** tfjs-node 4.22 calls two functions that Node 23 has removed from node:util; they may go when a newer one does not. */
function mendUtil(util: Record<string, unknown>): void {
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
