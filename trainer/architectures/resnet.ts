import * as tf from '@tensorflow/tfjs';
import { addRectified } from '../backends/operations.ts';
import { dense } from './dense.ts';
import { type Family, isSmall } from './family.ts';
import { adaptiveAveragePool, type Layer, maxPool, normalisedConvolution } from './layers.ts';
import type { Step } from './network.ts';
import { wholeNumber } from './options.ts';
import { Parameters } from './parameters.ts';

interface Shape {
  blocks: number[];
  kind: 'basic' | 'bottleneck';
  width: number;
  /** Whether the stem is the 3x3 one for images of every size. */
  isSmall?: true;
}

/** By depth: blocks a stage. */
const SHAPES: Record<number, Shape> = {
  8: { blocks: [1, 1, 1], kind: 'basic', width: 16, isSmall: true },
  20: { blocks: [3, 3, 3], kind: 'basic', width: 16, isSmall: true },
  18: { blocks: [2, 2, 2, 2], kind: 'basic', width: 64 },
  34: { blocks: [3, 4, 6, 3], kind: 'basic', width: 64 },
  50: { blocks: [3, 4, 6, 3], kind: 'bottleneck', width: 64 },
  101: { blocks: [3, 4, 23, 3], kind: 'bottleneck', width: 64 },
  152: { blocks: [3, 8, 36, 3], kind: 'bottleneck', width: 64 },
};
/** Channels that a bottleneck gives out for each of its own. */
const EXPANSION = 4;

/**
 * ResNet (He et al. 2016): stages of residual blocks of w, 2w, 4w, ... channels, each stage after the first halving the map in
 * its first block; global average pool; linear layer. Convolutions have no bias.
 *
 *   8, 20            3 stages of basic blocks, w = 16, p = 4 w: the networks for CIFAR; 100 classes want width >= 25
 *   18, 34           4 stages of basic blocks, w = 64, p = 8 w
 *   50, 101, 152     4 stages of bottlenecks, w = 64, p = 32 w
 *
 * Stem up to 96 pixels a side and for 8 and 20: 3x3 convolution of stride 1 without pool. Above: 7x7 of stride 2, then a 3x3 max pool
 * of stride 2. Where a block changes the shape the shortcut is a 1x1 convolution with batch normalisation (option B; so too
 * in 8 and 20, for which He et al. pad with zeros). Initial values as torchvision's.
 */
export const resnet: Family = {
  depths: Object.keys(SHAPES).map(Number),
  options: () => ({ width: wholeNumber(1, 4096) }),
  plan: ({ depth, options, inputShape, classes }) => {
    const shape = SHAPES[depth]!;
    const width = options.width ?? shape.width;
    const parameters = new Parameters();
    const stem = (shape.isSmall || isSmall(inputShape) ? smallStem : largeStem)(parameters, inputShape[2], width);
    const { steps, channels } = stages(parameters, shape, width);
    const body = [...stem, ...steps, { apply: adaptiveAveragePool(1, 1) }];
    return { parameters, inputShape, body, classifier: dense(parameters, 'classifier', channels, classes) };
  },
};

function smallStem(parameters: Parameters, inputs: number, width: number): Step[] {
  return [{ block: 'stem', apply: normalisedConvolution(parameters, 'stem', { inputs, outputs: width, size: 3 }) }];
}

function largeStem(parameters: Parameters, inputs: number, width: number): Step[] {
  const apply = normalisedConvolution(parameters, 'stem', { inputs, outputs: width, size: 7, stride: 2 });
  return [{ block: 'stem', apply }, { apply: maxPool(3, 2, 1) }];
}

function stages(parameters: Parameters, { blocks, kind }: Shape, width: number): { steps: Step[]; channels: number } {
  let channels = width;
  const steps = blocks.flatMap((count, stage) =>
    Array.from({ length: count }, (_, i) => {
      const name = `stage${stage + 1}.block${i}`;
      const inputs = channels;
      const inner = width * 2 ** stage;
      channels = kind === 'basic' ? inner : EXPANSION * inner;
      const shape = { inputs, inner, outputs: channels, stride: stage > 0 && i === 0 ? 2 : 1 };
      return { block: name, apply: residualBlock(parameters, name, kind, shape) };
    }),
  );
  return { steps, channels };
}

interface BlockShape {
  inputs: number;
  inner: number;
  outputs: number;
  stride: number;
}

/** y = max(main(x) + shortcut(x), 0). */
function residualBlock(parameters: Parameters, name: string, kind: Shape['kind'], shape: BlockShape): Layer {
  const main = kind === 'basic' ? basic(parameters, name, shape) : bottleneck(parameters, name, shape);
  const { inputs, outputs, stride } = shape;
  const changes = stride !== 1 || inputs !== outputs;
  const shortcut = changes ? normalisedConvolution(parameters, `${name}.shortcut`, { inputs, outputs, size: 1, stride }, false) : null;
  return (x, training) =>
    tf.tidy(() => {
      const sum = main.reduce((map, layer) => layer(map, training), x);
      return addRectified(sum, shortcut ? shortcut(x, training) : x);
    });
}

function basic(parameters: Parameters, name: string, { inputs, outputs, stride }: BlockShape): Layer[] {
  return [
    normalisedConvolution(parameters, `${name}.first`, { inputs, outputs, size: 3, stride }),
    normalisedConvolution(parameters, `${name}.second`, { inputs: outputs, outputs, size: 3 }, false),
  ];
}

/** The stride is in the 3x3 convolution, as in torchvision. */
function bottleneck(parameters: Parameters, name: string, { inputs, inner, outputs, stride }: BlockShape): Layer[] {
  return [
    normalisedConvolution(parameters, `${name}.first`, { inputs, outputs: inner, size: 1 }),
    normalisedConvolution(parameters, `${name}.second`, { inputs: inner, outputs: inner, size: 3, stride }),
    normalisedConvolution(parameters, `${name}.third`, { inputs: inner, outputs, size: 1 }, false),
  ];
}
