import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openArrayFile } from '../../../../server/ingest/readers/array-file.ts';
import { readFloats, readIntegers, readScalar } from '../../../../server/ingest/readers/read-numbers.ts';
import { readRows } from '../../../../server/ingest/readers/read-rows.ts';
import { npy, npz, scratchFolder } from '../made-files.ts';

const write = scratchFolder();

/** The bytes of numbers in a numpy type, by DataView: nothing of the readers is in it. */
function encode(values: number[], descr: string): Uint8Array {
  const [, order, kind, size] = /^(.)(.)(\d)$/.exec(descr)!;
  const view = new DataView(new ArrayBuffer(values.length * Number(size)));
  const little = order !== '>';
  const put: Record<string, (at: number, value: number) => void> = {
    f4: (at, value) => view.setFloat32(at, value, little),
    f8: (at, value) => view.setFloat64(at, value, little),
    i1: (at, value) => view.setInt8(at, value),
    u1: (at, value) => view.setUint8(at, value),
    i2: (at, value) => view.setInt16(at, value, little),
    u2: (at, value) => view.setUint16(at, value, little),
    i4: (at, value) => view.setInt32(at, value, little),
    u4: (at, value) => view.setUint32(at, value, little),
    i8: (at, value) => view.setBigInt64(at, BigInt(value), little),
    u8: (at, value) => view.setBigUint64(at, BigInt(value), little),
  };
  for (const [i, value] of values.entries()) put[kind! + size]!(i * Number(size), value);
  return new Uint8Array(view.buffer);
}

async function withArray<T>(content: Uint8Array, work: (array: Awaited<ReturnType<Awaited<ReturnType<typeof openArrayFile>>['array']>>) => Promise<T>): Promise<T> {
  const file = await openArrayFile(write('case.npz', content));
  try {
    return await work(await file.array('x'));
  } finally {
    file.close();
  }
}

test('numbers come back as they were written, in every order of bytes, rows and columns, stored and deflated', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('<f4', '>f4', '<f8', '>f8'),
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 6 }),
      fc.infiniteStream(fc.float({ noNaN: true, noDefaultInfinity: true })),
      async (descr, fortran, deflate, N, p, stream) => {
        const values = Array.from({ length: N * p }, () => Math.fround(stream.next().value));
        const laid = fortran ? Array.from({ length: N * p }, (_, k) => values[(k % N) * p + Math.floor(k / N)]!) : values;
        const read = await withArray(npz({ x: npy({ descr, shape: [N, p], fortran, data: encode(laid, descr) }) }, deflate), readFloats);
        expect([...read]).toEqual(values);
      },
    ),
  );
});

test.each([
  ['|i1', [-128, 0, 127]],
  ['|u1', [0, 255]],
  ['<i2', [-32768, 32767]],
  ['>u2', [0, 65535]],
  ['>i4', [-(2 ** 31), 2 ** 31 - 1]],
  ['<u4', [2 ** 32 - 1]],
  ['<i8', [-1, -(2 ** 53), 2 ** 53, 2 ** 32]],
  ['>u8', [2 ** 53, 2 ** 63, 1]],
])('integers of type %s', async (descr, values) => {
  const read = await withArray(npz({ x: npy({ descr, shape: [values.length], data: encode(values, descr) }) }), async (array) => {
    const all: number[] = [];
    for await (const { values: piece } of readIntegers(array)) all.push(...Array.from(piece));
    return all;
  });
  expect(read).toEqual(values);
});

test('single numbers, with and without a dimension', async () => {
  expect(await withArray(npz({ x: npy({ descr: '>f4', shape: [], data: encode([0.5], '>f4') }) }), readScalar)).toBe(0.5);
  expect(await withArray(npz({ x: npy({ descr: '<i8', shape: [1, 1], data: encode([300], '<i8') }) }), readScalar)).toBe(300);
});

test.each([
  [false, false],
  [true, false],
  [true, true],
  [false, true],
])('a matrix of 40 MB comes in pieces, each row once (columns together: %s, deflated: %s)', async (fortran, deflate) => {
  const [N, p] = [5_003, 1_024];
  const values = new Float64Array(N * p);
  for (let i = 0; i < N; i++) for (let j = 0; j < p; j++) values[fortran ? j * N + i : i * p + j] = (i * 7 + j * 13) % 1009;
  const content = npz({ x: npy({ descr: '<f8', shape: [N, p], fortran, data: new Uint8Array(values.buffer) }) }, deflate);
  await withArray(content, async (array) => {
    let next = 0;
    let pieces = 0;
    for await (const { first, count, values: rows } of readRows(array)) {
      expect([first, rows.length]).toEqual([next, count * p]);
      const wrong = rows.findIndex((value, k) => value !== ((first + Math.floor(k / p)) * 7 + (k % p) * 13) % 1009);
      expect(wrong).toBe(-1);
      next += count;
      pieces++;
    }
    expect([next, pieces]).toEqual([N, 3]);
  });
});

test('a reading that is given up frees what it holds, and the next one begins anew', async () => {
  const content = npz({ x: npy({ descr: '<f8', shape: [3_000_000, 1], data: new Uint8Array(24_000_000) }) });
  await withArray(content, async (array) => {
    for (let turn = 0; turn < 3; turn++)
      for await (const { first } of readRows(array)) {
        expect(first).toBe(0);
        break;
      }
  });
});
