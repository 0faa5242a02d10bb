import * as tf from '@tensorflow/tfjs';
import { concatenate } from '../backends/operations.ts';
import { dense, pytorchLinear } from './dense.ts';
import { type Family, isSmall, type NetworkRequest } from './family.ts';
import { requireImageSize } from './image-size.ts';
import { constant, kaimingNormal } from './initial-values.ts';
import { adaptiveAveragePool, batchNorm, convolution, halvingAveragePool, type Layer, maxPool, normalisedConvolution } from './layers.ts';
import type { Step } from './network.ts';
import { oneOf, wholeNumber } from './options.ts';
import { Parameters } from './parameters.ts';

/** The members for small images: three stages of equal length. */
const SMALL: Record<number, { growth: number; variant: 'plain' | 'bc'; stemStride: number }> = {
  16: { growth: 8, variant: 'bc', stemStride: 2 },
  22: { growth: 12, variant: 'bc', stemStride: 1 },
  40: { growth: 12, variant: 'plain', stemStride: 1 },
  100: { growth: 12, variant: 'bc', stemStride: 1 },
  250: { growth: 24, variant: 'bc', stemStride: 1 },
};

/** torchvision's: four stages; `stem` channels of the first convolution. */
const LARGE: Record<number, { growth: number; stem: number; layers: number[] }> = {
  121: { growth: 32, stem: 64, layers: [6, 12, 24, 16] },
  161: { growth: 48, stem: 96, layers: [6, 12, 36, 24] },
  169: { growth: 32, stem: 64, layers: [6, 12, 32, 32] },
  201: { growth: 32, stem: 64, layers: [6, 12, 48, 32] },
};

/** What a member comes to once depth and options are read. */
interface Shape {
  growth: number;
  layers: number[];
  hasBottleneck: boolean;
  /** Channels of the first convolution. */
  stem: number;
  stemKind: 'convolution' | 'normalised' | 'large';
  stemStride: number;
  /** Initial variance of the convolutions: 2 over the fan in (torchvision) or out (the networks for small images). */
  fan: 'in' | 'out';
}

/**
 * DenseNet (Huang et al. 2017): each layer adds `growth` channels (k) to what it has read.
 *
 *   16, 22, 40, 100, 250    for small images, three stages. Variant bc (all but 40 unless asked for): layers BN ReLU 1x1 -> 4k, BN ReLU 3x3 -> k,
 *                           (depth - 4)/6 a stage, stem 2k, transitions to half the channels. Variant plain: BN ReLU 3x3 -> k, (depth - 4)/3 a
 *                           stage, stem 16, transitions keep the channels. Stem: 3x3 convolution, nothing behind it; stride 2 in depth 16
 *   121, 161, 169, 201      torchvision's, four stages of bc layers. Above 96 pixels a side the stem is 7x7 of stride 2, BN, ReLU and a 3x3 max pool
 *                           of stride 2; up to that 3x3 of stride 1, BN, ReLU
 *
 * Transition: BN ReLU 1x1, mean of 2 x 2. End: BN, ReLU, global average pool, linear layer. Convolutions have no bias.
 * Options growth (8 in depth 16, 24 in 250, 48 in 161, 32 in torchvision's others, 12) and width (channels of the stem). p of depth 16 is 32, of
 * 22 it is 69: 100 classes want growth >= 25 and >= 18.
 * Initial values: torchvision's draw convolutions over the fan in, those for small images over the fan out (as their published
 * code, andreasveit/densenet-pytorch); the linear layer uniform on ±1/sqrt(p), its bias 0, in both.
 */
export const densenet: Family = {
  depths: [...Object.keys(SMALL), ...Object.keys(LARGE)].map(Number).sort((a, b) => a - b),
  options: (depth) => ({
    growth: wholeNumber(1, 512), width: wholeNumber(1, 4096), ...(SMALL[depth] ? { variant: oneOf('plain', 'bc') } : {}),
  }),
  plan: (request) => {
    const { depth, inputShape, classes } = request;
    const shape = SMALL[depth] ? smallShape(request) : largeShape(request);
    const shrink = (shape.stemKind === 'large' ? 4 : shape.stemStride) * 2 ** (shape.layers.length - 1);
    requireImageSize(inputShape, shrink, `densenet of depth ${depth}`);
    const parameters = new Parameters();
    const stem = stemSteps(parameters, inputShape[2], shape);
    const { steps, channels } = stages(parameters, shape);
    const end: Step[] = [{ block: 'norm', apply: batchNorm(parameters, 'norm', channels, { relu: true }) }, { apply: adaptiveAveragePool(1, 1) }];
    const linear = dense(parameters, 'classifier', channels, classes, { ...pytorchLinear(channels), bias: constant(0) });
    return { parameters, inputShape, body: [...stem, ...steps, ...end], classifier: linear };
  },
};

