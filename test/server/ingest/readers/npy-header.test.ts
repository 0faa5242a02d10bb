import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CollapsarError } from '../../../../prisma/errors.ts';
import { npyHeaderRange, parseNpyHeader } from '../../../../server/ingest/readers/npy-header.ts';
import { npy } from '../made-files.ts';

const TYPES = { f2: 'float16', f4: 'float32', f8: 'float64', i1: 'int8', i2: 'int16', i4: 'int32', i8: 'int64', u1: 'uint8', u2: 'uint16', u4: 'uint32', u8: 'uint64' } as const;

function parse(file: Buffer) {
  const { begin, end } = npyHeaderRange(file.subarray(0, 12));
  return parseNpyHeader(file.toString('utf8', begin, end));
}

test('a header says what it was made of, in every version', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...(Object.keys(TYPES) as (keyof typeof TYPES)[])),
      fc.boolean(),
      fc.boolean(),
      fc.array(fc.nat(1000), { maxLength: 4 }),
      fc.constantFrom<[number, number]>([1, 0], [2, 0], [3, 0]),
      (kind, big, fortran, shape, version) => {
        const order = kind.endsWith('1') ? '|' : big ? '>' : '<';
        expect(parse(npy({ descr: order + kind, shape, fortran, version }))).toEqual({ type: TYPES[kind], bigEndian: order === '>', fortran, shape });
      },
    ),
  );
});

test.each([
  '{"descr": "<f4", "fortran_order": False, "shape": (3, 4)}',
  "{'shape': (3L, 4L), 'fortran_order': False, 'descr': '<f4'}\n",
  "{'descr':'<f4','fortran_order':False,'shape':(3,4,),}   \n",
])('other ways to write the same: %s', (text) => {
  expect(parseNpyHeader(text)).toEqual({ type: 'float32', bigEndian: false, fortran: false, shape: [3, 4] });
});

test('whatever the text, it is read or refused in one sentence, at once', () => {
  const literal = fc.constantFrom("'", '"', '{', '}', '(', ')', '[', ']', ',', ':', ' ', '\n', '\\', "'descr'", "'fortran_order'", "'shape'", 'True', 'False', "'<f4'", '(2, 3)', '9', 'L', '\0');
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.array(literal, { maxLength: 60 }).map((parts) => parts.join(''))), (text) => {
      try {
        expect(parseNpyHeader(text).shape.every(Number.isSafeInteger)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(CollapsarError);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a header made to be slow to read is read or refused within a tenth of a second', () => {
  for (const text of [`{${' '.repeat(9_900)}x}`, `{'descr': [${'('.repeat(9_900)}`, `{'descr': '<f4', 'shape': (${'1, '.repeat(3_000)}`, `{'shape': (${'1,'.repeat(4_900)}), }`, `{${"'a': [],".repeat(1_000)}`]) {
    const begin = performance.now();
    expect(() => parseNpyHeader(text)).toThrow(CollapsarError);
    expect(performance.now() - begin).toBeLessThan(100);
  }
});
