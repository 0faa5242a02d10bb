import * as tf from '@tensorflow/tfjs';
import type { KernelRegistration } from './kernel-registration.ts';
import { sizeOf, type WasmHeap } from './wasm-heap.ts';

type Info = tf.backend_util.Conv2DInfo;
type Pad = 'valid' | 'same' | number;
interface Geometry {
  strides: number | [number, number];
  pad: Pad;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Conv2D and its two gradients for the wasm backend; stock tfjs has a slow one, a very slow one and none. */
export const convolutionKernels: KernelRegistration[] = [
  {
    name: 'Conv2D',
    run: (heap, { x, filter }, attributes) => {
      const { dilations, ...geometry } = attributes as unknown as Geometry & { dilations: number | [number, number] };
      return forward(heap, x, filter, describe(x.shape, filter.shape, geometry, dilations));
    },
  },
  {
    name: 'Conv2DBackpropFilter',
    run: (heap, { x, dy }, attributes) => {
      const { filterShape, ...geometry } = attributes as unknown as Geometry & { filterShape: number[] };
      return filterGradient(heap, x, dy, describe(x.shape, filterShape, geometry), filterShape);
    },
  },
  {
    name: 'Conv2DBackpropInput',
    run: (heap, { dy, filter }, attributes) => {
      const { inputShape, ...geometry } = attributes as unknown as Geometry & { inputShape: number[] };
      return inputGradient(heap, dy, filter, describe(inputShape, filter.shape, geometry), inputShape);
    },
  },
];

/** Sizes, padding and stride; refuses what no network here has. */
function describe(x: number[], filter: number[], geometry: Geometry, dilations: number | [number, number] = 1): Info {
  const { strides, pad, dimRoundingMode } = geometry;
  const info = tf.backend_util.computeConv2DInfo(
    x as Shape4, filter as Shape4, strides, dilations, pad, dimRoundingMode, false, 'channelsLast',
  );
  if (info.dilationHeight !== 1 || info.dilationWidth !== 1 || info.strideHeight !== info.strideWidth) {
    throw new RangeError(`Convolution kernels want dilation 1 and equal strides, got ${dilations} and ${strides}`);
  }
  return info;
}
type Shape4 = [number, number, number, number];

/**
 * A 1x1 convolution of stride 1 knows no neighbours: its pixels are cut into rows that fill the tiles and stay in the first-level
 * cache while the kernel goes through the channels.
 */
function asRows(info: Info): [number, number, number, number, number] {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, strideHeight } = info;
  if (filterHeight * filterWidth * strideHeight !== 1 || inHeight !== outHeight || inWidth !== outWidth) {
    return [batchSize, inHeight, inWidth, outHeight, outWidth];
  }
  const pixels = batchSize * inHeight * inWidth;
  let row = Math.max(4, Math.min(pixels, Math.floor(4096 / info.inChannels)));
  while (row > 4 && (pixels % row || row % 4)) row -= 1;
  return pixels % row ? [1, 1, pixels, 1, pixels] : [pixels / row, 1, row, 1, row];
}

function frameBytes(info: Info): number {
  const rows = (info.outHeight - 1) * info.strideHeight + info.filterHeight;
  const columns = (info.outWidth - 1) * info.strideWidth + info.filterWidth;
  return 4 * rows * columns * info.inChannels;
}

/** Scratch of the forward kernel: the frame, and behind it the packed filter, its last channels filled up to four, and a tile. */
function workspace(heap: WasmHeap, frame: number, filter: tf.TensorInfo): [frame: number, packed: number] {
  const outputs = filter.shape[filter.shape.length - 1] ?? 1;
  const filled = Math.ceil(outputs / 4) * 4;
  const offset = heap.scratch(frame + 4 * (sizeOf(filter.shape) / outputs) * filled + 64);
  return [offset, offset + frame];
}