function smallShape({ depth, options }: NetworkRequest): Shape {
  const { growth: usual, variant: usualVariant, stemStride } = SMALL[depth]!;
  const growth = options.growth ?? usual;
  const hasBottleneck = (options.variant ?? usualVariant) === 'bc';
  const layers = (depth - 4) / (hasBottleneck ? 6 : 3);
  const stem = options.width ?? (hasBottleneck ? 2 * growth : 16);
  return { growth, layers: [layers, layers, layers], hasBottleneck, stem, stemKind: 'convolution', stemStride, fan: 'out' };
}

function largeShape({ depth, options, inputShape }: NetworkRequest): Shape {
  const { growth, stem, layers } = LARGE[depth]!;
  const stemKind = isSmall(inputShape) ? 'normalised' : 'large';
  return { growth: options.growth ?? growth, layers, hasBottleneck: true, stem: options.width ?? stem, stemKind, stemStride: 1, fan: 'in' };
}

function stemSteps(parameters: Parameters, inputs: number, shape: Shape): Step[] {
  const { stem: outputs, stemKind, stemStride } = shape;
  const large = stemKind === 'large';
  const size = large ? 7 : 3;
  const sizes = { inputs, outputs, size, stride: large ? 2 : stemStride, draw: drawOf(shape, inputs, outputs, size) };
  if (stemKind === 'convolution') return [{ block: 'stem', apply: convolution(parameters, 'stem.convolution', sizes) }];
  const stem = { block: 'stem', apply: normalisedConvolution(parameters, 'stem', sizes) };
  return large ? [stem, { apply: maxPool(3, 2, 1) }] : [stem];
}

function stages(parameters: Parameters, shape: Shape): { steps: Step[]; channels: number } {
  const steps: Step[] = [];
  let channels = shape.stem;
  shape.layers.forEach((count, stage) => {
    for (let i = 0; i < count; i++) {
      const block = `stage${stage + 1}.block${i}`;
      steps.push({ block, apply: denseLayer(parameters, block, channels, shape) });
      channels += shape.growth;
    }
    if (stage === shape.layers.length - 1) return;
    const outputs = shape.hasBottleneck ? Math.floor(channels / 2) : channels;
    const block = `transition${stage + 1}`;
    steps.push({ block, apply: transition(parameters, block, channels, outputs, shape) });
    channels = outputs;
  });
  return { steps, channels };
}

/** y = [x, new(x)] over the channels. */
function denseLayer(parameters: Parameters, name: string, inputs: number, shape: Shape): Layer {
  const { growth, hasBottleneck } = shape;
  const layers = hasBottleneck
    ? [
        ...preActivated(parameters, `${name}.first`, inputs, 4 * growth, 1, shape),
        ...preActivated(parameters, `${name}.second`, 4 * growth, growth, 3, shape),
      ]
    : preActivated(parameters, `${name}.first`, inputs, growth, 3, shape);
  return (x, training) => tf.tidy(() => concatenate(x, layers.reduce((map, layer) => layer(map, training), x)));
}

function transition(parameters: Parameters, name: string, inputs: number, outputs: number, shape: Shape): Layer {
  const layers = [...preActivated(parameters, name, inputs, outputs, 1, shape), halvingAveragePool()];
  return (x, training) => tf.tidy(() => layers.reduce((map, layer) => layer(map, training), x));
}

/** Batch normalisation, ReLU, convolution: the order inside a DenseNet. */
function preActivated(parameters: Parameters, name: string, inputs: number, outputs: number, size: number, shape: Shape): Layer[] {
  const draw = drawOf(shape, inputs, outputs, size);
  return [
    batchNorm(parameters, `${name}.norm`, inputs, { relu: true }),
    convolution(parameters, `${name}.convolution`, { inputs, outputs, size, draw }),
  ];
}

function drawOf({ fan }: Shape, inputs: number, outputs: number, size: number) {
  return kaimingNormal(size * size * (fan === 'in' ? inputs : outputs));
}
