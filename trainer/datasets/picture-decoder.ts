import type { Sharp } from 'sharp';
import { CollapsarError } from '../../prisma/errors.ts';
import type { ImageShape } from './data-set.ts';
import { messageOf } from './file-content.ts';

/** Shorter side after scaling, and side of the square that is cut out of the middle. */
const SCALED = 256;
const CROP = 224;

export const pictureShape: ImageShape = [CROP, CROP, 3];

/** Raise it when the pixels of a picture can change: what was saved of an older decoder is then made anew. */
const VERSION = 1;

export interface PictureDecoder {
  /** names all that decides about the pixels: transformation and versions of the libraries */
  id: string;
  /**
   * [224,224,3] bytes of a picture, as torchvision's Resize(256) and CenterCrop(224) on Pillow make them, up to a few units where edges
   * are sharp: shorter side scaled to 256 (triangle filter, widened when shrinking), the middle cut out, RGB.
   * The form is told by the content, not by the name: one PNG of ImageNet is called .JPEG. Grey, CMYK and transparent pictures become RGB;
   * orientation marks and colour profiles are passed over, as there. Decoding runs in libuv's threads.
   * Errors: DATA_SET_DAMAGED naming `path`.
   */
  decode(content: Uint8Array, path: string): Promise<Uint8Array>;
}

/**
 * The decoder, loaded when the first data set of pictures is: none of the others needs it.
 * @param load in place of the installed package: for tests
 * Errors: DATA_SET_UNREADABLE where sharp has no binary for this platform.
 */
export async function loadPictureDecoder(load = () => import('sharp')): Promise<PictureDecoder> {
  const { default: sharp } = await load().catch((error: unknown) => {
    throw new CollapsarError(
      'DATA_SET_UNREADABLE',
      `Pictures cannot be decoded here: the package sharp does not load on ${process.platform}-${process.arch} (${firstLine(error)}); install again with optional packages, or train on another machine.`,
      { cause: error },
    );
  });
  // one thread a picture: many pictures at once keep all processors busy, and better so
  sharp.concurrency(1);
  sharp.cache(false);
  return {
    id: `${CROP} of ${SCALED}, version ${VERSION}, sharp ${sharp.versions.sharp}, libvips ${sharp.versions.vips}`,
    decode: async (content, path) => {
      try {
        return await pixelsOf(sharp(content, { failOn: 'error', ignoreIcc: true }));
      } catch (error) {
        throw new CollapsarError(
          'DATA_SET_DAMAGED',
          `${path} cannot be decoded as a picture (${firstLine(error)}); put a whole one there, or take it away.`,
          { cause: error },
        );
      }
    },
  };
}

const firstLine = (error: unknown) => messageOf(error).split('\n')[0]!;

async function pixelsOf(picture: Sharp): Promise<Uint8Array> {
  const { width, height, space } = await picture.metadata();
  const longer = Math.trunc((SCALED * Math.max(width, height)) / Math.min(width, height));
  const [scaledWidth, scaledHeight] = width <= height ? [SCALED, longer] : [longer, SCALED];
  const square = picture
    .resize(scaledWidth, scaledHeight, { fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false })
    .extract({ left: margin(scaledWidth), top: margin(scaledHeight), width: CROP, height: CROP });
  if (space !== 'cmyk') return await square.removeAlpha().toColourspace('srgb').raw().toBuffer();
  return rgbOfCmyk(await square.pipelineColourspace('cmyk').toColourspace('cmyk').raw().toBuffer());
}

/** Python's round, which torchvision places the crop with: a half goes to the even neighbour. */
function margin(length: number): number {
  const half = (length - CROP) / 2;
  return Number.isInteger(half) ? half : 2 * Math.round(half / 2);
}

/** channel = (255 - ink)(255 - black) / 255, as Pillow does; a colour profile would give other, softer colours. */
function rgbOfCmyk(cmyk: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((cmyk.length / 4) * 3);
  for (let i = 0, to = 0; i < cmyk.length; i += 4) {
    const white = 255 - cmyk[i + 3]!;
    for (let ink = 0; ink < 3; ink++) rgb[to++] = Math.round(((255 - cmyk[i + ink]!) * white) / 255);
  }
  return rgb;
}
