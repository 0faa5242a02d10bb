import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeSnapshot, encodeSnapshot } from '../../../prisma/snapshot/codec.ts';
import { measureFile } from '../../../server/ingest/measure.ts';
import { measuredIds as ids } from '../../../server/metrics/catalogue.ts';
import { goldenCase, goldenNames } from '../../golden/golden-case.ts';
import { floats, integers, npy, npz, scratchFolder, small } from './made-files.ts';

const golden = path.join(import.meta.dirname, '../../golden');
const measured = (file: string, more = {}) => measureFile({ file, ids, covarianceUpTo: 512, ...more });
const inFolder = (...parts: string[]) => path.join(golden, ...parts);
const write = scratchFolder();

/** Places where both sides are limited by the rounding of the inputs: test/golden/README.md says why. */
const isLoose = (name: string, id: string) => id === 'NC1' && (name === 'two-means-nearly-equal' || name === 'near-collapse-1e-7');

/** NC1_VCI is a difference from 1, so it is held to an absolute error. */
function expectClose(actual: number | null | undefined, expected: number | null, what: string, relative = 1e-9, absolute = what === 'NC1_VCI' ? 1e-12 : 1e-13) {
  if (expected === null || actual == null) return expect(actual, what).toBe(expected);
  expect(Math.abs(actual - expected), `${what}: ${actual} against ${expected}`).toBeLessThanOrEqual(relative * Math.max(Math.abs(actual), Math.abs(expected)) + absolute);
}

test.each(goldenNames)('golden case %s: every metric agrees with numpy', async (name) => {
  const { metrics, samples, core } = await measured(inFolder(`${name}.npz`));
  const { expected, core: reference } = goldenCase(name);
  // the files hold no weight decay, without which the MSE loss has no parts
  const compared = ids.filter((id) => id in expected && !id.startsWith('MSE_'));
  expect(compared.length).toBeGreaterThanOrEqual(24);
  for (const id of compared) expectClose(metrics.get(id), expected[id]!, id, isLoose(name, id) ? 1e-6 : 1e-9);
  expect(samples).toBe(reference.samples);
  expect(core.confusion).toEqual(reference.confusion);
  expect(core.agreement).toEqual(reference.agreement);
});

describe('files that numpy and safetensors wrote of the same numbers', () => {
  const folder = inFolder('files');
  const expected = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8'));
  const whole = readdirSync(folder).filter((file) => /\.(npz|safetensors)$/.test(file) && !/-only/.test(file));

  test('are there in every number type and order', () => {
    expect(whole.length).toBeGreaterThanOrEqual(18);
  });

  test.each(whole)('%s gives the same values', async (file) => {
    const { metrics } = await measured(path.join(folder, file));
    for (const [id, value] of Object.entries<number | null>(expected.train)) expectClose(metrics.get(id as (typeof ids)[number]), value, id);
  });

  test.each([
    ['f2-i1.npz', 'float16'],
    ['f2-u4-big.npz', 'float16'],
    ['f4-u1.npz', 'float32'],
    ['f8-i4-big.npz', 'float64'],
    ['BF16.safetensors', 'bfloat16'],
  ])('%s: the snapshot says that the features are %s', async (file, type) => {
    expect((await measured(path.join(folder, file))).core.metadata.featureType).toBe(type);
  });

  test('test features are compared with the class means of the train features', async () => {
    const { test: held, epoch, core } = await measured(path.join(folder, 'with-test.npz'));
    for (const [id, value] of Object.entries<number | null>(expected.test)) expectClose(held!.metrics.get(id as (typeof ids)[number]), value, id);
    expect(held!.samples).toBe(20);
    expect([epoch, core.metadata.weightDecay]).toEqual([12, 5e-4]);
  });

  test('without a classifier, what needs one is null and says why, and the classes are those of the labels', async () => {
    const { metrics, warnings, classes } = await measured(path.join(folder, 'features-only.npz'));
    expect(classes).toBe(3);
    expectClose(metrics.get('NC1'), expected.train.NC1, 'NC1');
    for (const id of ['NC2_EQUINORM_WEIGHTS', 'NC3_DUALITY', 'NC4_MISMATCH', 'ERROR'] as const) expect(metrics.get(id)).toBeNull();
    expect(warnings.filter((warning) => warning.startsWith('NO_CLASSIFIER: '))).toHaveLength(1);
  });

  test('weight and bias come from another file, and its own do not count then', async () => {
    const weights = path.join(folder, 'classifier-only.npz');
    const { metrics } = await measured(path.join(folder, 'features-only.npz'), { weights });
    expectClose(metrics.get('NC3_DUALITY'), expected.train.NC3_DUALITY, 'NC3');
    expectClose(metrics.get('ERROR'), expected.train.ERROR, 'error');
    const swapped = write('swapped.npz', npz({ ...small(), weight: floats([0, 1, 1, 0], 2, 2) }));
    const own = write('own.npz', npz(small()));
    expect((await measured(swapped)).metrics.get('ERROR')).toBe(1);
    expect((await measured(swapped, { weights: own })).metrics.get('ERROR')).toBe(0);
  });

  test('epoch and weight decay may also stand among the texts of a safetensors file', async () => {
    expect((await measured(path.join(folder, 'F32.safetensors'))).epoch).toBe(12);
  });
});

