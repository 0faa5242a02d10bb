import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadPictureDecoder } from '../../../trainer/datasets/picture-decoder.ts';

const golden = path.join(import.meta.dirname, 'golden');
const expected = JSON.parse(readFileSync(path.join(golden, 'expected.json'), 'utf8'));
const decoder = await loadPictureDecoder();

async function decode(name: string) {
  const file = path.join(golden, name);
  return await decoder.decode(await readFile(file), file);
}

/** Mean of 16 x 16 pixels of each channel. */
function meanAt(pixels: Uint8Array, row: number, column: number): number[] {
  const sums = [0, 0, 0];
  for (let y = row; y < row + 16; y++) {
    for (let x = column; x < column + 16; x++) for (let k = 0; k < 3; k++) sums[k]! += pixels[(y * 224 + x) * 3 + k]!;
  }
  return sums.map((sum) => sum / 256);
}

// golden/make.py: Pillow's pictures, each with a red gradient downwards, a green one to the right and a blue square off the middle
// Two decoders and two filters differ by less than a unit in the mean; a pixel of shift changes the squares at an edge by 8. Enlarging,
// libvips puts edges most of a pixel away from where Pillow has them.
for (const [name, what, tolerance] of [
  ['rgb', 'a JPEG', 1.5],
  ['grey', 'a grey JPEG, upright', 1.5],
  ['cmyk', 'a CMYK JPEG', 1.5],
  ['png', 'a PNG that is called .JPEG', 1.5],
  ['small', 'a picture smaller than 224, but for a pixel at edges,', 9],
  ['marked', 'a picture marked as turned, which is not turned,', 1.5],
] as const) {
  test(`${what} becomes what Pillow and torchvision's transformations make of it`, async () => {
    const pixels = await decode(`${name}.JPEG`);
    expect(pixels.length).toBe(224 * 224 * 3);
    for (const [row, column, ...colour] of expected.pictures[name] as number[][]) {
      const found = meanAt(pixels, row!, column!);
      found.forEach((value, k) => {
        expect(Math.abs(value - colour[k]!), `${name} ${row} ${column} channel ${k}: ${value}`).toBeLessThan(tolerance);
      });
    }
  });
}

test('the same picture gives the same bytes, alone and among others', async () => {
  const alone = await decode('rgb.JPEG');
  const crowd = await Promise.all(['cmyk', 'rgb', 'grey', 'rgb', 'png'].map((name) => decode(`${name}.JPEG`)));
  expect(Buffer.compare(crowd[1]!, alone)).toBe(0);
  expect(Buffer.compare(crowd[3]!, alone)).toBe(0);
});

test('a picture cut short is refused with its path', async () => {
  const whole = await readFile(path.join(golden, 'rgb.JPEG'));
  await expect(decoder.decode(whole.subarray(0, whole.length / 2), '/data/a.JPEG')).rejects.toMatchObject({
    code: 'DATA_SET_DAMAGED',
    message: expect.stringMatching(/^\/data\/a\.JPEG cannot be decoded as a picture \(.+\); put a whole one there/),
  });
});

test('a file that is no picture is refused', async () => {
  await expect(decoder.decode(Buffer.from('no picture'), '/data/b.JPEG')).rejects.toMatchObject({
    code: 'DATA_SET_DAMAGED',
    message: expect.stringContaining('unsupported image format'),
  });
});

test('a platform without sharp is told so in one sentence', async () => {
  // what importing a package without its binary does; it cannot be taken away from under a running test
  const load = () =>
    Promise.reject(new Error('Could not load the "sharp" module using the linux-mips runtime\nPossible solutions:'));
  await expect(loadPictureDecoder(load)).rejects.toMatchObject({
    code: 'DATA_SET_UNREADABLE',
    message: `Pictures cannot be decoded here: the package sharp does not load on ${process.platform}-${process.arch} (Could not load the "sharp" module using the linux-mips runtime); install again with optional packages, or train on another machine.`,
  });
});
