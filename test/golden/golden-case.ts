import { readdirSync, readFileSync } from 'node:fs';
import { ClassMeans, ClassSpread } from '../../prisma/snapshot/moments.ts';
import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import { readNpz } from './read-npz.ts';

const folder = new URL('./', import.meta.url);
/** Of the metrics that came later, by values.py; those of the MSE loss at this weight decay. */
const more = JSON.parse(readFileSync(new URL('more-values.json', folder), 'utf8'));
export const GOLDEN_WEIGHT_DECAY = 0.01;

export const goldenNames = readdirSync(folder)
  .filter((file) => file.endsWith('.npz'))
  .map((file) => file.slice(0, -'.npz'.length));

export interface GoldenCase {
  core: SnapshotCore;
  /** packed Σ_W */
  covariance: Float64Array;
  expected: Record<string, number | null>;
}

/** A case's snapshot core, by the same sums that a trainer takes, and the values it must give. */
export function goldenCase(name: string): GoldenCase {
  const arrays = readNpz(readFileSync(new URL(`${name}.npz`, folder)));
  const expected = { ...JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')), ...more[name] };
  const weight = arrays.get('weight')!;
  const [classes, p] = weight.shape as [number, number];
  const features = arrays.get('features')!.data;
  const labels = arrays.get('labels')!.data;
  return {
    core: coreOf(features, labels, weight.data, arrays.get('bias')?.data, classes, p),
    covariance: covarianceOf(features, labels, classes, p),
    expected,
  };
}

/** The packed upper triangle of Σ_W of features about their own class means. */
export function covarianceOf(features: Float64Array, labels: Float64Array, classes: number, p: number): Float64Array {
  const means = new ClassMeans(classes, p);
  means.add(features, labels);
  const spread = new ClassSpread({ classes, features: p, ...means.finish(), covariance: true });
  spread.add(features, labels);
  return spread.finish().covariance!;
}

/** The core of features measured on their own class means. `weight` [C,p] and `bias` [C] may be absent. */
export function coreOf(
  features: Float64Array,
  labels: Float64Array,
  weight: Float64Array | undefined,
  bias: Float64Array | undefined,
  classes: number,
  p: number,
): SnapshotCore {
  const means = new ClassMeans(classes, p);
  means.add(features, labels);
  const first = means.finish();
  const spread = new ClassSpread({ classes, features: p, counts: first.counts, means: first.means, choices: weight !== undefined });
  spread.add(features, labels, weight && choicesOf(features, weight, bias, classes, p));
  const { covariance: _, ...sums } = spread.finish();
  return {
    classes,
    features: p,
    samples: first.samples,
    counts: first.counts,
    means: first.means,
    ...sums,
    weight,
    bias,
    metadata: {
      run: 'run_golden',
      epoch: 1,
      split: 'TRAIN',
      layer: 'last',
      featureType: 'float64',
      largestFeature: first.largest,
      weightDecay: null,
      lossReduction: null,
      parts: {},
    },
  };
}

/** argmax over classes of w_c·h + b_c; a tie goes to the lower class. */
function choicesOf(
  features: Float64Array,
  weight: Float64Array,
  bias: Float64Array | undefined,
  classes: number,
  p: number,
): Float64Array {
  return Float64Array.from({ length: features.length / p }, (_, i) => {
    let choice = 0;
    let best = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < classes; c++) {
      let score = bias?.[c] ?? 0;
      for (let k = 0; k < p; k++) score += weight[c * p + k]! * features[i * p + k]!;
      if (score > best) [choice, best] = [c, score];
    }
    return choice;
  });
}