function forward(heap: WasmHeap, x: tf.TensorInfo, filter: tf.TensorInfo, info: Info): tf.TensorInfo {
  const { inChannels, outChannels, filterHeight, filterWidth, strideHeight, padInfo } = info;
  const [n, h, w, outH, outW] = asRows(info);
  const y = heap.output(info.outShape);
  heap.run.convolutionForward(
    heap.at(x), heap.at(filter), heap.at(y), ...workspace(heap, frameBytes(info), filter), n, h, w, inChannels, outH, outW,
    outChannels, filterHeight, filterWidth, strideHeight, padInfo.top, padInfo.left,
  );
  return y;
}

function filterGradient(heap: WasmHeap, x: tf.TensorInfo, dy: tf.TensorInfo, info: Info, shape: number[]): tf.TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, padInfo } = info;
  const dw = heap.output(shape);
  heap.run.convolutionFilterGradient(
    heap.at(x), heap.at(dy), heap.at(dw), heap.scratch(frameBytes(info)), batchSize, inHeight, inWidth, inChannels,
    outHeight, outWidth, outChannels, info.filterHeight, info.filterWidth, info.strideHeight, padInfo.top, padInfo.left,
  );
  return dw;
}

/** Stride 1 with padding smaller than the filter: a convolution again. Otherwise columns, added into the image. */
function inputGradient(heap: WasmHeap, dy: tf.TensorInfo, filter: tf.TensorInfo, info: Info, shape: number[]): tf.TensorInfo {
  const { filterHeight, filterWidth, strideHeight, padInfo } = info;
  const padTop = filterHeight - 1 - padInfo.top;
  const padLeft = filterWidth - 1 - padInfo.left;
  return strideHeight === 1 && padTop >= 0 && padLeft >= 0
    ? byRotatedFilter(heap, dy, filter, info, shape, padTop, padLeft)
    : byColumns(heap, dy, filter, info, shape);
}

function byRotatedFilter(
  heap: WasmHeap, dy: tf.TensorInfo, filter: tf.TensorInfo, info: Info, shape: number[], padTop: number, padLeft: number,
): tf.TensorInfo {
  const { inHeight, inWidth, inChannels, outChannels, filterHeight, filterWidth } = info;
  const rotated = heap.output([filterHeight, filterWidth, outChannels, inChannels]);
  heap.run.rotateFilter(heap.at(filter), heap.at(rotated), filterHeight * filterWidth, inChannels, outChannels);
  const dx = heap.output(shape);
  const frame = 4 * (inHeight - 1 + filterHeight) * (inWidth - 1 + filterWidth) * outChannels;
  const [n, h, w, outH, outW] = asRows({ ...info, inChannels: outChannels });
  heap.run.convolutionForward(
    heap.at(dy), heap.at(rotated), heap.at(dx), ...workspace(heap, frame, rotated), n, outH, outW, outChannels,
    h, w, inChannels, filterHeight, filterWidth, 1, padTop, padLeft,
  );
  heap.release(rotated);
  return dx;
}

function byColumns(heap: WasmHeap, dy: tf.TensorInfo, filter: tf.TensorInfo, info: Info, shape: number[]): tf.TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } = info;
  const R = filterHeight * filterWidth * inChannels;
  const pixels = outHeight * outWidth;
  const transposed = heap.output([outChannels, R]);
  heap.run.transposeFilter(heap.at(filter), heap.at(transposed), R, outChannels);
  const columns = heap.output([pixels, R]);
  const dx = heap.output(shape);
  const scratch = workspace(heap, 0, transposed);
  // image by image, so that the columns stay in the cache
  for (let n = 0; n < batchSize; n++) {
    heap.run.convolutionForward(
      heap.at(dy) + 4 * n * pixels * outChannels, heap.at(transposed), heap.at(columns), ...scratch,
      1, 1, pixels, outChannels, 1, pixels, R, 1, 1, 1, 0, 0,
    );
    heap.run.columnsToImage(
      heap.at(columns), heap.at(dx) + 4 * n * inHeight * inWidth * inChannels, 1, inHeight, inWidth, inChannels, outHeight, outWidth,
      filterHeight, filterWidth, info.strideHeight, info.padInfo.top, info.padInfo.left,
    );
  }
  heap.release(transposed);
  heap.release(columns);
  return dx;
}
