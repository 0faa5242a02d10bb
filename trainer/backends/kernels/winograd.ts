import * as tf from '@tensorflow/tfjs';
import { differentiable } from './differentiable.ts';
import type { KernelRegistration } from './kernel-registration.ts';
import type { WasmHeap } from './wasm-heap.ts';

type Shape4 = [number, number, number, number];

/** 3x3 convolutions of stride 1 and padding 1 with a quarter of the multiplications; see winograd-transforms.as.ts. */
export const winogradKernels: KernelRegistration[] = [
  { name: 'WinogradConvolution', run: (heap, { x, filter }) => convolve(heap, x, heap.at(filter), filter.shape[3]!) },
  {
    name: 'WinogradInputGradient',
    run: (heap, { dy, filter }) => {
      const [, , inputs, outputs] = filter.shape as Shape4;
      const rotated = heap.output([3, 3, outputs, inputs]);
      heap.run.rotateFilter(heap.at(filter), heap.at(rotated), 9, inputs, outputs);
      const dx = convolve(heap, dy, heap.at(rotated), inputs);
      heap.release(rotated);
      return dx;
    },
  },
  {
    name: 'WinogradFilterGradient',
    run: (heap, { x, dy }) => {
      const [n, h, w, inputs] = x.shape as Shape4;
      const outputs = dy.shape[3]!;
      const dw = heap.output([3, 3, inputs, outputs]);
      const [scratch, tiles] = workspace(heap, h, w, inputs, outputs);
      heap.run.winogradFilterGradient(heap.at(x), heap.at(dy), heap.at(dw), scratch, tiles, n, h, w, inputs, outputs);
      return dw;
    },
  },
];

function convolve(heap: WasmHeap, x: tf.TensorInfo, filter: number, outputs: number): tf.TensorInfo {
  const [n, h, w, inputs] = x.shape as Shape4;
  const y = heap.output([n, h, w, outputs]);
  const [scratch, tiles] = workspace(heap, h, w, inputs, outputs);
  heap.run.winogradConvolution(heap.at(x), filter, heap.at(y), scratch, tiles, n, h, w, inputs, outputs);
  return y;
}

/** Offset of the scratch, laid out as winograd-convolution.as.ts says, and the tiles of a block: both fit the second-level cache. */
function workspace(heap: WasmHeap, height: number, width: number, inputs: number, outputs: number): [offset: number, tiles: number] {
  const tiles = Math.max(inputs, outputs) <= 32 ? 32 : 16;
  const frame = 4 * inputs * (4 * Math.ceil(height / 4) + 2) * (4 * Math.ceil(width / 4) + 2);
  const places = 36 * (4 * tiles * (inputs + outputs) + 2 * 64 + 4 * inputs * outputs);
  return [heap.scratch(1024 + frame + places), tiles];
}

/** Tiles that reach far over the edge of the map, or few channels, cost more than they save. */
export function suitsWinograd([, height, width]: number[], [rows, columns, inputs, outputs]: number[], stride: number, pad: unknown): boolean {
  if (rows !== 3 || columns !== 3 || stride !== 1 || pad !== 1 || inputs! % 4 || outputs! % 4 || Math.min(inputs!, outputs!) < 8) return false;
  const covered = 16 * Math.ceil(height! / 4) * Math.ceil(width! / 4);
  return covered <= 1.8 * height! * width!;
}

/** y = convolution(x, filter) with stride 1, padding 1, where suitsWinograd says so. */
export function winogradConvolution(x: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor4D {
  const run = (name: string, inputs: tf.NamedTensorMap) => tf.engine().runKernel(name, inputs) as tf.Tensor;
  return differentiable<tf.Tensor4D>([x, filter], {
    forward: (save) => {
      save([x, filter]);
      return run('WinogradConvolution', { x, filter });
    },
    gradient: (dy, [image, weight]) => [
      run('WinogradInputGradient', { dy, filter: weight! }), run('WinogradFilterGradient', { x: image!, dy }),
    ],
  });
}
