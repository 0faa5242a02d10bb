import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readCifarPickle } from '../../../trainer/datasets/cifar-pickle.ts';
import { temporaryFolder } from './folders.ts';
import { cifarPickle, PickleWriter, pixelsOf } from './pickle-writer.ts';
import { cifarFile } from './sample-files.ts';

const layout = { dataSet: 'CIFAR10', path: 'data_batch_1', labelKey: 'labels', classes: 10 };
const read = (content: Uint8Array) => readCifarPickle(content, layout);
const labels = [6, 9, 0];
const pixels = pixelsOf(cifarFile(labels.map((label) => [label])), 1);
const damaged = (content: Uint8Array) => {
  try {
    read(content);
  } catch (error) {
    expect(error).toMatchObject({ code: 'DATA_SET_DAMAGED' });
    return (error as Error).message;
  }
  throw new Error('was read');
};

test('a file of Python 2 gives its labels, and its pixels as they lie in it', () => {
  const content = cifarPickle({ labels }, pixels);
  const found = read(content);
  expect([...found.labels]).toEqual(labels);
  expect(Buffer.compare(found.pixels, pixels)).toBe(0);
  expect(found.pixels.buffer).toBe(content.buffer);
});

test.each([3, 4])('a file that Python 3 wrote with numpy 2 at protocol %i is read', (protocol) => {
  const content = readFileSync(path.join(import.meta.dirname, `golden/python3-protocol${protocol}.pickle`));
  const found = read(content);
  expect([...found.labels]).toEqual(labels);
  expect(Buffer.compare(found.pixels, pixels)).toBe(0);
});

test('keys in any order, lists in chunks and a memo beyond 255 make no difference', () => {
  const many = Array.from({ length: 300 }, (_, i) => i % 10);
  const black = new Uint8Array(300 * 3072);
  for (const chunk of [1, 7, 299, 1000]) {
    expect([...read(cifarPickle({ labels: many }, black, { chunk, isReversed: chunk > 7 })).labels]).toEqual(many);
  }
});

test('values kept in the memo are taken out of it, by a short and a long number', () => {
  const write = (...opcodes: number[]) => {
    const writer = new PickleWriter().op(0x80, 2, 0x7d).keep().op(0x28).text('labels');
    writer
      .op(0x5d, 0x28)
      .int(4)
      .op(0x71, 200)
      .op(...opcodes, 0x65);
    return writer.text('data').array(pixels, [3, 3072]).op(0x75, 0x2e).bytes();
  };
  expect([...read(write(0x68, 200, 0x6a, 200, 0, 0, 0)).labels]).toEqual([4, 4, 4]);
  expect(damaged(write(0x68, 201))).toContain('a value that was kept as number 201');
});

test('a name that is not of a numpy array is refused with its offset, and nothing is run', async () => {
  const victim = path.join(await temporaryFolder(), 'was-run');
  const call = (module: string, name: string) =>
    new PickleWriter().op(0x80, 2).name(module, name).text(`touch ${victim}`).op(0x85, 0x52, 0x2e).bytes();
  expect(damaged(call('os', 'system'))).toMatch(
    /^data_batch_1 is damaged .* at byte 2 it should have one of the names numpy\.core.* and found "os system", which is not run; replace/,
  );
  for (const [module, name] of [
    ['numpy', 'load'],
    ['__builtin__', 'eval'],
    ['numpy.core.multiarray', 'ndarray'],
    ['', 'constructor'],
  ])
    expect(damaged(call(module!, name!))).toContain(`found "${module} ${name}"`);
  const new4 = Buffer.from([0x80, 4, 0x8c, 2, ...Buffer.from('os'), 0x8c, 6, ...Buffer.from('system'), 0x93, 0x2e]);
  expect(damaged(new4)).toContain('at byte 14 it should have one of the names');
  expect(existsSync(victim)).toBe(false);
});

test('any opcode outside the layout is refused', () => {
  // INST, OBJ, NEWOBJ, EXT1, PERSID, BINPERSID, LONG, BINFLOAT, POP, DUP, NEXT_BUFFER
  for (const opcode of [0x69, 0x6f, 0x81, 0x82, 0x50, 0x51, 0x4c, 0x47, 0x30, 0x32, 0x97])
    expect(damaged(Buffer.from([0x80, 2, 0x4e, opcode, 0x2e]))).toContain(
      `at byte 3 it should have an opcode of an array or a list, and found 0x${opcode.toString(16)}`,
    );
});

