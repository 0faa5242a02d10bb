import { cp } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Normaliser } from '../../../trainer/datasets/normalise.ts';
import { loadPictureDecoder, pictureShape } from '../../../trainer/datasets/picture-decoder.ts';
import { PictureImages } from '../../../trainer/datasets/picture-images.ts';
import { temporaryFolder } from './folders.ts';

const golden = path.join(import.meta.dirname, 'golden');
const PICTURE = 224 * 224 * 3;
const normaliser = new Normaliser(pictureShape, 0, { mean: [0, 0, 0], deviation: [1, 1, 1] });

/** Pictures whose decodings are counted by place. */
async function counted(bytes: number) {
  const decoder = await loadPictureDecoder();
  const paths = ['rgb', 'grey', 'png'].map((name) => path.join(golden, `${name}.JPEG`));
  const decoded: string[] = [];
  const counting = {
    id: decoder.id,
    decode: (content: Uint8Array, file: string) => {
      decoded.push(path.basename(file, '.JPEG'));
      return decoder.decode(content, file);
    },
  };
  const budget = { bytes };
  return { images: new PictureImages(paths, counting, normaliser, budget), decoded, budget };
}

const read = async (images: PictureImages, ...positions: number[]) => {
  const target = new Float32Array(positions.length * PICTURE);
  await images.read(Int32Array.from(positions), target);
  return target;
};

test('what fits the budget is decoded once, what does not each time', async () => {
  const { images, decoded, budget } = await counted(2 * PICTURE);
  const first = await read(images, 0, 1, 2);
  const second = await read(images, 0, 1, 2);
  expect(decoded.sort()).toEqual(['grey', 'png', 'png', 'rgb']);
  expect(budget.bytes).toBe(0);
  expect(second).toEqual(first);
});

test('what was prepared is not decoded again when it is read', async () => {
  const { images, decoded } = await counted(0);
  images.prepare(Int32Array.of(2, 0));
  await read(images, 0, 2);
  expect(decoded.sort()).toEqual(['png', 'rgb']);
});

test('a picture asked for twice in one batch is there twice', async () => {
  const { images } = await counted(0);
  const both = await read(images, 1, 1);
  expect(both.subarray(PICTURE)).toEqual(both.subarray(0, PICTURE));
  expect(both.some((value) => value > 0)).toBe(true);
});

test('a failure while preparing is told when the picture is read, and not before', async () => {
  const folder = await temporaryFolder();
  const late = path.join(folder, 'late.JPEG');
  const images = new PictureImages([late], await loadPictureDecoder(), normaliser, { bytes: 0 });
  images.prepare(Int32Array.of(0));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await expect(read(images, 0)).rejects.toMatchObject({ code: 'DATA_SET_UNREADABLE' });
  await cp(path.join(golden, 'rgb.JPEG'), late);
  expect((await read(images, 0)).length).toBe(PICTURE);
});
