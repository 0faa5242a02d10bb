import { type Classifier, readClassifier } from './classifier.ts';
import { expectArray, findArray, type Role } from './find-arrays.ts';
import { readLabels } from './labels.ts';
import { openArrayFile } from './readers/array-file.ts';
import { isFloat } from './readers/number-type.ts';
import { readScalar } from './readers/read-numbers.ts';
import { aboutArray, inFile, quoted, refuse } from './readers/refuse.ts';
import type { ArrayFile, StoredArray } from './readers/stored-array.ts';

/** A split's features and their labels, checked against each other. */
export interface LabelledFeatures {
  /** [N,p] */
  features: StoredArray;
  /** [N] */
  labels: Int32Array;
}

/** What a features file holds, its shapes, types and labels checked; features are not read yet. */
export interface FeaturesFile extends LabelledFeatures {
  classes: number;
  classifier?: Classifier;
  test?: LabelledFeatures;
  /** as the file says; null when it does not */
  epoch: number | null;
  weightDecay: number | null;
}

/** What one core, its covariance and its type take at most, in bytes. */
const MAX_MEMORY = 2 ** 32;

/**
 * Finds and checks the arrays of a file; `weights` names another file to take weight and bias from.
 * Throws a CollapsarError whose sentence names the array, what was expected and what to do.
 */
export async function readFeaturesFile(file: ArrayFile, weights?: string): Promise<FeaturesFile> {
  const features = await expectFeatures(file, 'features');
  const [samples, p] = features.shape as [number, number];
  const test = await findTest(file, p);
  const classifier = await findClassifier(file, weights, p);
  const { labels, classes } = await readLabels(await expectOf(file, 'labels'), samples, classifier?.classes ?? null);
  checkMemory(classes, p, features.name);
  const testLabels = test && (await readLabels(test.labels, test.features.shape[0]!, classes)).labels;
  return {
    ...{ features, labels, classes, classifier },
    test: test && testLabels && { features: test.features, labels: testLabels },
    epoch: await findScalar(file, 'epoch'),
    weightDecay: await findScalar(file, 'weight_decay'),
  };
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

/** A scalar array, or a number among a safetensors file's texts; null where there is neither. */
export async function findScalar(file: ArrayFile, role: 'epoch' | 'weight_decay'): Promise<number | null> {
  const array = await findOf(file, role);
  const text = file.metadata.get(role);
  if (!array) return text !== undefined && /^\d+(\.\d*)?(e[-+]?\d+)?$/i.test(text.trim()) ? Number(text) : null;
  if (array.shape.some((size) => size !== 1)) refuse('SHAPE_MISMATCH', `array ${quoted(array.name)} has shape [${array.shape.join(', ')}], expected a single number; save it as one.`);
  const value = await readScalar(array);
  if (!(value >= 0 && Number.isFinite(value))) refuse('NOT_FINITE', `array ${quoted(array.name)} is ${value}, expected a number that is not negative; correct it or leave it out.`);
  return value;
}

function checkMemory(C: number, p: number, name: string): void {
  if (8 * (6 * C * p + 5 * C * C) > MAX_MEMORY)
    refuse('TOO_LARGE', `array ${quoted(name)} has ${p} features, which with ${C} classes need more than ${MAX_MEMORY / 2 ** 30} GiB of memory; measure a subset of the classes.`);
}
