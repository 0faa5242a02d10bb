import { readFile } from 'node:fs/promises';
import type { ImageReader } from './data-set.ts';
import { fileError } from './file-content.ts';
import type { Normaliser } from './normalise.ts';
import type { PictureDecoder } from './picture-decoder.ts';

/** Bytes that decoded pictures of all splits may take together; shared, counted down. */
export interface CacheBudget {
  bytes: number;
}

/**
 * Images decoded from picture files when they are read.
 *
 * Decoded bytes are kept until the budget is spent, and what is kept stays: an epoch reads every picture once, in another order each
 * time, and throwing out the oldest would then never find any of them again. `prepare` decodes in libuv's threads while the caller computes.
 */
export class PictureImages implements ImageReader {
  readonly #kept = new Map<number, Uint8Array>();
  readonly #coming = new Map<number, Promise<Uint8Array>>();

  constructor(
    readonly paths: readonly string[],
    readonly decoder: PictureDecoder,
    readonly normaliser: Normaliser,
    readonly budget: CacheBudget,
  ) {}

  async read(positions: Int32Array, target: Float32Array): Promise<void> {
    this.prepare(positions);
    for (let i = 0; i < positions.length; i++) {
      const position = positions[i]!;
      const bytes = this.#kept.get(position) ?? (await this.#take(position));
      this.normaliser.write(bytes, 0, target, i * this.normaliser.pixels);
    }
  }

  prepare(positions: Int32Array): void {
    for (const position of positions) {
      if (this.#kept.has(position) || this.#coming.has(position)) continue;
      const decoded = this.#decode(position);
      decoded.catch(() => undefined); // told when it is read, if it ever is
      this.#coming.set(position, decoded);
    }
  }

  async #take(position: number): Promise<Uint8Array> {
    // a batch may name a picture twice: the first time takes it away
    const decoded = this.#coming.get(position) ?? this.#decode(position);
    this.#coming.delete(position);
    const bytes = await decoded;
    if (this.budget.bytes >= bytes.length && !this.#kept.has(position)) {
      this.budget.bytes -= bytes.length;
      this.#kept.set(position, bytes);
    }
    return bytes;
  }

  async #decode(position: number): Promise<Uint8Array> {
    const path = this.paths[position]!;
    const content = await readFile(path).catch((error: unknown) => {
      throw fileError(error, path);
    });
    return await this.decoder.decode(content, path);
  }
}
