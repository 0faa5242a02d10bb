import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { LoadedDataSet, LoadedSplit } from '../../../trainer/datasets/catalogue.ts';
import type { MeasuredSnapshot } from '../../../trainer/recording/measure-split.ts';
import { Thumbnails } from '../../../trainer/recording/thumbnails.ts';
import { freshRecord } from '../../fresh-record.ts';

const { record } = await freshRecord();

/** Three pictures of one colour each, [h,w,c] normalised with mean 0.5 and deviation 0.25; the last one's place in the official split is 40. */
function coloured(height: number, width: number, channels: number): LoadedSplit {
  const size = height * width * channels;
  const shades = [0, 0.5, 1];
  const images = Float32Array.from({ length: 3 * size }, (_, k) => (shades[Math.floor(k / size)]! - 0.5) / 0.25);
  return { images, labels: Uint8Array.of(0, 1, 2), shape: [height, width, channels], indices: Int32Array.of(3, 7, 40) };
}
const dataOf = (split: LoadedSplit, digest: string) =>
  ({ train: split, test: split, digest, mean: Array(split.shape[2]).fill(0.5), deviation: Array(split.shape[2]).fill(0.25) }) as unknown as LoadedDataSet;
const naming = (split: 'TRAIN' | 'TEST', ...pictured: number[]) => ({ split, pictured: Uint32Array.of(...pictured) }) as MeasuredSnapshot;

test('pictures are stored once, by their place in the official split, in the colours the files had', async () => {
  const thumbnails = new Thumbnails(dataOf(coloured(4, 6, 3), 'digest-a'), () => {});
  await thumbnails.record(record, { dataset: 'CIFAR10' }, [naming('TRAIN', 3, 40), naming('TEST', 7)]);
  await thumbnails.record(record, { dataset: 'CIFAR10' }, [naming('TRAIN', 40)]);
  await new Thumbnails(dataOf(coloured(4, 6, 3), 'digest-a'), () => {}).record(record, { dataset: 'CIFAR10' }, [naming('TRAIN', 3)]);
  const rows = await record.thumbnail.findMany({ where: { datasetDigest: 'digest-a' }, orderBy: [{ split: 'asc' }, { index: 'asc' }] });
  expect(rows.map(({ split, index, width, height }) => [split, index, width, height])).toEqual([['TRAIN', 3, 6, 4], ['TRAIN', 40, 6, 4], ['TEST', 7, 6, 4]]);
  const shades = await Promise.all(rows.map(async ({ data }) => (await sharp(data).raw().toBuffer())[0]));
  expect(shades).toEqual([0, 255, 128]);
});

test('a large grey picture is scaled to 96 pixels', async () => {
  await new Thumbnails(dataOf(coloured(224, 112, 1), 'digest-b'), () => {}).record(record, { dataset: 'MNIST' }, [naming('TEST', 7)]);
  const { width, height, data } = await record.thumbnail.findFirstOrThrow({ where: { datasetDigest: 'digest-b' } });
  expect([width, height]).toEqual([48, 96]);
  expect((await sharp(data).metadata()).format).toBe('png');
});
