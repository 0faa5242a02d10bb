import type { ImageShape, RawSplit } from './data-set.ts';

/** Where pixel (row, column, channel) of image i lies: start + i image + row row + column column + channel channel, in bytes. */
export interface PixelStrides {
  start: number;
  image: number;
  row: number;
  column: number;
  channel: number;
}

/**
 * Reads images out of bytes in any regular order. The files of each data set have their own: CIFAR keeps planes, SVHN and STL10 were
 * written by MATLAB, which goes down the columns first, so that reading rows first would give a mirrored, turned picture.
 */
export function stridedImages(bytes: Uint8Array, shape: ImageShape, strides: PixelStrides): RawSplit['copyImage'] {
  const [height, width, channels] = shape;
  return (index, target, offset) => {
    let to = offset;
    const from = strides.start + index * strides.image;
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const pixel = from + row * strides.row + column * strides.column;
        for (let channel = 0; channel < channels; channel++) target[to++] = bytes[pixel + channel * strides.channel]!;
      }
    }
  };
}
