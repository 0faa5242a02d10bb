import fc from 'fast-check';
import { expect, test } from 'vitest';
import { widenHalf } from '../../../prisma/snapshot/half-float.ts';
import {
  readSafetensors,
  readSafetensorsHeader,
  type Tensor,
  writeSafetensors,
} from '../../../prisma/snapshot/safetensors.ts';

/** A file with this header text (or these bytes) and so many bytes of data. */
function file(header: string | Uint8Array, dataBytes = 0, claimed?: bigint): Uint8Array {
  const text = typeof header === 'string' ? new TextEncoder().encode(header) : header;
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, claimed ?? BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const u8 = (name: string, begin: number, end: number) =>
  `${JSON.stringify(name)}:{"dtype":"U8","shape":[${end - begin}],"data_offsets":[${begin},${end}]}`;
const entry = (fields: string) => `{"a":{${fields}}}`;

const anyTensor: fc.Arbitrary<Tensor> = fc.oneof(
  fc.float64Array().map((data): Tensor => ({ dtype: 'F64', shape: [data.length], data })),
  fc.float32Array().map((data): Tensor => ({ dtype: 'F32', shape: [1, data.length], data })),
  fc.bigInt64Array().map((data): Tensor => ({ dtype: 'I64', shape: [data.length, 1], data })),
  fc.int32Array().map((data): Tensor => ({ dtype: 'I32', shape: [data.length], data })),
  fc.uint32Array().map((data): Tensor => ({ dtype: 'U32', shape: [data.length], data })),
  fc.uint16Array().map((data): Tensor => ({ dtype: 'F16', shape: [data.length], data })),
  fc.uint8Array().map((data): Tensor => ({ dtype: 'U8', shape: [data.length], data })),
  fc.double().map((value): Tensor => ({ dtype: 'F64', shape: [], data: Float64Array.of(value) })),
);
const names = fc.string({ unit: 'grapheme' }).filter((name) => !name.startsWith('__'));
const anyTensors = fc.array(fc.tuple(names, anyTensor), { maxLength: 6 }).map((entries) => new Map(entries));
const anyMetadata = fc
  .array(fc.tuple(names, fc.string({ unit: 'grapheme' })), { maxLength: 4 })
  .map((entries) => new Map(entries));

test('tensors and metadata come back bit for bit', () => {
  fc.assert(
    fc.property(anyTensors, anyMetadata, (tensors, metadata) => {
      const back = readSafetensors(writeSafetensors(tensors, metadata));
      expect(back.tensors).toEqual(tensors);
      expect(back.metadata).toEqual(metadata);
    }),
  );
});

test('equal content gives equal bytes, whatever the order of the tensors', () => {
  fc.assert(
    fc.property(anyTensors, anyMetadata, (tensors, metadata) => {
      const reversed = writeSafetensors(new Map([...tensors].reverse()), new Map([...metadata].reverse()));
      expect(reversed).toEqual(writeSafetensors(tensors, metadata));
    }),
  );
});

test('a tensor of a file in memory is a view of it, not a copy', () => {
  const data = Float64Array.of(1, 2, 3);
  const bytes = writeSafetensors(
    new Map([
      ['a', { dtype: 'F64', shape: [3], data }],
      ['b', { dtype: 'U8', shape: [1], data: Uint8Array.of(1) }],
    ]),
    new Map(),
  );
  expect(readSafetensors(bytes).tensors.get('a')?.data.buffer).toBe(bytes.buffer);
});

test('a file as the reference library writes it is read', () => {
  const header = '{"__metadata__":{"format":"pt"},"w":{"dtype":"I32","shape":[2,1],"data_offsets":[0,8]}}   ';
  const bytes = file(header, 8);
  bytes[bytes.length - 4] = 5;
  const { tensors, metadata } = readSafetensors(bytes);
  expect(tensors.get('w')).toEqual({ dtype: 'I32', shape: [2, 1], data: Int32Array.of(0, 5) });
  expect(metadata).toEqual(new Map([['format', 'pt']]));
});

test('the header alone tells where each tensor of a large file lies', () => {
  const header = `{${u8('a', 0, 1000)}}`;
  const { tensors } = readSafetensorsHeader(file(header), 8 + header.length + 1000);
  expect(tensors.get('a')).toEqual({
    dtype: 'U8',
    shape: [1000],
    begin: 8 + header.length,
    end: 8 + header.length + 1000,
  });
});

const many = Array.from({ length: 100_000 }, (_, i) => u8(String(i), i, i + 1)).join();
const aThousand = Array.from({ length: 10_001 }, (_, i) => u8(String(i), i, i + 1)).join();

test.each<[string, Uint8Array, string]>([
  ['fewer than 8 bytes', new Uint8Array(7), 'it has 7 bytes'],
  ['a header of length 0', file('', 10), 'header has 0 bytes'],
  ['a header of length 2^63', file('{}', 0, 2n ** 63n), 'claims 9223372036854775808 bytes'],
  ['a header longer than the file', file('{}', 0, 3n), 'claims 3 bytes, but the file ends after 10'],
  ['a header of more than 1 MiB', file(`{}${' '.repeat(1024 * 1024)}`), 'more than 1048576'],
  ['a header that is no object', file('[]'), 'does not start with "{"'],
  ['a blank before the header', file(' {}'), 'does not start with "{"'],
  ['a byte order mark', file('\uFEFF{}'), 'does not start with "{"'],
  ['invalid UTF-8', file(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d)), 'not UTF-8'],
  ['padding by NUL', file('{}\0\0'), 'not JSON'],
  ['a header that breaks off', file('{"a":'), 'not JSON'],
  ['the same tensor twice', file(`{${u8('a', 0, 1)},${u8('a', 1, 2)}}`, 2), 'the key "a" twice'],
  [
    'the same tensor twice, once escaped',
    file(`{${u8('a', 0, 1)},"\\u0061":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}`, 2),
    'twice',
  ],
  [
    'the same field twice',
    file(entry('"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]'), 1),
    'the key "dtype" twice',
  ],
  ['the name __proto__', file(`{${u8('__proto__', 0, 1)}}`, 1), 'called "__proto__"'],
  ['100,000 tensors', file(`{${many}}`, 100_000), 'more than 1048576'],
  ['10,001 tensors', file(`{${aThousand}}`, 10_001), '10001 tensors'],
  ['a hole', file(`{${u8('a', 0, 1)},${u8('b', 2, 3)}}`, 3), 'begins at 2, but the one before ends at 1'],
  ['a hole before the first', file(`{${u8('a', 1, 2)}}`, 2), 'begins at 1, but the one before ends at 0'],
  ['an overlap', file(`{${u8('a', 0, 2)},${u8('b', 1, 3)}}`, 3), 'begins at 1, but the one before ends at 2'],
  ['a begin behind its end', file(entry('"dtype":"U8","shape":[1],"data_offsets":[2,1]'), 2), 'behind its end'],
  ['an end past the file', file(`{${u8('a', 0, 9)}}`, 8), 'ends at 9, but the file has only 8'],
  [
    'a size other than the shape says',
    file(entry('"dtype":"F32","shape":[3],"data_offsets":[0,8]'), 8),
    '8 bytes, not those of F32 [3]',
  ],
  [
    'a shape whose product wraps',
    file(entry('"dtype":"F64","shape":[4294967296,4294967296],"data_offsets":[0,0]')),
    '2^53',
  ],
  [
    'offsets beyond 2^53',
    file(entry('"dtype":"U8","shape":[1],"data_offsets":[9007199254740992,9007199254740993]')),
    'data_offsets that are not two whole numbers',
  ],
  ['negative offsets', file(entry('"dtype":"U8","shape":[1],"data_offsets":[-1,0]')), 'the number -1'],
  ['a shape in floating point', file(entry('"dtype":"U8","shape":[1.0],"data_offsets":[0,1]'), 1), 'the number 1.0'],
  ['a shape in powers of ten', file(entry('"dtype":"U8","shape":[1e0],"data_offsets":[0,1]'), 1), 'the number 1e0'],
  ['a shape in strings', file(entry('"dtype":"U8","shape":["1"],"data_offsets":[0,1]'), 1), 'a shape that is no list'],
  ['three offsets', file(entry('"dtype":"U8","shape":[1],"data_offsets":[0,1,2]'), 1), 'not two whole numbers'],
  ['an unknown type', file(entry('"dtype":"O","shape":[1],"data_offsets":[0,1]'), 1), 'has type "O"'],
  [
    'a type that names a property of all objects',
    file(entry('"dtype":"constructor","shape":[1],"data_offsets":[0,1]'), 1),
    'has type "constructor"',
  ],
  [
    'an unknown field',
    file(entry('"dtype":"U8","shape":[1],"data_offsets":[0,1],"code":"x"'), 1),
    'unknown field "code"',
  ],
  ['a tensor that is a list', file('{"a":[]}'), 'not described by an object'],
  ['bytes behind the last tensor', file(`{${u8('a', 0, 1)}}`, 2), '1 bytes follow the last tensor'],
  ['bytes without any tensor', file('{}', 1), '1 bytes follow'],
  ['metadata that is a list', file('{"__metadata__":[]}'), '__metadata__ is no object'],
  ['metadata that is no string', file('{"__metadata__":{"a":{}}}'), '__metadata__ "a" is no string'],
])('a file with %s is refused', (_, bytes, message) => {
  expect(() => readSafetensors(bytes)).toThrow(message);
  expect(() => readSafetensors(bytes)).toThrow(expect.objectContaining({ code: 'SAFETENSORS_INVALID' }));
});

