import { CollapsarError } from '../../prisma/errors.ts';
import type { ImageShape } from './network.ts';

/** Throws IMAGE_TOO_SMALL where halvings by `shrink` in all would leave nothing of an image. */
export function requireImageSize([height, width]: ImageShape, shrink: number, network: string): void {
  if (Math.min(height, width) >= shrink) return;
  throw new CollapsarError(
    'IMAGE_TOO_SMALL',
    `Images of ${height} x ${width} are too small for ${network}, which needs at least ${shrink} x ${shrink}; pad them.`,
  );
}
