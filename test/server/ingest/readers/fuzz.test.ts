import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CollapsarError } from '../../../../prisma/errors.ts';
import { measureFile } from '../../../../server/ingest/measure.ts';
import { npz, scratchFolder, small } from '../made-files.ts';

const write = scratchFolder();
const golden = (name: string) => readFileSync(path.join(import.meta.dirname, '../../../golden/files', name));
const seeds = {
  'stored.npz': npz(small()),
  'deflated.npz': golden('deflated.npz'),
  'columns.npz': golden('columns-deflated.npz'),
  'numpy.npz': golden('with-test.npz'),
  'numbers.safetensors': golden('BF16.safetensors'),
};

/** Bytes changed, cut out, doubled or put in, up to eight times; also whole 32-bit fields, where sizes and offsets are. */
const mutation = fc.record({ kind: fc.constantFrom('byte', 'field', 'cut', 'insert', 'double', 'end'), at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), value: fc.integer({ min: 0, max: 0xffffffff }), length: fc.integer({ min: 1, max: 24 }) });

function mutate(file: Buffer, { kind, at, value, length }: { kind: string; at: number; value: number; length: number }): Buffer {
  const from = Math.floor(at * file.length);
  if (file.length < 8) return file;
  if (kind === 'byte') return Buffer.concat([file.subarray(0, from), Buffer.of(value & 0xff), file.subarray(from + 1)]);
  if (kind === 'cut') return Buffer.concat([file.subarray(0, from), file.subarray(from + length)]);
  if (kind === 'insert') return Buffer.concat([file.subarray(0, from), Buffer.alloc(length, value & 0xff), file.subarray(from)]);
  if (kind === 'double') return Buffer.concat([file.subarray(0, from), file.subarray(Math.max(0, from - length))]);
  if (kind === 'end') return file.subarray(0, from);
  const changed = Buffer.from(file);
  changed.writeUInt32LE([0, 1, 0xffff, 0x7fffffff, 0xffffffff, value][value % 6]!, Math.min(from, file.length - 4));
  return changed;
}

test.each(Object.entries(seeds))('damaged copies of %s are measured or refused in one sentence, quickly and without large allocations', async (name, seed) => {
  let slowest = 0;
  const before = process.memoryUsage().rss;
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 8 }), async (mutations) => {
      const file = write(name, mutations.reduce(mutate, seed));
      const begin = performance.now();
      await measureFile({ file, ids: ['NC1', 'ERROR'], covarianceUpTo: 0 }).catch((error: unknown) => {
        expect(error).toBeInstanceOf(CollapsarError);
        expect((error as CollapsarError).message.startsWith(file)).toBe(true);
      });
      slowest = Math.max(slowest, performance.now() - begin);
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 400) },
  );
  expect(slowest).toBeLessThan(1_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(300 << 20);
}, 600_000);

test('a changed byte of the header of a stored file never changes a value without a word', async () => {
  const seed = seeds['stored.npz'];
  const truth = await measureFile({ file: write('truth.npz', seed), ids: ['NC1', 'NC3_DUALITY', 'ERROR'], covarianceUpTo: 0 });
  for (let at = 0; at < seed.length; at++) {
    const changed = Buffer.from(seed);
    changed[at]! ^= 0x10;
    const measured = await measureFile({ file: write('changed.npz', changed), ids: ['NC1', 'NC3_DUALITY', 'ERROR'], covarianceUpTo: 0 }).catch((error: unknown) => {
      expect(error).toBeInstanceOf(CollapsarError);
      return null;
    });
    // a file that lost the name of its bias, or of its classifier, is another file: those who read it are told by a warning
    if (measured && measured.warnings.length === truth.warnings.length) expect(measured.metrics).toEqual(truth.metrics);
  }
});
