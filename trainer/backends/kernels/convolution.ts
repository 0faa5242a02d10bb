import * as tf from '@tensorflow/tfjs';
import { differentiable } from './differentiable.ts';
import type { KernelRegistration } from './kernel-registration.ts';
import { sizeOf, type WasmHeap } from './wasm-heap.ts';
import { suitsWinograd, winogradConvolution } from './winograd.ts';

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

/** A 1x1 convolution of stride 1 knows no neighbours: its pixels are one long row, which fills the tiles. */
function asOneRow(info: Info): [number, number, number, number, number] {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, strideHeight } = info;
  const flat = filterHeight * filterWidth * strideHeight === 1 && inHeight === outHeight && inWidth === outWidth;
  return flat
    ? [1, 1, batchSize * inHeight * inWidth, 1, batchSize * outHeight * outWidth]
    : [batchSize, inHeight, inWidth, outHeight, outWidth];
}

function frameBytes(info: Info): number {
  const rows = (info.outHeight - 1) * info.strideHeight + info.filterHeight;
  const columns = (info.outWidth - 1) * info.strideWidth + info.filterWidth;
  return 4 * rows * columns * info.inChannels;
}

/** Scratch of the forward kernel: the frame, and behind it the packed filter. */
function workspace(heap: WasmHeap, frame: number, filter: tf.TensorInfo): [frame: number, packed: number] {
  const offset = heap.scratch(frame + 4 * sizeOf(filter.shape));
  return [offset, offset + frame];
}

function forward(heap: WasmHeap, x: tf.TensorInfo, filter: tf.TensorInfo, info: Info): tf.TensorInfo {
  const { inChannels, outChannels, filterHeight, filterWidth, strideHeight, padInfo } = info;
  const [n, h, w, outH, outW] = asOneRow(info);
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
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } = info;
  const rotated = heap.output([filterHeight, filterWidth, outChannels, inChannels]);
  heap.run.rotateFilter(heap.at(filter), heap.at(rotated), filterHeight * filterWidth, inChannels, outChannels);
  const dx = heap.output(shape);
  const frame = 4 * (inHeight - 1 + filterHeight) * (inWidth - 1 + filterWidth) * outChannels;
  heap.run.convolutionForward(
    heap.at(dy), heap.at(rotated), heap.at(dx), ...workspace(heap, frame, rotated), batchSize, outHeight, outWidth, outChannels,
    inHeight, inWidth, inChannels, filterHeight, filterWidth, 1, padTop, padLeft,
  );
  heap.release(rotated);
  return dx;
}

function byColumns(heap: WasmHeap, dy: tf.TensorInfo, filter: tf.TensorInfo, info: Info, shape: number[]): tf.TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } = info;
  const R = filterHeight * filterWidth * inChannels;
  const pixels = batchSize * outHeight * outWidth;
  const transposed = heap.output([outChannels, R]);
  heap.run.transposeFilter(heap.at(filter), heap.at(transposed), R, outChannels);
  const columns = heap.output([pixels, R]);
  heap.run.convolutionForward(
    heap.at(dy), heap.at(transposed), heap.at(columns), ...workspace(heap, 0, transposed),
    1, 1, pixels, outChannels, 1, pixels, R, 1, 1, 1, 0, 0,
  );
  const dx = heap.output(shape);
  heap.run.columnsToImage(
    heap.at(columns), heap.at(dx), batchSize, inHeight, inWidth, inChannels, outHeight, outWidth,
    filterHeight, filterWidth, info.strideHeight, info.padInfo.top, info.padInfo.left,
  );
  heap.release(transposed);
  heap.release(columns);
  return dx;
}

/** How a convolution may be computed: `fast` allows Winograd's way, which rounds differently, where it pays; `direct` never. */
export type ConvolutionMethod = 'fast' | 'direct';

/** y = convolution(x, filter); x [n,h,w,Ci], filter [Kh,Kw,Ci,Co]. Own kernels where there are any. */
export function convolvePlain(x: tf.Tensor4D, filter: tf.Tensor4D, stride: number, pad: Pad, method: ConvolutionMethod): tf.Tensor4D {
  const winograd = method === 'fast' && tf.getKernel('WinogradConvolution', tf.getBackend()) && suitsWinograd(x.shape, filter.shape, stride, pad);
  if (winograd) return winogradConvolution(x, filter);
  // images have few channels; their gradient is rarely wanted, and the stock operation makes only those that are
  return filter.shape[2] <= 4 ? tf.conv2d(x, filter, stride, pad) : directConvolution(x, filter, stride, pad);
}

/** The stock operation with its own kernels, but freeing early what it kept. */
function directConvolution(x: tf.Tensor4D, filter: tf.Tensor4D, stride: number, pad: Pad): tf.Tensor4D {
  const run = (name: string, inputs: tf.NamedTensorMap, attributes: object) =>
    tf.engine().runKernel(name, inputs, { strides: stride, pad, dataFormat: 'NHWC', ...attributes } as unknown as tf.NamedAttrMap) as tf.Tensor;
  return differentiable<tf.Tensor4D>([x, filter], {
    forward: (save) => {
      save([x, filter]);
      return run('Conv2D', { x, filter }, { dilations: 1 });
    },
    gradient: (dy, [image, weight]) => [
      run('Conv2DBackpropInput', { dy, filter: weight! }, { inputShape: x.shape }),
      run('Conv2DBackpropFilter', { x: image!, dy }, { filterShape: filter.shape }),
    ],
  });
}

/** y = convolution(x, filter) + bias; x [n,h,w,Ci], filter [Kh,Kw,Ci,Co], bias [Co]. Own kernels where there are any. */
export function convolve(x: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D, stride: number, pad: Pad): tf.Tensor4D {
  return tf.tidy(() => addBias(tf.conv2d(x, filter, stride, pad), bias));
}

/** y + bias over the last axis; its gradient is a sum over all the others, which the stock kernel makes slowly. */
function addBias(y: tf.Tensor4D, bias: tf.Tensor1D): tf.Tensor4D {
  if (!tf.getKernel('ColumnSum', tf.getBackend())) return tf.add(y, bias);
  const add = tf.customGrad((a, b) => ({
    value: tf.add(a as tf.Tensor, b as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => [dy.clone(), tf.engine().runKernel('ColumnSum', { x: dy }) as tf.Tensor],
  }));
  return add(y, bias) as tf.Tensor4D;
}

export const columnSumKernel: KernelRegistration = {
  name: 'ColumnSum',
  run: (heap, { x }) => {
    const channels = x.shape[x.shape.length - 1] ?? 1;
    const sum = heap.output([channels]);
    heap.run.columnSum(heap.at(x), sizeOf(x.shape) / channels, channels, heap.at(sum));
    return sum;
  },
};
