import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import { measure } from '../metrics/measure.ts';
import { type Split, type SplitSums, classSums } from './class-sums.ts';
import { type Classifier, readClassifier } from './classifier.ts';
import { expectArray, findArray, listed, type Role, unusedArrays } from './find-arrays.ts';
import { readLabels } from './labels.ts';
import { openArrayFile } from './readers/array-file.ts';
import { isFloat } from './readers/number-type.ts';
import { readScalar } from './readers/read-numbers.ts';
import { aboutArray, inFile, quoted, refuse } from './readers/refuse.ts';
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

/** What one core, its covariance and its type take at most, in bytes. */
const MAX_MEMORY = 2 ** 32;
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
  const features = await expectFeatures(file, 'features');
  const [samples, p] = features.shape as [number, number];
  const test = await findTest(file, p);
  const classifier = await findClassifier(file, request.weights, p);
  const { labels, classes } = await readLabels(await expectOf(file, 'labels'), samples, classifier?.classes ?? null);
  checkMemory(classes, p, features.name);
  const testLabels = test && (await readLabels(test.labels, test.features.shape[0]!, classes)).labels;
  const about = { classifier, epoch: await findScalar(file, 'epoch'), weightDecay: await findScalar(file, 'weight_decay') };
  const split = { classes, classifier, covariance: p <= request.covarianceUpTo, onBytes: progressOf(request, features, test?.features) };
  const train = await measureSplit({ ...split, features, labels }, about, 'TRAIN', request);
  train.warnings.push(...warningsOfNames(file));
  return {
    ...train,
    classes,
    features: p,
    epoch: about.epoch,
    test: test && testLabels && (await measureSplit({ ...split, features: test.features, labels: testLabels, trainMeans: train.core.means }, about, 'TEST', request)),
  };
}

async function measureSplit(split: Split, about: About, name: 'TRAIN' | 'TEST', { ids, rescueUpTo = 0 }: MeasureRequest) {
  const sums = await classSums(split);
  const core = coreOf(sums, split.features, split.classes, about, name);
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

interface About {
  classifier?: Classifier;
  epoch: number | null;
  weightDecay: number | null;
}

function coreOf(sums: SplitSums, features: StoredArray, classes: number, { classifier, epoch, weightDecay }: About, split: 'TRAIN' | 'TEST'): SnapshotCore {
  const { samples, counts, means, within, scatter, nearest, confusion, agreement, largest } = sums;
  const metadata = { run: 'measure', epoch: epoch ?? 0, split, layer: 'last', featureType: features.type, largestFeature: largest, weightDecay, lossReduction: null, parts: {} };
  const { weight, bias } = classifier ?? {};
  return { classes, features: features.shape[1]!, samples, counts, means, within, scatter, nearest, confusion, agreement, weight, bias, metadata };
}

async function expectOf(file: ArrayFile, role: Role): Promise<StoredArray> {
  return file.array(expectArray(file.names, role));
}

async function findOf(file: ArrayFile, role: Role): Promise<StoredArray | null> {
  const name = findArray(file.names, role);
  return name === null ? null : file.array(name);
}

async function expectFeatures(file: ArrayFile, role: 'features' | 'test_features'): Promise<StoredArray> {
  const array = await expectOf(file, role);
  const where = `array ${quoted(array.name)}`;
  const [N, p] = array.shape as [number, number];
  if (!isFloat(array.type)) refuse('TYPE_REFUSED', `${where} is ${array.type}, expected float16, bfloat16, float32 or float64; save .astype("float32").`);
  if (array.shape.length !== 2) refuse('SHAPE_MISMATCH', `${where} has shape [${array.shape.join(', ')}], expected [N, p]; save one row a sample, for instance .reshape(len(x), -1).`);
  if (N === 0) refuse('SHAPE_MISMATCH', `${where} has shape [0, ${p}], expected at least one sample; save the features of a whole split.`);
  if (p === 0) refuse('SHAPE_MISMATCH', `${where} has shape [${N}, 0], expected at least one feature; save the input of the last layer.`);
  return array;
}

async function findTest(file: ArrayFile, p: number): Promise<{ features: StoredArray; labels: StoredArray } | undefined> {
  const [features, labels] = [findArray(file.names, 'test_features'), findArray(file.names, 'test_labels')];
  if (features === null && labels === null) return undefined;
  const array = await expectFeatures(file, 'test_features');
  if (array.shape[1] !== p) refuse('SHAPE_MISMATCH', `array ${quoted(array.name)} has ${array.shape[1]} columns, expected ${p} as the features have; save both from the same layer.`);
  return { features: array, labels: await expectOf(file, 'test_labels') };
}

/** From the file itself, or from the one that is to give the weights. */
async function findClassifier(file: ArrayFile, weights: string | undefined, p: number): Promise<Classifier | undefined> {
  if (weights === undefined) return classifierIn(file, p);
  return inFile(weights, async () => {
    const other = await openArrayFile(weights);
    try {
      expectArray(other.names, 'weight');
      return await classifierIn(other, p);
    } finally {
      other.close();
    }
  });
}

async function classifierIn(file: ArrayFile, p: number): Promise<Classifier | undefined> {
  const [weight, bias] = [await findOf(file, 'weight'), await findOf(file, 'bias')];
  if (bias && !weight) expectArray(file.names, 'weight');
  if (!weight) return undefined;
  try {
    return await readClassifier(weight, bias, p);
  } catch (error) {
    throw aboutArray(weight.name, error);
  }
}

/** A scalar array, or a number among a safetensors file's texts. */
async function findScalar(file: ArrayFile, role: 'epoch' | 'weight_decay'): Promise<number | null> {
  const array = await findOf(file, role);
  const text = file.metadata.get(role);
  if (!array) return text !== undefined && /^\d+(\.\d*)?(e[-+]?\d+)?$/i.test(text.trim()) ? Number(text) : null;
  if (array.shape.some((size) => size !== 1)) refuse('SHAPE_MISMATCH', `array ${quoted(array.name)} has shape [${array.shape.join(', ')}], expected a single number; save it as one.`);
  const value = await readScalar(array);
  if (!(value >= 0 && Number.isFinite(value))) refuse('NOT_FINITE', `array ${quoted(array.name)} is ${value}, expected a number that is not negative; correct it or leave it out.`);
  return value;
}

function warningsOfNames(file: ArrayFile): string[] {
  const unused = unusedArrays(file.names);
  return unused.length > 0 ? [`UNUSED_ARRAYS: the file also holds ${listed(unused)}; no metric is taken from them.`] : [];
}

function checkMemory(C: number, p: number, name: string): void {
  if (8 * (6 * C * p + 5 * C * C) > MAX_MEMORY)
    refuse('TOO_LARGE', `array ${quoted(name)} has ${p} features, which with ${C} classes need more than ${MAX_MEMORY / 2 ** 30} GiB of memory; measure a subset of the classes.`);
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
