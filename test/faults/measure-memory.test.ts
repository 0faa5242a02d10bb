import { spawn } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const [N, p, C] = [50_000, 2_048, 2];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-large-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Features of zeros, which a sparse file holds without taking room on the disk, then labels in turn and a classifier. */
function largeFile(): string {
  const file = path.join(folder, 'large.safetensors');
  const data = 4 * N * p;
  const header = Buffer.from(
    JSON.stringify({
      features: { dtype: 'F32', shape: [N, p], data_offsets: [0, data] },
      labels: { dtype: 'U8', shape: [N], data_offsets: [data, data + N] },
    }),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  const descriptor = openSync(file, 'w');
  writeSync(descriptor, Buffer.concat([length, header]));
  const begin = 8 + header.length;
  ftruncateSync(descriptor, begin + data);
  writeSync(descriptor, Uint8Array.from({ length: N }, (_, i) => i % C), 0, N, begin + data);
  closeSync(descriptor);
  return file;
}

test('a file of 400 MB is measured within 300 MB of memory', async () => {
  const usage = path.join(folder, 'usage.json');
  const atExit = `import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(${JSON.stringify(usage)}, JSON.stringify(process.resourceUsage())));`;
  const { NODE_ENV, VITEST, ...env } = process.env;
  const entry = path.join(import.meta.dirname, '../../collapsar.mjs');
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(atExit)}`, entry, 'measure', largeFile(), '--json'], { env: env as NodeJS.ProcessEnv });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
  const { samples, metrics, warnings } = JSON.parse(output);
  expect([samples, metrics.NC1]).toEqual([N, null]);
  expect(warnings).toContainEqual(expect.stringMatching(/^COINCIDING_MEANS: /));
  expect(JSON.parse(readFileSync(usage, 'utf8')).maxRSS / 1024).toBeLessThan(300);
}, 120_000);
