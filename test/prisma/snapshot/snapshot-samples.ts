import fc from 'fast-check';
import type { SnapshotCore } from '../../../prisma/snapshot/snapshot.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const float = fc.float({ noNaN: true, noDefaultInfinity: true });
const numbers = (length: number) =>
  fc.array(number, { minLength: length, maxLength: length }).map((values) => Float64Array.from(values));
const floats = (length: number) =>
  fc.array(float, { minLength: length, maxLength: length }).map((values) => Float32Array.from(values));
const tallies = (length: number) =>
  fc.array(fc.nat(0xffffffff), { minLength: length, maxLength: length }).map((values) => Uint32Array.from(values));

/** Any core that may be recorded: every optional field present or absent, the classifier in either type. */
export const anyCore: fc.Arbitrary<SnapshotCore> = fc
  .record({ C: fc.integer({ min: 1, max: 5 }), p: fc.integer({ min: 1, max: 7 }) })
  .chain(({ C, p }) =>
    fc
      .record(
        {
          counts: fc.array(fc.nat(1000), { minLength: C, maxLength: C }).map((values) => Float64Array.from(values)),
          means: numbers(C * p),
          within: numbers(C),
          scatter: numbers(C * C),
          nearest: tallies(C * C),
          weight: fc.oneof(numbers(C * p), floats(C * p)),
          bias: fc.oneof(numbers(C), floats(C)),
          confusion: tallies(C * C),
          agreement: tallies(C * C),
          metadata: fc.record(
            {
              run: fc.string({ unit: 'grapheme' }),
              epoch: fc.nat(),
              split: fc.constantFrom('TRAIN' as const, 'TEST' as const),
              layer: fc.string({ unit: 'grapheme' }),
              featureType: fc.constantFrom('float32', 'float64'),
              largestFeature: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
              weightDecay: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
              lossReduction: fc.option(fc.string()),
              parts: fc.record({ COVARIANCE: fc.stringMatching(/^[0-9a-f]{64}$/) }, { requiredKeys: [] }),
              loss: fc.constantFrom('CROSS_ENTROPY', 'MSE'),
            },
            {
              requiredKeys: [
                'run',
                'epoch',
                'split',
                'layer',
                'featureType',
                'largestFeature',
                'weightDecay',
                'lossReduction',
                'parts',
              ],
            },
          ),
        },
        { requiredKeys: ['counts', 'means', 'within', 'scatter', 'nearest', 'metadata'] },
      )
      .map((fields) => ({ classes: C, features: p, samples: fields.counts.reduce((a, b) => a + b, 0), ...fields })),
  );

/** One small core, always the same. */
export function smallCore(): SnapshotCore {
  return {
    classes: 2,
    features: 3,
    samples: 5,
    counts: Float64Array.of(2, 3),
    means: Float64Array.of(1, 2, 3, -1, -2, -3),
    within: Float64Array.of(0.5, 0.25),
    scatter: Float64Array.of(4, -4, -4, 4),
    nearest: Uint32Array.of(2, 0, 1, 2),
    weight: Float32Array.of(1, 0, 0, -1, 0, 0),
    metadata: {
      run: 'run_1',
      epoch: 7,
      split: 'TRAIN',
      layer: 'last',
      featureType: 'float32',
      largestFeature: 3.5,
      weightDecay: 5e-4,
      lossReduction: 'mean over the batch',
      parts: {},
    },
  };
}