test('a snapshot of the core can be read back as it was', async () => {
  const { core } = await measured(inFolder('gaussian-10x64.npz'));
  const { bytes, digest } = encodeSnapshot(core);
  const { metadata, means, scatter, weight } = decodeSnapshot(bytes, digest);
  expect([means, scatter, weight]).toEqual([core.means, core.scatter, core.weight]);
  expect(metadata).toMatchObject({ run: 'measure', epoch: 0, layer: 'last', split: 'TRAIN', featureType: 'float64', weightDecay: null, parts: {} });
});

test('arrays that no metric is taken from are named, whatever they are', async () => {
  const file = write('extra.npz', npz({ ...small(), biass: floats([5, 5], 2), note: Buffer.from('no array at all') }));
  expect((await measured(file)).warnings).toContain('UNUSED_ARRAYS: the file also holds "biass", "note"; no metric is taken from them.');
});

test('ties go to the lower class', async () => {
  const file = write('ties.npz', npz({ ...small(), weight: floats([0, 0, 0, 0], 2, 2) }));
  const { core } = await measured(file);
  expect([...core.confusion!]).toEqual([1, 0, 1, 0]);
});

test('features of half precision far from the origin lose nothing that they hold', async () => {
  const file = write('halves.npz', npz({ features: npy({ descr: '<f2', shape: [4, 1], data: new Uint8Array(Uint16Array.of(0x7bff, 0x7bfe, 0x0001, 0x8001).buffer) }), labels: integers(0, 0, 1, 1) }));
  const { core } = await measured(file);
  expect([...core.means]).toEqual([65488, 0]);
  expect([...core.within]).toEqual([256, 2 ** -48]);
  expect(core.metadata.largestFeature).toBe(65504);
});

test('the progress ends at all of the bytes, of both passes and both splits', async () => {
  const seen: number[] = [];
  await measured(inFolder('files/with-test.npz'), { onProgress: (bytes: number, total: number) => seen.push(bytes / total) });
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(1);
});

test('a value does not depend on which others are asked for, also where the covariance makes it exact', async () => {
  const file = inFolder('two-means-nearly-equal.npz');
  const all = await measured(file);
  const alone = await measured(file, { ids: ['NC1'], covarianceUpTo: 0, rescueUpTo: 512 });
  const never = await measured(file, { ids: ['NC1'], covarianceUpTo: 0 });
  expect(alone.metrics.get('NC1')).toBe(all.metrics.get('NC1'));
  expect(never.metrics.get('NC1')).not.toBe(all.metrics.get('NC1'));
  expect([alone, never].map(({ warnings }) => warnings.some((warning) => warning.startsWith('ILL_CONDITIONED')))).toEqual([false, true]);
});
