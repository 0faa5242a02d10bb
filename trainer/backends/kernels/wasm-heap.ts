import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { CollapsarError } from '../../../prisma/errors.ts';

/** A kernel takes byte offsets on the heap and sizes; the headers of the *.as.ts files say which, in which order. */
type Arithmetic = (...offsetsAndSizes: number[]) => void;

const KERNELS = [
  'convolutionForward', 'convolutionFilterGradient', 'rotateFilter', 'transposeFilter', 'columnsToImage', 'winogradConvolution',
  'winogradFilterGradient',   'maxPoolForward', 'maxPoolGradient', 'averagePoolForward', 'averagePoolGradient', 'concatenate', 'split', 'columnSum', 'batchNormStatistics', 'batchNormApply', 'batchNormGradientSums',
  'batchNormGradientApply', 'addRectified', 'rectifierGradient', 'momentumStep',
] as const;
export type KernelName = (typeof KERNELS)[number];

/** What Emscripten adds to its modules; tfjs's types name it by a package that is not installed. */
interface Allocator {
  _malloc(bytes: number): number;
  _free(offset: number): void;
}

/**
 * The heap of tfjs's wasm backend, on which both its kernels and ours work.
 *
 * Views (`floats`) are good until the next allocation only: memory may grow then, which detaches its buffer. Offsets
 * stay good as long as the tensor lives.
 */
export class WasmHeap {
  readonly run: Record<KernelName, Arithmetic>;
  readonly #memory: WebAssembly.Memory;
  readonly #backend: BackendWasm;
  readonly #allocator: Allocator;
  #scratch = { offset: 0, bytes: 0 };

  constructor(backend: BackendWasm, kernels: WebAssembly.Module) {
    this.#backend = backend;
    this.#memory = memoryOf(backend);
    this.#allocator = backend.wasm as unknown as Allocator;
    const { exports } = new WebAssembly.Instance(kernels, { env: { memory: this.#memory } });
    const missing = KERNELS.find((name) => !(exports[name] instanceof Function));
    if (missing) {
      const message = `The training kernels (training.wasm) are of another version and have no ${missing}; run \`npm run build\`.`;
      throw new CollapsarError('KERNELS_NOT_BUILT', message);
    }
    this.run = Object.fromEntries(KERNELS.map((name) => [name, exports[name]])) as Record<KernelName, Arithmetic>;
  }

  /** A new tensor, its floats undefined. Throws OUT_OF_MEMORY. */
  output(shape: number[]): tf.TensorInfo {
    const bytes = 4 * sizeOf(shape);
    if (bytes >= ADDRESSES) throw outOfMemory(bytes);
    const tensor = this.#make(shape);
    // the backend's allocator gives 0 when it has no more, and nobody else looks
    if (this.at(tensor) !== 0 || bytes === 0) return tensor;
    this.release(tensor);
    throw outOfMemory(bytes);
  }

  #make(shape: number[]): tf.TensorInfo {
    try {
      return this.#backend.makeOutput(shape, 'float32');
    } catch (cause) {
      if (cause instanceof WebAssembly.RuntimeError) throw outOfMemory(4 * sizeOf(shape), cause);
      throw cause;
    }
  }

  /** Byte offset of a tensor's data. */
  at(tensor: tf.TensorInfo): number {
    return this.#backend.dataIdMap.get(tensor.dataId).memoryOffset;
  }

  floats(tensor: tf.TensorInfo): Float32Array {
    return new Float32Array(this.#memory.buffer, this.at(tensor), sizeOf(tensor.shape));
  }

  integers(tensor: tf.TensorInfo): Int32Array {
    return new Int32Array(this.#memory.buffer, this.at(tensor), sizeOf(tensor.shape));
  }

  /** `count` floats at a byte offset (of scratch). */
  floatsAt(offset: number, count: number): Float32Array {
    return new Float32Array(this.#memory.buffer, offset, count);
  }

  /** Another name for the same data, counted: it goes when the last name goes. */
  alias(tensor: tf.TensorInfo, shape: number[] = tensor.shape): tf.TensorInfo {
    this.#backend.incRef(tensor.dataId);
    return { dataId: tensor.dataId, shape, dtype: tensor.dtype };
  }

  release(tensor: tf.TensorInfo): void {
    this.#backend.disposeData(tensor.dataId);
  }

  /** Offset of at least `bytes` of scratch: one piece for everybody, valid until the next call. Throws OUT_OF_MEMORY. */
  scratch(bytes: number): number {
    if (bytes > this.#scratch.bytes) {
      if (this.#scratch.offset) this.#allocator._free(this.#scratch.offset);
      this.#scratch = { offset: this.#allocator._malloc(bytes), bytes };
      if (this.#scratch.offset === 0) throw outOfMemory(bytes);
    }
    return this.#scratch.offset;
  }
}

/** Bytes that a 32-bit offset can tell apart. */
const ADDRESSES = 2 ** 32;

function outOfMemory(bytes: number, cause?: unknown): CollapsarError {
  return new CollapsarError(
    'OUT_OF_MEMORY',
    `The network needs more memory than the wasm backend has (4 GiB in all; ${Math.ceil(bytes / 2 ** 20)} MiB more were asked for); choose a smaller batch or a narrower network.`,
    { cause },
  );
}

/** Number of elements of a shape. */
export function sizeOf(shape: number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Emscripten exports the memory under a minified name, so it is found by what it is. */
function memoryOf(backend: BackendWasm): WebAssembly.Memory {
  const exported: unknown = Reflect.get(backend.wasm, 'asm');
  const memory = Object.values(exported ?? {}).find((value) => value instanceof WebAssembly.Memory);
  if (!memory) throw new TypeError('The wasm backend of @tensorflow/tfjs does not export its memory: another version than 4.22?');
  return memory;
}