test('whatever the bytes, the reader answers or refuses, and does nothing else', () => {
  const valid = writeSafetensors(
    new Map([['a', { dtype: 'F32', shape: [2], data: Float32Array.of(1, 2) }]]),
    new Map([['k', 'v']]),
  );
  const damaged = fc.tuple(fc.nat(valid.length - 1), fc.nat(255)).map(([at, value]) => {
    const bytes = valid.slice();
    bytes[at] = value;
    return bytes;
  });
  const outcome = (bytes: Uint8Array) => {
    try {
      readSafetensors(bytes);
      return 'read';
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };
  fc.assert(
    fc.property(fc.oneof(damaged, fc.uint8Array()), (bytes) =>
      ['read', 'SAFETENSORS_INVALID'].includes(outcome(bytes) ?? ''),
    ),
    { numRuns: 2000 },
  );
});

test('half precision is widened exactly', () => {
  // 1, -2, largest, smallest normal, smallest subnormal, -0, infinity
  const bits = Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001, 0x8000, 0x7c00);
  expect(widenHalf(bits, 'F16')).toEqual(
    Float32Array.of(1, -2, 65504, 2 ** -14, 2 ** -24, -0, Number.POSITIVE_INFINITY),
  );
  expect(widenHalf(Uint16Array.of(0x7e00), 'F16')[0]).toBeNaN();
});

test('bfloat16 is the upper half of a float32', () => {
  expect(widenHalf(Uint16Array.of(0x3f80, 0xc040), 'BF16')).toEqual(Float32Array.of(1, -3));
});
