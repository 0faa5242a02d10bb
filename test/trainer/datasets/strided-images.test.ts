import { expect, test } from 'vitest';
import { stridedImages } from '../../../trainer/datasets/strided-images.ts';

// two images of 2 x 3 with 2 channels; each number says image, row, column, channel
const wanted = [0, 1].map((image) =>
  [0, 1].flatMap((row) =>
    [0, 1, 2].flatMap((column) => [0, 1].map((channel) => 100 * image + 40 * row + 10 * column + channel)),
  ),
);

test('planes that go down the columns become rows of pixels', () => {
  const bytes = [255];
  for (const image of [0, 1]) {
    for (const channel of [0, 1]) {
      for (const column of [0, 1, 2])
        for (const row of [0, 1]) bytes.push(100 * image + 40 * row + 10 * column + channel);
    }
  }
  const strides = { start: 1, image: 12, row: 1, column: 2, channel: 6 };
  const copy = stridedImages(Uint8Array.from(bytes), [2, 3, 2], strides);
  const target = new Uint8Array(26);
  copy(1, target, 1);
  copy(0, target, 13);
  expect([...target]).toEqual([0, ...wanted[1]!, ...wanted[0]!, 0]);
});

test('pixels that lie in order are copied in order', () => {
  const copy = stridedImages(Uint8Array.from(wanted.flat()), [2, 3, 2], {
    start: 0,
    image: 12,
    row: 6,
    column: 2,
    channel: 1,
  });
  const target = new Uint8Array(12);
  copy(1, target, 0);
  expect([...target]).toEqual(wanted[1]);
});
