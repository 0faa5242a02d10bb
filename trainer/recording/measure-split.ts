import { encodeSnapshot, type EncodedBlob } from '../../prisma/snapshot/codec.ts';
import { ClassMeans, ClassSpread, type ClassSpreadSums } from '../../prisma/snapshot/moments.ts';
import { encodeCovariance, encodeExamples } from '../../prisma/snapshot/parts.ts';
import type { SnapshotMetadata } from '../../prisma/snapshot/snapshot.ts';
import type { LoadedSplit } from '../datasets/catalogue.ts';
import { chooseExamples } from './choose-examples.ts';
import type { SplitReading } from './split-reading.ts';

/** The p x p covariance is kept beside the core up to this p: 1 MiB at p = 512. */
const COVARIANCE_FEATURES = 512;

/** One snapshot, encoded and sealed, ready for its rows. */
export interface MeasuredSnapshot {
  split: 'TRAIN' | 'TEST';
  layer: string;
  classes: number;
  features: number;
  samples: number;
  core: EncodedBlob;
  parts: (EncodedBlob & { kind: 'COVARIANCE' | 'EXAMPLES' })[];
}

export interface SplitToMeasure {
  data: LoadedSplit;
  reading: SplitReading;
  classes: number;
  features: number;
  /** [C,p] row-major and [C] */
  classifier: { weight: Float32Array; bias: Float32Array };
  /** [C,p] of the train split; left out for the train split itself */
  trainMeans?: Float64Array;
  metadata: Omit<SnapshotMetadata, 'parts' | 'largestFeature' | 'featureType'>;
}

/** Measures one split of the last layer in two passes over its features; gives the snapshot and the class means. */
export async function measureSplit(input: SplitToMeasure): Promise<{ snapshot: MeasuredSnapshot; means: Float64Array }> {
  const { data, reading, classes, features, classifier, metadata } = input;
  const first = new ClassMeans(classes, features);
  await reading.eachBatch((batch, from, n) => first.add(batch, data.labels.subarray(from, from + n)));
  const { counts, means, samples, largest } = first.finish();
  const sums = await spreadOf(input, counts, means);
  const parts = [...covariancePart(sums), ...(await examplePart(input))];
  const core = encodeSnapshot({
    classes,
    features,
    samples,
    counts,
    means,
    within: sums.within,
    scatter: sums.scatter,
    nearest: sums.nearest,
    ...classifier,
    confusion: sums.confusion,
    agreement: sums.agreement,
    metadata: { ...metadata, featureType: 'float32', largestFeature: largest, parts: Object.fromEntries(parts.map(({ kind, digest }) => [kind, digest])) },
  });
  return { snapshot: { split: metadata.split, layer: metadata.layer, classes, features, samples, core, parts }, means };
}

async function spreadOf(input: SplitToMeasure, counts: Float64Array, means: Float64Array): Promise<ClassSpreadSums> {
  const { data, reading, classes, features, trainMeans } = input;
  const second = new ClassSpread({ classes, features, counts, means, trainMeans, covariance: features <= COVARIANCE_FEATURES, choices: true });
  await reading.eachBatch((batch, from, n) => second.add(batch, data.labels.subarray(from, from + n), reading.choices.subarray(from, from + n)));
  return second.finish();
}

const covariancePart = ({ covariance }: ClassSpreadSums) => (covariance ? [{ kind: 'COVARIANCE' as const, ...encodeCovariance(covariance) }] : []);

/** Features of the fixed examples: the same images in every epoch, for whoever wants to see them move. */
async function examplePart({ data, reading, classes, features: p }: SplitToMeasure) {
  const chosen = chooseExamples(data.labels, classes);
  const examples = { features: new Float32Array(chosen.length * p), labels: chosen.map((i) => data.labels[i]!), indices: chosen.map((i) => data.indices[i]!) };
  await reading.eachBatch((batch, from, n) => {
    chosen.forEach((sample, k) => {
      if (sample >= from && sample < from + n) examples.features.set(batch.subarray((sample - from) * p, (sample - from + 1) * p), k * p);
    });
  });
  return [{ kind: 'EXAMPLES' as const, ...encodeExamples(examples, p) }];
}
