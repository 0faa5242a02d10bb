import { readFileSync } from 'node:fs';
import { CollapsarError } from '../errors.ts';

/** A kernel takes byte offsets and sizes; the headers of the *.as.ts files say which, in which order. */
type Kernel = (...offsetsAndSizes: number[]) => void;

/** The kernels of the class moments and their memory; nothing stays in it from one call to the next. */
export interface SumsMemory {
  projectSamples: Kernel;
  addOuterProducts: Kernel;
  /** The memory with room for as many numbers; a view of it, good until the next call of `room`. */
  room(count: number): Float64Array;
}

const PAGE = 65_536;
let opened: SumsMemory | undefined;

/** One for the whole process: what it holds is only ever in use within one call. Throws KERNELS_NOT_BUILT. */
export function sumsMemory(): SumsMemory {
  opened ??= open();
  return opened;
}

function open(): SumsMemory {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readKernels()), { env: { memory } });
  const room = (count: number) => {
    const lacking = 8 * count - memory.buffer.byteLength;
    if (lacking > 0) memory.grow(Math.ceil(lacking / PAGE));
    return new Float64Array(memory.buffer);
  };
  return { projectSamples: kernel(exports, 'projectSamples'), addOuterProducts: kernel(exports, 'addOuterProducts'), room };
}

function kernel(exports: WebAssembly.Exports, name: string): Kernel {
  const found = exports[name];
  if (found instanceof Function) return found as Kernel;
  throw notBuilt(`are of another version and have no ${name}`);
}

function readKernels(): Buffer<ArrayBuffer> {
  try {
    return readFileSync(new URL('./sums.wasm', import.meta.url));
  } catch (cause) {
    throw notBuilt('are not built', cause);
  }
}

function notBuilt(reason: string, cause?: unknown): CollapsarError {
  return new CollapsarError('KERNELS_NOT_BUILT', `The kernels of the class moments (sums.wasm) ${reason}; run \`npm run build\`.`, { cause });
}
