import type { ImageReader } from './data-set.ts';
import type { Normaliser } from './normalise.ts';

/** Images kept as bytes, a quarter of their size as floats, and normalised by a table when they are read. */
export class ByteImages implements ImageReader {
  readonly #pixels: Uint8Array;
  readonly #normaliser: Normaliser;

  /** @param pixels [N,h,w,c], kept, not copied */
  constructor(pixels: Uint8Array, normaliser: Normaliser) {
    this.#pixels = pixels;
    this.#normaliser = normaliser;
  }

  async read(positions: Int32Array, target: Float32Array): Promise<void> {
    const [height, width, channels] = this.#normaliser.shape;
    const imageBytes = height * width * channels;
    for (let i = 0; i < positions.length; i++) {
      this.#normaliser.write(this.#pixels, positions[i]! * imageBytes, target, i * this.#normaliser.pixels);
    }
  }

  prepare(): void {}
}
