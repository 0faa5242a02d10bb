import type * as tf from '@tensorflow/tfjs';
import type { ConvolutionMethod } from '../backends/operations.ts';
import { type Dense, dense, pytorchLinear } from './dense.ts';
import { type Family, isSmall, type NetworkRequest } from './family.ts';
import { requireImageSize } from './image-size.ts';
import { constant, normal } from './initial-values.ts';
import { adaptiveAveragePool, convolutionBlock, type Layer, maxPool } from './layers.ts';
import type { Step } from './network.ts';
import { oneOf, wholeNumber } from './options.ts';
import { Parameters } from './parameters.ts';

/** By depth: the channels of each convolution as a multiple of the width, 'M' for a 2x2 max pool. */
const PLANS: Record<number, (number | 'M')[]> = {
  6: [1, 1, 'M', 2, 2, 'M', 4, 4, 'M', 'M'],
  11: [1, 'M', 2, 'M', 4, 4, 'M', 8, 8, 'M', 8, 8, 'M'],
  13: [1, 1, 'M', 2, 2, 'M', 4, 4, 'M', 8, 8, 'M', 8, 8, 'M'],
  16: [1, 1, 'M', 2, 2, 'M', 4, 4, 4, 'M', 8, 8, 8, 'M', 8, 8, 8, 'M'],
  19: [1, 1, 'M', 2, 2, 'M', 4, 4, 4, 4, 'M', 8, 8, 8, 8, 'M', 8, 8, 8, 8, 'M'],
};
const SMALL_DEPTH = 6;
const HIDDEN = 4096;

/** torchvision's linear layers of a VGG. */
const TORCHVISION = { weight: normal(0.01), bias: constant(0) };

/**
 * VGG (Simonyan and Zisserman 2014) with batch normalisation: blocks of 3x3 convolutions with bias, halved by max pools.
 *
 *   depth 6        a small one of our own for images of 32 x 32 (width 8): the last map, 2 x 2 x 4w there, flattened, one
 *                  linear layer, so p = 16 w; 100 classes want width >= 7
 *   11, 13, 16, 19 as torchvision (width 64), with one of two heads:
 *     fc4096       two hidden layers of 4,096 with batch normalisation (where torchvision has dropout) and ReLU, then a linear
 *                  layer: p = 4,096. Its input is the mean of the last map up to 96 pixels a side (8w), above that a grid of
 *                  7 x 7 means as torchvision's (392 w). Linear layers begin as torchvision's: normal, deviation 0.01; bias 0
 *     single       one linear layer on the mean of the last map: p = 8 w. It begins as PyTorch's Linear
 */
export const vgg: Family = {
  depths: Object.keys(PLANS).map(Number),
  options: (depth) => (depth === SMALL_DEPTH ? { width: wholeNumber(1, 4096) } : { width: wholeNumber(1, 4096), head: oneOf('fc4096', 'single') }),
  plan: (request) => {
    const { depth, inputShape, options } = request;
    const plan = PLANS[depth]!;
    const shrink = 2 ** plan.filter((step) => step === 'M').length;
    requireImageSize(inputShape, shrink, `vgg of depth ${depth}`);
    const parameters = new Parameters();
    const width = options.width ?? (depth === SMALL_DEPTH ? 8 : 64);
    const { body, channels } = convolutions(parameters, plan, width, inputShape[2], methodOf(depth, width));
    const head = depth === SMALL_DEPTH ? flatHead : options.head === 'single' ? singleHead : hiddenHead;
    const pixels = Math.floor(inputShape[0] / shrink) * Math.floor(inputShape[1] / shrink);
    const { steps, classifier } = head(parameters, request, channels, pixels);
    return { parameters, inputShape, body: [...body, ...steps], classifier };
  },
};

/**
 * Networks of depth 6 narrower than 16, the first study's among them, keep the direct convolution: values that were measured with
 * it are published, and Winograd's rounds differently.
 */
function methodOf(depth: number, width: number): ConvolutionMethod {
  return depth === SMALL_DEPTH && width < 16 ? 'direct' : 'fast';
}

function convolutions(parameters: Parameters, plan: (number | 'M')[], width: number, colours: number, method: ConvolutionMethod) {
  let [channels, stage, block] = [colours, 1, 0];
  const body = plan.map((step, i): Step => {
    if (step === 'M') {
      [stage, block] = [stage + 1, 0];
      return { apply: maxPool(2) };
    }
    const inputs = channels;
    channels = step * width;
    return { block: `stage${stage}.block${block++}`, apply: convolutionBlock(parameters, `body.${i}`, { inputs, outputs: channels, size: 3, method }) };
  });
  return { body, channels };
}

type Head = (parameters: Parameters, request: NetworkRequest, channels: number, pixels: number) => { steps: Step[]; classifier: Dense };

const flatHead: Head = (parameters, { classes }, channels, pixels) => ({
  steps: [], classifier: dense(parameters, 'classifier', pixels * channels, classes),
});

const singleHead: Head = (parameters, { classes }, channels) => ({
  steps: [{ apply: adaptiveAveragePool(1, 1) }], classifier: dense(parameters, 'classifier', channels, classes, pytorchLinear(channels)),
});

const hiddenHead: Head = (parameters, { inputShape, classes }, channels) => {
  const grid = isSmall(inputShape) ? 1 : 7;
  const hidden = (name: string, inputs: number) =>
    convolutionBlock(parameters, name, { inputs, outputs: HIDDEN, size: 1, draw: TORCHVISION.weight });
  const steps: Step[] = [
    { apply: adaptiveAveragePool(grid, grid) },
    { apply: flatten },
    { block: 'head.block0', apply: hidden('head.0', grid * grid * channels) },
    { block: 'head.block1', apply: hidden('head.1', HIDDEN) },
  ];
  return { steps, classifier: dense(parameters, 'classifier', HIDDEN, classes, TORCHVISION) };
};

/** [n,h,w,c] -> [n,1,1,h w c]: a linear layer is then a 1x1 convolution. */
const flatten: Layer = (x) => x.reshape([x.shape[0], 1, 1, x.size / x.shape[0]]) as tf.Tensor4D;
