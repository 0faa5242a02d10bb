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
  const { start, image, row, column, channel } = strides;
  return (index, target, offset) => {
    // channels outermost, so that the innermost loop is long
    for (let k = 0; k < channels; k++) {
      let to = offset + k;
      for (let y = 0; y < height; y++) {
        let from = start + index * image + k * channel + y * row;
        for (let x = 0; x < width; x++) {
          target[to] = bytes[from]!;
          to += channels;
          from += column;
        }
      }
    }
  };
}
