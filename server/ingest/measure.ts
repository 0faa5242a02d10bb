import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import { measure } from '../metrics/measure.ts';
import { type Split, classSums } from './class-sums.ts';
import { coreOf } from './core-of.ts';
import { readFeaturesFile } from './features-file.ts';
import { listed, unusedArrays } from './find-arrays.ts';
import { openArrayFile } from './readers/array-file.ts';
import { inFile } from './readers/refuse.ts';
import type { ArrayFile, StoredArray } from './readers/stored-array.ts';

export interface MeasureRequest {
  file: string;
  /** another file to take weight and bias from */
  weights?: string;
  ids: readonly MetricId[];
  /** sum Σ_W where p is at most this; 0 for never */
  covarianceUpTo: number;
  /** sum it for p up to this where the class means are nearly dependent; default never */
  rescueUpTo?: number;
  /** told of the bytes read so far, of all that will be read */
  onProgress?: (bytes: number, total: number) => void;
}

export interface SplitMeasures {
  samples: number;
  metrics: Map<MetricId, number | null>;
  /** of values, and reasons of those there are none of; each once */
  warnings: string[];
}

export interface FileMeasures extends SplitMeasures {
  classes: number;
  features: number;
  /** as the file says; null when it does not */
  epoch: number | null;
  test?: SplitMeasures;
  /** of the features, not of the test features */
  core: SnapshotCore;
}

/** Class means whose NC1 the covariance gives better. */
const NEARLY_DEPENDENT = /^(ILL_CONDITIONED|RANK_DEFICIENT): /;

/**
 * Measures a features file: two passes over its features, then every metric asked for from their sums.
 * Throws a CollapsarError whose one sentence names the file, the array, what was expected and what to do.
 */
export function measureFile(request: MeasureRequest): Promise<FileMeasures> {
  return inFile(request.file, async () => {
    const file = await openArrayFile(request.file);
    try {
      return await measureOpened(file, request);
    } finally {
      file.close();
    }
  });
}

async function measureOpened(file: ArrayFile, request: MeasureRequest): Promise<FileMeasures> {
  const { features, labels, classes, classifier, test, epoch, weightDecay } = await readFeaturesFile(file, request.weights);
  const about = { epoch, weightDecay };
  const p = features.shape[1]!;
  const split = { classes, classifier, covariance: p <= request.covarianceUpTo, onBytes: progressOf(request, features, test?.features) };
  const train = await measureSplit({ ...split, features, labels }, about, 'TRAIN', request);
  train.warnings.push(...warningsOfNames(file));
  return {
    ...train,
    classes,
    features: p,
    epoch,
    test: test && (await measureSplit({ ...split, ...test, trainMeans: train.core.means }, about, 'TEST', request)),
  };
}

interface About {
  epoch: number | null;
  weightDecay: number | null;
}

async function measureSplit(split: Split, about: About, name: 'TRAIN' | 'TEST', { ids, rescueUpTo = 0 }: MeasureRequest) {
  const sums = await classSums(split);
  const core = coreOf(sums, split, metadataOf(about, name));
  const said = measureCore(core, ids, sums.covariance);
  // so that a value is the same whether or not another metric asked for the covariance
  if (!split.covariance && core.features <= rescueUpTo && said.warnings.some((warning) => NEARLY_DEPENDENT.test(warning)))
    return { ...measureCore(core, ids, (await classSums({ ...split, covariance: true })).covariance), core };
  return { ...said, core };
}

function measureCore(core: SnapshotCore, ids: readonly MetricId[], covariance?: Float64Array): SplitMeasures {
  const outcomes = measure(core, ids, covariance);
  const said = [...outcomes.values()].flatMap(({ reason, warnings }) => (reason === undefined ? warnings : [reason, ...warnings]));
  return { samples: core.samples, metrics: new Map([...outcomes].map(([id, { value }]) => [id, value])), warnings: [...new Set(said)] };
}

const metadataOf = ({ epoch, weightDecay }: About, split: 'TRAIN' | 'TEST') => ({ run: 'measure', epoch: epoch ?? 0, split, layer: 'last', weightDecay, lossReduction: null, parts: {} });

function warningsOfNames(file: ArrayFile): string[] {
  const unused = unusedArrays(file.names);
  return unused.length > 0 ? [`UNUSED_ARRAYS: the file also holds ${listed(unused)}; no metric is taken from them.`] : [];
}

/** Counts the bytes of both passes over both splits. */
function progressOf({ onProgress }: MeasureRequest, features: StoredArray, test: StoredArray | undefined): ((bytes: number) => void) | undefined {
  if (!onProgress) return undefined;
  const rows = features.shape[0]! + (test?.shape[0] ?? 0);
  const total = 2 * rows * features.shape[1]! * (features.type === 'float64' ? 8 : 4);
  let done = 0;
  return (bytes) => {
    done += bytes;
    onProgress(done, total);
  };
}
