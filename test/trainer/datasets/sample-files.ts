import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Headers, pack } from 'tar-stream';
import { temporaryFolder } from './folders.ts';

/** A folder of data sets with these files: path inside it -> content. */
export async function rootWith(files: Record<string, Uint8Array>): Promise<string> {
  const root = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return root;
}

/** A .tar.gz of these entries, in order; an entry with a type has no content. */
export async function tarGz(entries: readonly (Headers & { content?: Uint8Array })[]): Promise<Buffer> {
  const archive = pack();
  for (const { content, ...header } of entries) {
    if (content) archive.entry(header, Buffer.from(content));
    else archive.entry(header);
  }
  archive.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of archive) pieces.push(piece as Buffer);
  return gzipSync(Buffer.concat(pieces));
}

export const digestOf = (algorithm: 'md5' | 'sha256', content: Uint8Array): string =>
  createHash(algorithm).update(content).digest('hex');

/** CIFAR records: `labels` of one, then pixels that name image, channel and place: (7 image + 80 channel + 3 row + column) mod 256. */
export function cifarFile(labels: readonly (readonly number[])[]): Uint8Array {
  return Uint8Array.from(
    labels.flatMap((label, image) => [
      ...label,
      ...[0, 1, 2].flatMap((channel) =>
        Array.from({ length: 1024 }, (_, i) => (7 * image + 80 * channel + 3 * Math.floor(i / 32) + (i % 32)) % 256),
      ),
    ]),
  );
}

export const cifarPixel = (image: number, row: number, column: number, channel: number): number =>
  (7 * image + 80 * channel + 3 * row + column) % 256;

const u32 = (...values: number[]) => Buffer.from(Uint32Array.from(values).buffer);

/** One element of a MAT-file, padded to eight bytes. */
export function matElement(kind: number, data: Uint8Array): Buffer {
  return Buffer.concat([u32(kind, data.length), data, Buffer.alloc((8 - (data.length % 8)) % 8)]);
}

interface MatParts {
  name: string;
  dimensions: number[];
  values: Uint8Array;
  arrayClass?: number;
  kind?: number;
}

/** An array of a MAT-file as MATLAB writes it: flags, dimensions, name, values. */
export function matArray({ name, dimensions, values, arrayClass = 9, kind = 2 }: MatParts): Buffer {
  const parts = [
    matElement(6, u32(arrayClass, 0)),
    matElement(5, u32(...dimensions)),
    matElement(1, Buffer.from(name)),
    matElement(kind, values),
  ];
  return matElement(14, Buffer.concat(parts));
}

export function matFile(...elements: Uint8Array[]): Buffer {
  const header = Buffer.alloc(128, ' ');
  header.write('MATLAB 5.0 MAT-file, made by a test');
  header.set([0, 1, 0x49, 0x4d], 124);
  return Buffer.concat([header, ...elements]);
}
