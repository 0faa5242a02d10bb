import { checkDigest, corrupt, corruptIfInvalid, type EncodedBlob, sealBlob } from './codec.ts';
import { readSafetensors, type Tensor, type TensorType, writeSafetensors } from './safetensors.ts';

/** A fixed handful of features, the same images each epoch, for the geometry view; k samples, p features. */
export interface Examples {
  /** [k,p] */
  features: Float32Array;
  /** [k] */
  labels: Uint32Array;
  /** [k] place in the split */
  indices: Uint32Array;
}

/** Samples where classifier and nearest class mean differ, the largest margin first. */
export interface Disagreements {
  /** [k] place in the official split */
  index: Uint32Array;
  /** [k] true label */
  label: Uint32Array;
  /** [k] the classifier's choice */
  choice: Uint32Array;
  /** [k] class of the nearest train class mean */
  nearest: Uint32Array;
  /** [k] by how much the classifier's score of its choice is above that of the nearest mean's class */
  margin: Float64Array;
}

/** The part COVARIANCE: packed upper triangle of Σ_W, row by row, [p(p+1)/2]. */
export function encodeCovariance(packed: Float64Array): EncodedBlob {
  return encodePart([['covariance', { dtype: 'F64', shape: [packed.length], data: packed }]]);
}

/** Throws DATA_CORRUPT unless the blob has `digest` and is the covariance of `features` features. */
export function decodeCovariance(bytes: Uint8Array, digest: string, features: number): Float64Array {
  const tensors = decodePart(bytes, digest, 'covariance', 1);
  return expectTensor(tensors, 'covariance', 'F64', [(features * (features + 1)) / 2]).data as Float64Array;
}

/** The part EXAMPLES. Throws RangeError when the arrays do not fit k samples of `features` features. */
export function encodeExamples(examples: Examples, features: number): EncodedBlob {
  const k = examples.labels.length;
  return encodePart([
    ['examples', { dtype: 'F32', shape: [k, features], data: examples.features }],
    ['example_labels', { dtype: 'U32', shape: [k], data: examples.labels }],
    ['example_indices', { dtype: 'U32', shape: [k], data: examples.indices }],
  ]);
}

/** Throws DATA_CORRUPT unless the blob has `digest` and holds examples of `features` features. */
export function decodeExamples(bytes: Uint8Array, digest: string, features: number): Examples {
  const tensors = decodePart(bytes, digest, 'examples', 3);
  const k = tensors.get('example_labels')?.shape[0] ?? 0;
  return {
    features: expectTensor(tensors, 'examples', 'F32', [k, features]).data as Float32Array,
    labels: expectTensor(tensors, 'example_labels', 'U32', [k]).data as Uint32Array,
    indices: expectTensor(tensors, 'example_indices', 'U32', [k]).data as Uint32Array,
  };
}

/** The part DISAGREEMENTS. Throws RangeError when the arrays are not of one length. */
export function encodeDisagreements({ index, label, choice, nearest, margin }: Disagreements): EncodedBlob {
  const shape = [index.length];
  const whole = (data: Uint32Array): Tensor => ({ dtype: 'U32', shape, data });
  return encodePart([
    ['index', whole(index)],
    ['label', whole(label)],
    ['choice', whole(choice)],
    ['nearest', whole(nearest)],
    ['margin', { dtype: 'F64', shape, data: margin }],
  ]);
}

/** Throws DATA_CORRUPT unless the blob has `digest` and holds disagreements. */
export function decodeDisagreements(bytes: Uint8Array, digest: string): Disagreements {
  const tensors = decodePart(bytes, digest, 'disagreements', 5);
  const shape = [tensors.get('index')?.shape[0] ?? 0];
  const whole = (name: string) => expectTensor(tensors, name, 'U32', shape).data as Uint32Array;
  return {
    ...{ index: whole('index'), label: whole('label'), choice: whole('choice'), nearest: whole('nearest') },
    margin: expectTensor(tensors, 'margin', 'F64', shape).data as Float64Array,
  };
}

function encodePart(tensors: [string, Tensor][]): EncodedBlob {
  return sealBlob(writeSafetensors(new Map(tensors), new Map()));
}

function decodePart(bytes: Uint8Array, digest: string, what: string, tensorCount: number): Map<string, Tensor> {
  checkDigest(bytes, digest, what);
  const { tensors } = corruptIfInvalid(what, () => readSafetensors(bytes));
  if (tensors.size !== tensorCount) corrupt(`the ${what} have ${tensors.size} tensors, expected ${tensorCount}`);
  return tensors;
}

function expectTensor(tensors: Map<string, Tensor>, name: string, dtype: TensorType, shape: number[]): Tensor {
  const tensor = tensors.get(name);
  if (!tensor || tensor.dtype !== dtype || tensor.shape.join() !== shape.join())
    corrupt(
      `\`${name}\` is ${tensor ? `${tensor.dtype} [${tensor.shape.join(', ')}]` : 'missing'}, expected ${dtype} [${shape.join(', ')}]`,
    );
  return tensor;
}
