import { expect, test } from 'vitest';
import { bytes } from '../../../web/formats/bytes.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [12_345_678, '12.3 MB'],
  [999_950, '1 MB'],
  [2 ** 30, '1.07 GB'],
  [5e15, '5000 TB'],
  [null, '–'],
])('%s bytes are %s', (value, text) => {
  expect(bytes(value)).toBe(text.replace(' ', '\u202f'));
});
