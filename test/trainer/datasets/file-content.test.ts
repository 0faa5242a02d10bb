import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readContent } from '../../../trainer/datasets/file-content.ts';
import { temporaryFolder } from './folders.ts';

const content = Buffer.from('ten images of a nine '.repeat(50));
const sha256 = createHash('sha256').update(content).digest('hex');

async function stored(bytes: Uint8Array): Promise<string> {
  const file = path.join(await temporaryFolder(), 'file');
  await writeFile(file, bytes);
  return file;
}

test('a gzip and its content have the same content and digest, whatever the name', async () => {
  const plain = await readContent(await stored(content));
  const zipped = await readContent(await stored(gzipSync(content)));
  expect([plain.sha256, zipped.sha256]).toEqual([sha256, sha256]);
  expect(Buffer.compare(zipped.bytes, content)).toBe(0);
});

test('a gzip cut anywhere is refused with its path and what to do', async () => {
  const whole = gzipSync(content);
  for (const length of [2, 10, whole.length >> 1, whole.length - 1]) {
    const file = await stored(whole.subarray(0, length));
    await expect(readContent(file)).rejects.toThrow(
      `${file} is damaged: decompressing its ${length} bytes fails (unexpected end of file); delete it`,
    );
  }
});

test('a gzip with one flipped byte is refused', async () => {
  const flipped = gzipSync(content);
  flipped[flipped.length - 6]! ^= 1; // in the checksum at its end
  await expect(readContent(await stored(flipped))).rejects.toMatchObject({ code: 'DATA_SET_DAMAGED' });
});

test('a folder in the place of a file is refused with its path', async () => {
  const folder = await temporaryFolder();
  await expect(readContent(folder)).rejects.toMatchObject({
    code: 'DATA_SET_UNREADABLE',
    message: expect.stringContaining(folder),
  });
});