test('a file cut at every fiftieth byte, and before its last one, is refused', () => {
  const whole = cifarPickle({ labels }, pixels);
  for (let length = 0; length < whole.length; length += 50) damaged(whole.subarray(0, length));
  expect(damaged(whole.subarray(0, -1))).toContain(
    `at byte ${whole.length - 1} it should have bytes up to ${whole.length}, and the file ends`,
  );
});

test('a file with any byte changed is read as an array of the same shape or refused, never a fault', () => {
  const whole = cifarPickle({ labels }, pixels);
  const isPixel = (at: number) => at > 300 && at < whole.length - 300;
  for (let at = 0; at < whole.length; at++) {
    if (isPixel(at)) continue;
    for (const change of [1, 0x80, 0xff]) {
      const content = Buffer.from(whole);
      content[at]! ^= change;
      let found: { labels: Uint8Array; pixels: Uint8Array } | null = null;
      try {
        found = read(content);
      } catch (error) {
        expect(error, `byte ${at}`).toMatchObject({ code: 'DATA_SET_DAMAGED' });
      }
      if (found) expect([found.labels.length, found.pixels.length]).toEqual([3, 3 * 3072]);
    }
  }
});

test('a length that lies is told before anything is made of it', () => {
  expect(damaged(cifarPickle({ labels }, pixels, { lie: 2 ** 31 }))).toMatch(
    /it should have bytes up to 21474\d+, and the file ends at byte \d+;/,
  );
  expect(damaged(cifarPickle({ labels }, pixels, { lie: -1 }))).toMatch(/an opcode|9216 bytes/);
  expect(damaged(cifarPickle({ labels }, pixels, { shape: [4, 3072] }))).toContain(
    '12288 bytes for an array of 4 x 3072, and found 9216',
  );
  expect(damaged(cifarPickle({ labels }, pixels, { shape: [2 ** 31 - 1, 2 ** 31 - 1] }))).toContain('and found 9216');
  expect(damaged(Buffer.from([0x80, 4, 0x95, 0, 0, 0, 0, 0, 0, 1, 0, 0x2e]))).toContain('a frame of at most 1 bytes');
});

test('an array of another type, order or shape is refused', () => {
  expect(damaged(cifarPickle({ labels }, pixels, { type: 'f4' }))).toContain(
    'it should have the type u1, and found "f4"',
  );
  expect(damaged(cifarPickle({ labels }, pixels, { fortran: true }))).toContain('an array in C order');
  expect(damaged(cifarPickle({ labels }, pixels, { shape: [9, 1024] }))).toContain(
    'an array "data" of 9 x 1024, and it should be [images, 3072]',
  );
  expect(damaged(cifarPickle({ labels: [] }, new Uint8Array()))).toContain('an array "data" of 0 x 3072');
});

test('labels out of range, of another number or of another data set are refused', () => {
  expect(damaged(cifarPickle({ labels: [6, 10, 0] }, pixels))).toContain(
    'has the label 10 at position 1, and those of CIFAR10 are 0 to 9',
  );
  expect(damaged(cifarPickle({ labels: [6, 9, -256] }, pixels))).toContain('has the label -256 at position 2');
  expect(damaged(cifarPickle({ labels: [6, 9] }, pixels))).toContain('holds 2 labels, and data_batch_1 holds 3 images');
  expect(damaged(cifarPickle({ fine_labels: labels, coarse_labels: labels }, pixels))).toContain(
    'its keys are batch_label, fine_labels, coarse_labels, data, filenames',
  );
});

test('what follows the end, what has no mark, and endless empty lists are refused', () => {
  expect(damaged(Buffer.concat([cifarPickle({ labels }, pixels), Buffer.from('x')]))).toContain(
    'its last byte, and found 1 more',
  );
  expect(damaged(Buffer.from([0x80, 2, 0x75, 0x2e]))).toContain('at byte 2 it should have a mark before this opcode');
  expect(damaged(Buffer.from([0x80, 5, 0x4e, 0x2e]))).toContain('the mark of a pickle of protocol 2, 3 or 4');
  const endless = Buffer.alloc(1_500_000, 0x5d);
  endless.set([0x80, 2]);
  expect(damaged(endless)).toContain('its end, after 1000000 opcodes');
});
