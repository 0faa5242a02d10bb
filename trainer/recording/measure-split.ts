import { chooseExamples } from '../../prisma/snapshot/choose-examples.ts';
import { encodeSnapshot, type EncodedBlob } from '../../prisma/snapshot/codec.ts';
import { ClassMeans, ClassSpread, type ClassSpreadSums } from '../../prisma/snapshot/moments.ts';
import { encodeCovariance, encodeDisagreements, encodeExamples } from '../../prisma/snapshot/parts.ts';
import type { SnapshotMetadata } from '../../prisma/snapshot/snapshot.ts';
import type { LoadedSplit } from '../datasets/catalogue.ts';
import { type Classifier, DisagreementList } from './disagreement-list.ts';
import type { FeatureReading } from './split-reading.ts';

/** The p x p covariance is kept beside the core up to this p: 1 MiB at p = 512. */
const COVARIANCE_FEATURES = 512;

export type PartKind = 'COVARIANCE' | 'EXAMPLES' | 'DISAGREEMENTS';

/** One snapshot, encoded and sealed, ready for its rows. */
export interface MeasuredSnapshot {
  split: 'TRAIN' | 'TEST';
  layer: string;
  classes: number;
  features: number;
  samples: number;
  core: EncodedBlob;
  parts: (EncodedBlob & { kind: PartKind })[];
  /** places in the official split of the images that its parts name: whoever shows them wants their pictures */
  pictured: Uint32Array;
}

export interface SplitToMeasure {
  data: LoadedSplit;
  reading: FeatureReading;
  classes: number;
  features: number;
  /** with what it chose for each sample; absent for an inner layer, which has none */
  classifier?: Classifier & { choices: Uint32Array };
  /** [C,p] of the train split; left out for the train split itself */
  trainMeans?: Float64Array;
  metadata: Omit<SnapshotMetadata, 'parts' | 'largestFeature' | 'featureType'>;
}

/** Measures one split of a layer in two passes over its features; gives the snapshot and the class means. */
export async function measureSplit(input: SplitToMeasure): Promise<{ snapshot: MeasuredSnapshot; means: Float64Array }> {
  const { data, reading, classes, features, classifier, metadata } = input;
  const first = new ClassMeans(classes, features);
  const { examples, gather } = exampleGatherer(input);
  await reading.eachBatch((batch, from, n) => {
    first.add(batch, data.labels.subarray(from, from + n));
    gather(batch, from, n);
  });
  const { counts, means, samples, largest } = first.finish();
  const { covariance, disagreements, ...sums } = await spreadOf(input, counts, means);
  const parts = [
    ...(covariance ? [{ kind: 'COVARIANCE' as const, ...encodeCovariance(covariance) }] : []),
    { kind: 'EXAMPLES' as const, ...encodeExamples(examples, features) },
    ...(disagreements ? [{ kind: 'DISAGREEMENTS' as const, ...encodeDisagreements(disagreements) }] : []),
  ];
  const core = encodeSnapshot({
    ...{ classes, features, samples, counts, means, ...sums, weight: classifier?.weight, bias: classifier?.bias },
    metadata: { ...metadata, featureType: 'float32', largestFeature: largest, parts: Object.fromEntries(parts.map(({ kind, digest }) => [kind, digest])) },
  });
  const pictured = Uint32Array.of(...examples.indices, ...(disagreements?.index ?? []));
  return { snapshot: { split: metadata.split, layer: metadata.layer, classes, features, samples, core, parts, pictured }, means };
}

async function spreadOf(input: SplitToMeasure, counts: Float64Array, means: Float64Array) {
  const { data, reading, classes, features: p, trainMeans, classifier } = input;
  const list = classifier && new DisagreementList(classifier);
  const mismatches: { sample: number; nearest: number }[] = [];
  const options = { classes, features: p, counts, means, trainMeans, covariance: p <= COVARIANCE_FEATURES, choices: Boolean(classifier) };
  const second = new ClassSpread({ ...options, onMismatch: (sample, nearest) => mismatches.push({ sample, nearest }) });
  await reading.eachBatch((batch, from, n) => {
    second.add(batch, data.labels.subarray(from, from + n), classifier?.choices.subarray(from, from + n));
    for (const { sample, nearest } of mismatches.splice(0)) {
      const named = { index: data.indices[sample]!, label: data.labels[sample]!, choice: classifier!.choices[sample]!, nearest };
      list!.add(named, batch.subarray((sample - from) * p, (sample - from + 1) * p));
    }
  });
  const sums: ClassSpreadSums = second.finish();
  return { ...sums, disagreements: list?.finish() };
}

/** Gathers the features of the fixed examples on the way: the same images in every epoch, for whoever wants to see them move. */
function exampleGatherer({ data, classes, features: p }: SplitToMeasure) {
  const chosen = chooseExamples(data.labels, classes);
  const examples = { features: new Float32Array(chosen.length * p), labels: chosen.map((i) => data.labels[i]!), indices: chosen.map((i) => data.indices[i]!) };
  const gather = (batch: Float32Array, from: number, n: number) => {
    chosen.forEach((sample, k) => {
      if (sample >= from && sample < from + n) examples.features.set(batch.subarray((sample - from) * p, (sample - from + 1) * p), k * p);
    });
  };
  return { examples, gather };
}
