import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CollapsarError } from '../../../prisma/errors.ts';
import { writeSafetensors } from '../../../prisma/snapshot/safetensors.ts';
import { measureFile } from '../../../server/ingest/measure.ts';
import { floats, integers, type NpySpec, npy, npz, scratchFolder, small, type ZipSpec, zip } from './made-files.ts';

const write = scratchFolder();
const refusedFiles = path.join(import.meta.dirname, '../../golden/files/refused');

/** The one line that a file is refused with, which begins with its name. */
async function refusal(file: string, weights?: string): Promise<{ code: string; line: string }> {
  const error = await measureFile({ file, weights, ids: ['NC1'], covarianceUpTo: 512 }).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error, `${file} is refused`).toBeInstanceOf(CollapsarError);
  const { code, message } = error as CollapsarError;
  expect(message).not.toMatch(/\n/);
  expect(message.startsWith(weights ?? file)).toBe(true);
  expect(message, 'says what to do').toMatch(/[;:?] .+[.?]$/);
  return { code, line: message.slice((weights ?? file).length + 2) };
}

const refuseArrays = (arrays: Record<string, Uint8Array>) => refusal(write('case.npz', npz(arrays)));

describe('what is no file of arrays', () => {
  test('a missing file, one behind a file, and a directory', async () => {
    const folder = path.dirname(write('x.npz', npz(small())));
    mkdirSync(path.join(folder, 'folder.npz'));
    expect((await refusal(path.join(folder, 'nobody.npz'))).line).toBe('there is no such file; check its name and folder.');
    expect((await refusal(path.join(folder, 'x.npz/y.npz'))).code).toBe('FILE_MISSING');
    expect((await refusal(path.join(folder, 'folder.npz'))).line).toMatch(/^this is a directory, expected a \.npz or \.safetensors file; /);
  });
  test.skipIf(process.platform === 'win32')('a device', async () => {
    expect((await refusal('/dev/zero')).line).toMatch(/^this is no regular file/);
  });
  test.each(['.pt', '.pth', '.pkl', '.ckpt'])('%s: says how to export', async (extension) => {
    expect((await refusal(write(`model${extension}`, Buffer.from('\x80\x02', 'latin1')))).line).toMatch(/^this is a pickle.*numpy\.savez\(.*safetensors/);
  });
  test('another extension, and none', async () => {
    expect((await refusal(write('features.npy', floats([1], 1)))).line).toMatch(/^this holds one array; save all of them in one file with numpy\.savez/);
    expect((await refusal(write('features.csv', Buffer.from('1,2')))).line).toBe('this has the extension ".csv", expected .npz or .safetensors; export it with numpy.savez or safetensors.');
    expect((await refusal(write('features', Buffer.from('1,2')))).code).toBe('FILE_KIND_UNKNOWN');
  });
  test('a pickle, a .npy, text and nothing that are called .npz', async () => {
    expect((await refusal(write('a.npz', Buffer.from('\x80\x04\x95', 'latin1')))).code).toBe('PICKLE_REFUSED');
    expect((await refusal(write('b.npz', floats([1], 1)))).line).toMatch(/^this is a \.npy/);
    expect((await refusal(write('c.npz', Buffer.from('features')))).line).toMatch(/^this does not begin as a \.npz/);
    expect((await refusal(write('d.npz', Buffer.alloc(0)))).line).toMatch(/^the file is empty/);
  });
  test('a PyTorch file that is called .npz', async () => {
    expect((await refusal(write('e.npz', zip([{ name: 'archive/data.pkl', data: Buffer.from('\x80') }])))).line).toMatch(/^this is a PyTorch file, a pickle/);
  });
});

describe('arrays', () => {
  test('a missing one: what the file holds, and which names are taken', async () => {
    const { features, labels } = small() as { features: Buffer; labels: Buffer };
    expect((await refuseArrays({ labels })).line).toBe('it has no features, it holds "labels"; name the array features, feats, feature, activations, embeddings, penultimate, h, H, x, X.');
    expect((await refuseArrays({ features })).line).toBe('it has no labels, it holds "features"; name the array labels, label, targets, target, y, Y.');
    expect((await refuseArrays({ ...small(), test_features: features })).line).toMatch(/^it has no test_labels, /);
    expect((await refuseArrays({ ...small(), test_labels: labels })).line).toMatch(/^it has no test_features, /);
  });
  test('a bias without a weight', async () => {
    const { weight, ...others } = small();
    expect(weight).toBeDefined();
    expect((await refuseArrays(others)).line).toMatch(/^it has no weight, it holds "features", "labels", "bias"; /);
  });
  test('two for one role', async () => {
    expect((await refuseArrays({ ...small(), y: integers(0, 1) })).line).toBe('"labels" and "y" can each be the labels, expected one of them; leave out or rename the others.');
  });
  test('weights from another file that has none', async () => {
    const weights = write('no-weights.npz', npz({ gamma: floats([1], 1) }));
    expect((await refusal(write('whole.npz', npz(small())), weights)).line).toMatch(/^it has no weight, it holds "gamma"; name the array weight, /);
  });

  test.each(readdirSync(refusedFiles))('numpy wrote %s', async (file) => {
    const { code, line } = await refusal(path.join(refusedFiles, file));
    expect(code).toBe('TYPE_REFUSED');
    expect(line).toMatch(/^array "features"/);
  });

  test.each<[string, Record<string, Buffer>, RegExp]>([
    ['features of three dimensions', { features: floats([1, 2, 3, 4], 2, 1, 2) }, /^array "features" has shape \[2, 1, 2\], expected \[N, p\]/],
    ['features of one', { features: floats([1, 2], 2) }, /^array "features" has shape \[2\], expected \[N, p\]/],
    ['no sample', { features: floats([], 0, 2), labels: integers() }, /expected at least one sample/],
    ['no feature', { features: floats([], 2, 0) }, /expected at least one feature/],
    ['fewer labels', { labels: integers(0) }, /^array "labels" has 1 labels, but there are 2 rows of features; /],
    ['one-hot labels', { labels: npy({ descr: '<i8', shape: [2, 2], data: new Uint8Array(32) }) }, /^array "labels" has shape \[2, 2\], expected \[2\]; if it is one-hot, save \.argmax\(1\)\.$/],
    ['labels in a column', { labels: npy({ descr: '<i8', shape: [2, 1], data: new Uint8Array(16) }) }, /save \.reshape\(-1\)\.$/],
    ['float labels', { labels: floats([0, 1], 2) }, /^array "labels" is float64, expected integers from 0 to C-1; save \.astype\("int64"\)\.$/],
    ['a negative label', { labels: integers(0, -1) }, /^array "labels" has label -1 in row 1, expected 0 to 1; leave out samples without a class\.$/],
    ['a label behind the last', { labels: integers(7, 0) }, /^array "labels" has label 7 in row 0, expected 0 to 1; correct the labels, or give the classifier/],
    ['labels from 1 on', { labels: integers(1, 2) }, /^array "labels" has label 2 in row 1, expected 0 to 1; they count from 1, so save labels - 1\.$/],
    ['a label beyond 32 bits', { labels: integers(0, 2 ** 40) }, /^array "labels" has label 2147483647 in row 1/],
    ['an empty class', { labels: integers(0, 0) }, /^array "labels" has no sample of class 1, expected at least one of each of the 2 classes; /],
    ['weight turned', { features: floats([1, 2, 3, 4, 5, 6], 2, 3), weight: floats([1, 2, 3, 4, 5, 6], 3, 2) }, /^array "weight" has shape \[3, 2\], expected \[C, 3\] with one row a class; it looks transposed, so save weight\.T\.$/],
    ['weight of another layer', { weight: floats([1, 2, 3, 4, 5, 6], 2, 3) }, /^array "weight" has shape \[2, 3\], expected \[C, 2\]/],
    ['weight of one row', { weight: floats([1, 2], 1, 2) }, /expected one for each of at least 2 classes/],
    ['weight of integers', { weight: npy({ descr: '<i8', shape: [2, 2], data: new Uint8Array(32) }) }, /^array "weight" is int64/],
    ['more classes in weight than in labels', { weight: floats(Array(8).fill(1), 4, 2), bias: floats([0, 0, 0, 0], 4) }, /^array "labels" has no sample of class 2, 3, expected/],
    ['bias too long', { bias: floats([1, 2, 3], 3) }, /^array "bias" has shape \[3\], expected \[2\]/],
    ['NaN in a feature', { features: floats([1, 0, Number.NaN, 1], 2, 2) }, /^array "features" has numbers that are not finite \(1 NaN, 0 infinite\) in 1 of 2 samples, the first in sample 1, feature 0: NaN, expected finite numbers/],
    ['infinity in a feature', { features: floats([1, 0, 0, Number.POSITIVE_INFINITY], 2, 2) }, /^array "features" has numbers that are not finite \(0 NaN, 1 infinite\) in 1 of 2 samples, the first in sample 1, feature 1: Infinity/],
    ['NaN in the weight', { weight: floats([1, 0, 0, Number.NaN], 2, 2) }, /^array "weight" has NaN in row 1, column 1, expected finite numbers/],
    ['NaN in the bias', { bias: floats([0, Number.NaN], 2) }, /^array "bias" has NaN in row 1, expected finite numbers/],
    ['a score beyond float64', { weight: floats([1e308, 1e308, 0, 0], 2, 2), features: floats([5, 5, 1, 1], 2, 2) }, /^array "features": the score of class 0 for row 0 is Infinity/],
    ['an epoch of two numbers', { epoch: floats([1, 2], 2) }, /^array "epoch" has shape \[2\], expected a single number/],
    ['a negative weight decay', { weight_decay: floats([-1]) }, /^array "weight_decay" is -1, expected a number that is not negative/],
    ['test features of another width', { test_features: floats([1], 1, 1), test_labels: integers(0) }, /^array "test_features" has 1 columns, expected 2/],
    ['an empty class of the test labels', { test_features: floats([1, 1], 1, 2), test_labels: integers(0) }, /^array "test_labels" has no sample of class 1/],
  ])('%s', async (_, arrays, line) => {
    expect((await refuseArrays({ ...small(), ...arrays })).line).toMatch(line);
  });

  test('one class alone, without a classifier', async () => {
    expect((await refuseArrays({ features: floats([1, 2], 2, 1), labels: integers(0, 0) })).line).toMatch(/^array "labels" has 1 class, expected at least 2/);
  });
  test('more classes than fit, without making anything of that size', async () => {
    const { features } = small();
    expect((await refuseArrays({ features: features!, labels: integers(0, 2_000_000_000) })).code).toBe('TOO_LARGE');
  });
  test('a name of control characters cannot forge a second line', async () => {
    const { line } = await refuseArrays({ ...small(), 'y': integers(0, 1), 'labels': integers(0, 1) });
    expect(line).not.toMatch(/[\p{Cc}]/u);
    const forged = await measureFile({ file: 'none\n/all fine\u202e.npz', ids: [], covarianceUpTo: 0 }).catch((error: Error) => error);
    expect((forged as Error).message).toBe('none\\u000a/all fine\\u202e.npz: there is no such file; check its name and folder.');
  });
});

describe('headers of arrays', () => {
  const data = new Uint8Array(32);
  const of = (header: string) => ({ header });
  test.each<[string, NpySpec, RegExp]>([
    ['another magic', { magic: '\x93NUMPX' }, /does not begin as a \.npy array does/],
    ['version 9', { version: [9, 0] }, /has version 9\.0, known are 1\.0, 2\.0 and 3\.0/],
    ['code instead of a literal', of("__import__('os').system('true')"), /is no Python dictionary/],
    ['code in a literal', of("{'descr': '<f8', 'fortran_order': False, 'shape': (2, __import__('os'))}"), /no dictionary of a type, an order and a shape/],
    ['an extra key', of("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), 'more': (1,)}"), /has the keys descr, fortran_order, shape, more, expected/],
    ['a missing key', of("{'descr': '<f8', 'shape': (2, 2)}"), /has the keys descr, shape, expected/],
    ['a key twice', of("{'descr': '<f8', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)}"), /has the key descr twice/],
    ['a negative shape', of("{'descr': '<f8', 'fortran_order': False, 'shape': (-2, 2)}"), /no dictionary of/],
    ['a shape of fractions', of("{'descr': '<f8', 'fortran_order': False, 'shape': (2.0, 2)}"), /no dictionary of/],
    ['a shape that is no tuple', of("{'descr': '<f8', 'fortran_order': False, 'shape': (4)}"), /has shape \(4\), expected whole numbers/],
    ['more than 2^53 bytes', { shape: [2 ** 30, 2 ** 30] }, /shape of more than 2\^53 bytes/],
    ['too many dimensions', { shape: Array(33).fill(1) }, /has 33 dimensions, more than 32/],
    ['an order that is no truth value', of("{'descr': '<f8', 'fortran_order': (1,), 'shape': (2, 2)}"), /fortran_order \(1,\), expected True or False/],
    ['no byte order', { descr: '|f8' }, /type \|f8 without a byte order/],
    ['bfloat16 as raw bytes', { descr: '<V2' }, /raw bytes \(a structured array, or bfloat16\)/],
    ['an unknown type', { descr: '<f3' }, /no type of plain numbers/],
    ['less data than the shape', { shape: [5, 2] }, /has 32 bytes of data, its shape \[5, 2\] of float64 needs 80/],
    ['more data than the shape', { shape: [1, 2] }, /has 32 bytes of data, its shape \[1, 2\] of float64 needs 16/],
  ])('%s', async (_, spec, line) => {
    expect((await refuseArrays({ ...small(), features: npy({ shape: [2, 2], data, ...spec }) })).line).toMatch(line);
  });

  test('a header of 4 GiB, and one longer than its file', async () => {
    const huge = npy({ version: [2, 0], shape: [2, 2], data });
    huge.writeUInt32LE(0xffffffff, 8);
    expect((await refuseArrays({ ...small(), features: huge })).line).toMatch(/its header claims 4294967295 bytes, more than 10000/);
    const longer = npy({ shape: [2, 2] });
    longer.writeUInt16LE(9_000, 8);
    expect((await refuseArrays({ ...small(), features: longer })).line).toMatch(/its header claims to end at byte 9010, but it has only /);
    expect((await refuseArrays({ ...small(), features: longer.subarray(0, 9) })).line).toMatch(/does not begin as a \.npy/);
  });
});

describe('archives', () => {
  const labels: ZipSpec = { name: 'labels.npy', data: integers(0, 1) };
  const features: ZipSpec = { name: 'features.npy', data: floats([1, 0, 0, 1], 2, 2) };
  const refuseZip = (content: Uint8Array) => refusal(write('archive.npz', content));

  test('as they should be pass', async () => {
    const file = write('good.npz', zip([features, { ...labels, deflate: true }]));
    expect((await measureFile({ file, ids: ['NC1'], covarianceUpTo: 0 })).samples).toBe(2);
  });
  test('cut anywhere', async () => {
    const whole = zip([features, labels]);
    for (const length of [1, 4, 21, 100, whole.length >> 1, whole.length - 22, whole.length - 1]) expect((await refuseZip(whole.subarray(0, length))).code).toMatch(/^NPZ_INVALID$/);
  });
  test('a bomb of zeros is refused by what it claims', async () => {
    const zeros = npy({ descr: '<f4', shape: [4_000_000, 2], data: new Uint8Array(32_000_000) });
    const { code, line } = await refuseZip(zip([{ name: 'features.npy', data: zeros, deflate: true }, labels]));
    expect([code, line]).toEqual(['ZIP_BOMB', expect.stringMatching(/^"features\.npy" is to inflate from \d+ to 32000128 bytes, more than 100 times; /)]);
  });
  test('a bomb that claims to be small is stopped where it claims to end', async () => {
    const zeros = npy({ descr: '<f8', shape: [2, 2], data: new Uint8Array(64_000_000) });
    const before = process.memoryUsage().rss;
    const { line } = await refuseZip(zip([{ name: 'features.npy', data: zeros, deflate: true, bytes: 160 }, labels]));
    expect(line).toMatch(/its inflated data ends later than its directory says/);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 << 20);
  });
  test('a claimed total of terabytes', async () => {
    const members = Array.from({ length: 60 }, (_, i) => ({ name: `a${i}.npy`, data: Buffer.alloc(8), method: 8, bytes: 0xf0000000, compressed: 0x7f000000 }));
    expect((await refuseZip(zip(members))).line).toMatch(/it is to inflate to 241591910400 bytes, more than 137438953472/);
  });
  test('more than 64 members, counted before any is read', async () => {
    expect((await refuseZip(zip([features, labels], { entries: 65 }))).line).toMatch(/^it has 65 members, more than 64/);
  });
  test.each<[string, ZipSpec[], RegExp]>([
    ['encrypted', [{ ...features, flags: 1 }, labels], /^"features\.npy" is encrypted/],
    ['compressed otherwise', [{ ...features, method: 12 }, labels], /^"features\.npy" is compressed by method 12/],
    ['a link', [{ ...features, attributes: 0o120777 }, labels], /^"features\.npy" is a link/],
    ['a name twice', [features, labels, labels], /^it holds "labels\.npy" twice/],
    ['names that differ in size of letters', [features, labels, { ...labels, name: 'Labels.npy' }], /^it holds "Labels\.npy" twice/],
    ['a name that climbs', [features, labels, { ...labels, name: '../x.npy' }], /^it is no sound zip archive \(invalid relative path/],
    ['an absolute name', [features, labels, { ...labels, name: '/x.npy' }], /^it is no sound zip archive \(absolute path/],
    ['a drive letter', [features, labels, { ...labels, name: 'C:/x.npy' }], /^it is no sound zip archive \(absolute path/],
    ['a backslash', [features, labels, { ...labels, name: 'a\\x.npy' }], /^it is no sound zip archive \(invalid characters in fileName/],
    ['a NUL', [features, labels, { ...labels, name: 'x\0.npy' }], /^a member is called "x\\u0000\.npy"/],
    ['two names for one member', [{ ...features, local: { name: 'featureX.npy' } }, labels], /described in two ways/],
    ['two checksums for one member', [{ ...features, local: { crc: 1 } }, labels], /described in two ways/],
    ['two sizes for one member', [{ ...features, local: { bytes: 1 } }, labels], /described in two ways/],
    ['a wrong checksum', [{ ...features, crc: 1 }, labels], /^array "features": its bytes have not the checksum/],
    ['a wrong checksum of deflated data', [{ ...features, crc: 1, deflate: true }, labels], /^array "features": its bytes have not the checksum/],
    ['a deflated size too large', [{ ...features, bytes: 161, deflate: true }, labels], /has 33 bytes of data/],
    ['stored sizes that differ', [{ ...features, bytes: 100 }, labels], /^"features\.npy" is stored in 160 bytes, but is to have 100/],
    ['deflated data that is none', [{ ...features, method: 8, data: Buffer.alloc(200, 0xff), bytes: 160 }, labels], /its deflated data is damaged/],
    ['something that is no array', [features, labels, { name: 'readme.txt', data: Buffer.from('hello') }], /^it holds "readme\.txt", which is no \.npy/],
    ['a nested archive', [features, labels, { name: 'inner.npz', data: zip([features]) }], /^it holds "inner\.npz", which is no \.npy/],
  ])('%s', async (_, members, line) => {
    expect((await refuseZip(zip(members))).line).toMatch(line);
  });
  test.each<[string, Parameters<typeof zip>[1], RegExp]>([
    ['between', { between: 'junk' }, /begins at byte \d+, but the one before ends at \d+/],
    ['before', { before: 'PK' }, /begins at byte 2, but the one before ends at 0/],
    ['behind', { after: 'junk' }, /no sound zip archive/],
    ['as a comment', { comment: 'junk' }, /carries a comment/],
  ])('bytes that belong to nothing, %s', async (_, junk, line) => {
    expect((await refuseZip(zip([features, labels], junk))).line).toMatch(line);
  });
  test('two members over the same bytes', async () => {
    const archive = zip([features, { ...features, name: 'test_feats.npy' }, labels]);
    const entry = archive.indexOf(Buffer.from('PK\x01\x02'), archive.indexOf(Buffer.from('PK\x01\x02')) + 1);
    archive.writeUInt32LE(0, entry + 42);
    expect((await refuseZip(archive)).line).toMatch(/begins at byte 0, but the one before ends at|described in two ways/);
  });
});

describe('safetensors', () => {
  const file = (tensors: Record<string, [string, number[], number]>, { data = 64, pad = '' } = {}) => {
    let at = 0;
    const entries = Object.entries(tensors).map(([name, [dtype, shape, bytes]]) => {
      at += bytes;
      return `${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [at - bytes, at] })}`;
    });
    const header = Buffer.from(`{${entries.join(',')}}${pad}`);
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    return write('case.safetensors', Buffer.concat([length, header, Buffer.alloc(data)]));
  };
  test('what its reader refuses names the file', async () => {
    expect((await refusal(file({ features: ['F64', [2, 2], 32], labels: ['I64', [2], 16] }))).line).toMatch(/16 bytes follow the last tensor/);
    expect((await refusal(file({ features: ['F64', [9, 9], 32] }, { data: 32 }))).line).toMatch(/has 32 bytes, not those of F64 \[9, 9\]/);
    expect((await refusal(file({ features: ['F8_E4M3', [4, 4], 16] }, { data: 16 }))).line).toMatch(/has type "F8_E4M3"; known are/);
    expect((await refusal(file({ features: ['BOOL', [4, 4], 16] }, { data: 16 }))).code).toBe('SAFETENSORS_INVALID');
    expect((await refusal(write('short.safetensors', Buffer.from('abc')))).line).toMatch(/has 3 bytes, fewer than the 8/);
    expect((await refusal(write('huge.safetensors', Buffer.from('ffffffffffffff7f7b7d', 'hex')))).line).toMatch(/its header claims \d+ bytes, more than 1048576/);
  });
  test('the same checks of shapes and labels', async () => {
    const bytes = writeSafetensors(new Map([['features', { dtype: 'F64', shape: [2, 2], data: new Float64Array(4) }], ['labels', { dtype: 'F64', shape: [2], data: new Float64Array(2) }]]), new Map());
    expect((await refusal(write('float.safetensors', bytes))).line).toMatch(/^array "labels" is float64, expected integers/);
  });
});
