import { isFloat } from './readers/number-type.ts';
import { readFloats } from './readers/read-numbers.ts';
import { quoted, refuse } from './readers/refuse.ts';
import type { StoredArray } from './readers/stored-array.ts';
import { MAX_CLASSES } from './labels.ts';

export type Floats = Float32Array | Float64Array;

/** The last layer: scores are weight · h + bias. */
export interface Classifier {
  classes: number;
  /** [C,p] */
  weight: Floats;
  /** [C] */
  bias?: Floats;
}

/** Throws TYPE_REFUSED, SHAPE_MISMATCH (a weight that seems transposed is told so, never turned), NOT_FINITE or TOO_LARGE. */
export async function readClassifier(weight: StoredArray, bias: StoredArray | null, p: number): Promise<Classifier> {
  const classes = checkWeight(weight, p);
  if (bias) checkBias(bias, classes);
  return {
    classes,
    weight: await readFinite(weight, p),
    bias: bias ? await readFinite(bias, 1) : undefined,
  };
}

function checkWeight(array: StoredArray, p: number): number {
  const where = `array ${quoted(array.name)}`;
  const [C, width] = array.shape as [number, number];
  if (!isFloat(array.type)) refuse('TYPE_REFUSED', `${where} is ${array.type}, expected floating-point numbers; save .astype("float32").`);
  if (array.shape.length === 2 && width !== p && C === p)
    refuse('SHAPE_MISMATCH', `${where} has shape [${C}, ${width}], expected [C, ${p}] with one row a class; it looks transposed, so save weight.T.`);
  if (array.shape.length !== 2 || width !== p)
    refuse('SHAPE_MISMATCH', `${where} has shape [${array.shape.join(', ')}], expected [C, ${p}] as the features have ${p} columns; save the weight of the layer that these features enter.`);
  if (C < 2) refuse('TOO_FEW_CLASSES', `${where} has ${C} rows, expected one for each of at least 2 classes; collapse is a relation between classes.`);
  if (C > MAX_CLASSES) refuse('TOO_LARGE', `${where} has ${C} rows, more than ${MAX_CLASSES} classes; measure a subset of the classes.`);
  return C;
}

function checkBias(array: StoredArray, C: number): void {
  const where = `array ${quoted(array.name)}`;
  if (!isFloat(array.type)) refuse('TYPE_REFUSED', `${where} is ${array.type}, expected floating-point numbers; save .astype("float32").`);
  if (array.shape.length !== 1 || array.shape[0] !== C) refuse('SHAPE_MISMATCH', `${where} has shape [${array.shape.join(', ')}], expected [${C}] as the weight has ${C} rows; save both from the same layer.`);
}

async function readFinite(array: StoredArray, p: number): Promise<Floats> {
  const values = await readFloats(array);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    const place = p > 1 ? `row ${Math.floor(wrong / p)}, column ${wrong % p}` : `row ${wrong}`;
    refuse('NOT_FINITE', `array ${quoted(array.name)} has ${values[wrong]} in ${place}, expected finite numbers; look for a network that diverged.`);
  }
  return values;
}
