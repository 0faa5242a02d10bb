import type { Prisma, PrismaClient, Run, Split } from '../../prisma/client.ts';
import type { LoadedDataSet, LoadedSplit } from '../datasets/catalogue.ts';
import { copyImages, imageBuffer } from '../image-batch.ts';
import type { MeasuredSnapshot } from './measure-split.ts';

/** Longest side of a picture, in pixels. */
const LARGEST_SIDE = 96;

type Row = Prisma.ThumbnailCreateManyInput;

/**
 * Puts pictures of the images that snapshots name (fixed examples, disagreements) into the record, each once for a data set. They are
 * made from the normalised images, so they show what the network saw. Without sharp there are none, and that is said once.
 */
export class Thumbnails {
  readonly #known = new Set<string>();
  #isMissing = false;

  constructor(
    private readonly data: LoadedDataSet,
    private readonly warn: (sentence: string) => void,
  ) {}

  /** Commits what is not there yet; repeating it is harmless, as a picture never changes. */
  async record(record: PrismaClient, run: Pick<Run, 'dataset'>, snapshots: readonly MeasuredSnapshot[]): Promise<void> {
    for (const split of ['TRAIN', 'TEST'] as const) {
      const named = new Set(snapshots.filter((snapshot) => snapshot.split === split).flatMap(({ pictured }) => [...pictured]));
      const wanted = [...named].filter((index) => !this.#known.has(`${split}/${index}`)).sort((a, b) => a - b);
      if (wanted.length === 0 || this.#isMissing) continue;
      const rows = await this.#draw(run.dataset, split, wanted);
      await record.thumbnail.createMany({ data: rows, skipDuplicates: true });
      for (const index of wanted) this.#known.add(`${split}/${index}`);
    }
  }

  async #draw(dataset: string, split: Split, wanted: number[]): Promise<Row[]> {
    const { default: sharp } = await import('sharp').catch(() => ({ default: null }));
    if (!sharp) {
      this.#isMissing = true;
      this.warn('The package sharp does not load here, so no pictures of examples are recorded.');
      return [];
    }
    const images = split === 'TRAIN' ? this.data.train : this.data.test;
    const [height, width, channels] = images.shape;
    const pixels = await this.#pixelsOf(images, wanted);
    const size = height * width * channels;
    return Promise.all(
      wanted.map(async (index, k) => {
        const raw = { width, height, channels: channels as 1 | 3 };
        const { data, info } = await sharp(pixels.subarray(k * size, (k + 1) * size), { raw })
          .resize(LARGEST_SIDE, LARGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
          .png({ compressionLevel: 9 })
          .toBuffer({ resolveWithObject: true });
        return { dataset, datasetDigest: this.data.digest, split, index, width: info.width, height: info.height, data: Uint8Array.from(data) };
      }),
    );
  }

  /** [k,h,w,c] bytes: x deviation + mean, as the normalisation is undone. */
  async #pixelsOf(images: LoadedSplit, wanted: number[]): Promise<Uint8Array> {
    const positionOf = new Map(Array.from(images.indices, (index, position) => [index, position]));
    const values = imageBuffer(images, wanted.length);
    await copyImages(images, Int32Array.from(wanted, (index) => positionOf.get(index)!), values);
    const { mean, deviation } = this.data;
    return Uint8Array.from(values, (value, k) => Math.round(Math.min(1, Math.max(0, value * deviation[k % mean.length]! + mean[k % mean.length]!)) * 255));
  }
}
