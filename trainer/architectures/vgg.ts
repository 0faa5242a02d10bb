import { CollapsarError } from '../../prisma/errors.ts';
import { Random } from '../random.ts';
import type { Family } from './family.ts';
import { convolutionBlock, dense, type Layer, maxPool } from './layers.ts';
import { assemble, type ImageShape } from './network.ts';
import { Parameters } from './parameters.ts';

const DEFAULT_WIDTH = 8;

/** By depth: the channels of each convolution as a multiple of the width, 'M' for a 2x2 max pool. */
const PLANS: Record<number, (number | 'M')[]> = {
  6: [1, 1, 'M', 2, 2, 'M', 4, 4, 'M', 'M'],
};

/**
 * VGG (Simonyan and Zisserman 2014) with batch normalisation: blocks of 3x3 convolutions with bias, halved by max pools, the
 * last map flattened, one linear layer. Depth 6 is a small one of our own for images of 32 x 32: last map 2 x 2 x 4w, so
 * p = 16 w.
 */
export const vgg: Family = {
  depths: Object.keys(PLANS).map(Number),
  build: ({ depth, options, inputShape, classes, seed }) => {
    const plan = PLANS[depth]!;
    const pixels = pixelsLeft(inputShape, plan, depth);
    const width = options.width ?? DEFAULT_WIDTH;
    const parameters = new Parameters();
    const random = new Random(seed);
    let channels = inputShape[2];
    const body = plan.map((step, i): Layer => {
      if (step === 'M') return maxPool(2);
      const inputs = channels;
      channels = step * width;
      return convolutionBlock(parameters, random, `body.${i}`, inputs, channels, 3);
    });
    return assemble({
      parameters, inputShape, body, classifier: dense(parameters, random, 'classifier', pixels * channels, classes),
    });
  },
};

/** Pixels of the last map; every pool halves, rounding down. */
function pixelsLeft([height, width]: ImageShape, plan: (number | 'M')[], depth: number): number {
  const shrink = 2 ** plan.filter((step) => step === 'M').length;
  const pixels = Math.floor(height / shrink) * Math.floor(width / shrink);
  if (pixels < 1) {
    throw new CollapsarError(
      'IMAGE_TOO_SMALL',
      `Images of ${height} x ${width} are too small for vgg of depth ${depth}, which needs at least ${shrink} x ${shrink}; pad them.`,
    );
  }
  return pixels;
}
