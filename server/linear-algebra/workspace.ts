import { readFileSync } from 'node:fs';

/** A kernel takes byte offsets and sizes; the headers in kernels/*.as.ts say which, in which order. */
type Kernel = (...offsetsAndSizes: number[]) => number;

const KERNELS = [
  'addProduct', 'addGram', 'mirrorLower', 'factorise', 'forwardRows', 'backwardRows', 'transposeLower', 'reduce', 'iterate', 'lowerFactor',
  'orthogonalise',
] as const;

/** A matrix in the workspace: byte offset of its first number, and bytes from one row to the next. */
export interface Placed {
  at: number;
  stride: number;
}

const PAGE = 65_536;
/** Memory of a module never shrinks: one that grew beyond this is given up after the call that needed it. */
const KEPT_BYTES = 64 * 2 ** 20;

/** The kernels with their memory, in which matrices are laid out one after the other for the time of one call. */
export class Workspace {
  readonly run: Record<(typeof KERNELS)[number], Kernel>;
  readonly #memory = new WebAssembly.Memory({ initial: 1 });
  #used = 0;

  constructor(kernels: WebAssembly.Module) {
    const { exports } = new WebAssembly.Instance(kernels, { env: { memory: this.#memory } });
    const missing = KERNELS.find((name) => !(exports[name] instanceof Function));
    if (missing)
      throw new Error(`The linear algebra kernels (algebra.wasm) are of another version and have no ${missing}; run \`npm run build\`.`);
    this.run = exports as unknown as Record<(typeof KERNELS)[number], Kernel>;
  }

  get bytes(): number {
    return this.#memory.buffer.byteLength;
  }

  clear(): void {
    this.#used = 0;
  }

  /** Byte offset of `count` zeros. */
  zeros(count: number): number {
    const at = this.#used;
    this.#used = (at + 8 * count + 63) & ~63;
    const lacking = this.#used - this.bytes;
    if (lacking > 0) this.#memory.grow(Math.ceil(lacking / PAGE));
    this.numbers(at, count).fill(0);
    return at;
  }

  /** A zero matrix with room for whole tiles: rows to a multiple of 4, at least one more column. */
  matrix(rows: number, columns: number): Placed {
    // an odd number of cache lines a row: rows at a power of two from one another would displace each other
    const stride = 64 * (((columns >> 3) + 1) | 1);
    return { at: this.zeros((stride / 8) * (((rows + 3) >> 2) << 2)), stride };
  }

  /** A [rows, columns] copied into such a matrix. */
  place(A: Float64Array, rows: number, columns: number): Placed {
    const placed = this.matrix(rows, columns);
    const all = this.numbers(placed.at, (placed.stride / 8) * rows);
    for (let i = 0; i < rows; i++) all.set(A.subarray(i * columns, (i + 1) * columns), (i * placed.stride) / 8);
    return placed;
  }

  /** The first `columns` numbers of each row, copied into `result` [rows, columns]. */
  take({ at, stride }: Placed, rows: number, columns: number, result: Float64Array = new Float64Array(rows * columns)): Float64Array {
    for (let i = 0; i < rows; i++) result.set(this.numbers(at + i * stride, columns), i * columns);
    return result;
  }

  /** A view of the memory, good until the next matrix is placed: growing detaches it. */
  numbers(at: number, count: number): Float64Array {
    return new Float64Array(this.#memory.buffer, at, count);
  }
}

let kernels: WebAssembly.Module | undefined;
let kept: Workspace | undefined;

/**
 * Gives `work` the kernels and an empty workspace; what it places there is gone afterwards.
 *
 * Throws an Error naming the build when the kernels are not built, a RangeError when the memory cannot grow (4 GiB).
 */
export function inWorkspace<T>(work: (workspace: Workspace) => T): T {
  kernels ??= new WebAssembly.Module(readKernels());
  kept ??= new Workspace(kernels);
  const workspace = kept;
  workspace.clear();
  try {
    return work(workspace);
  } finally {
    if (workspace.bytes > KEPT_BYTES) kept = undefined;
  }
}

function readKernels(): Buffer<ArrayBuffer> {
  try {
    return readFileSync(new URL('./kernels/algebra.wasm', import.meta.url));
  } catch (cause) {
    throw new Error('The linear algebra kernels (algebra.wasm) are not built; run `npm run build`.', { cause });
  }
}
