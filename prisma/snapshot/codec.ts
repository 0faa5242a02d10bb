import { createHash } from 'node:crypto';
import { CollapsarError } from '../errors.ts';
import { readSafetensors, type Tensor, type TensorData, type TensorType, writeSafetensors } from './safetensors.ts';
import type { SnapshotCore, SnapshotMetadata } from './snapshot.ts';

/** Raise when old readers would misunderstand new bytes; a reader refuses versions it does not know. */
export const CODEC_VERSION = '1';

export interface EncodedBlob {
  bytes: Uint8Array<ArrayBuffer>;
  /** sha256 of `bytes`, hexadecimal */
  digest: string;
}

/** What a row says about its blob: a blob that was swapped with another row's is found out by it. */
export type SnapshotPlace = Pick<SnapshotMetadata, 'run' | 'epoch' | 'split' | 'layer'>;

type Field = Exclude<keyof SnapshotCore, 'classes' | 'features' | 'samples' | 'metadata'>;

/** The core's tensors: their shape in C classes and p features, their types, and whether they may be absent. */
const FIELDS: Record<Field, { shape: ('C' | 'p')[]; types: TensorType[]; optional?: true }> = {
  counts: { shape: ['C'], types: ['F64'] },
  means: { shape: ['C', 'p'], types: ['F64'] },
  within: { shape: ['C'], types: ['F64'] },
  scatter: { shape: ['C', 'C'], types: ['F64'] },
  nearest: { shape: ['C', 'C'], types: ['U32'] },
  weight: { shape: ['C', 'p'], types: ['F32', 'F64'], optional: true },
  bias: { shape: ['C'], types: ['F32', 'F64'], optional: true },
  confusion: { shape: ['C', 'C'], types: ['U32'], optional: true },
  agreement: { shape: ['C', 'C'], types: ['U32'], optional: true },
};

const FIELD_NAMES = Object.keys(FIELDS) as Field[];

/**
 * The core as a safetensors blob. Equal content gives equal bytes, so equal digests.
 * Throws SNAPSHOT_INVALID when an array has not the length or type that C and p ask for, or a number in the metadata is not finite.
 */
export function encodeSnapshot(core: SnapshotCore): EncodedBlob {
  const tensors = new Map<string, Tensor>();
  for (const name of FIELD_NAMES) {
    const data = core[name];
    if (data) tensors.set(name, toTensor(name, data, core));
    else if (!FIELDS[name].optional) invalid(`\`${name}\` is missing`);
  }
  checkTotals(core, invalid);
  return sealBlob(writeSafetensors(tensors, writeMetadata(core)));
}

/**
 * The core in a blob. Throws DATA_CORRUPT when the bytes have not `digest` (checked before anything is parsed), when they were recorded
 * for another place, or when they do not hold together; nothing half-read is ever returned.
 */
export function decodeSnapshot(bytes: Uint8Array, digest: string, place?: SnapshotPlace): SnapshotCore {
  checkDigest(bytes, digest, 'snapshot');
  const { tensors, metadata } = corruptIfInvalid('snapshot', () => readSafetensors(bytes));
  const sizes = readSizes(metadata);
  const core: SnapshotCore = { ...sizes, ...readFields(tensors, sizes), metadata: readMetadata(metadata) };
  checkTotals(core, corrupt);
  if (place) checkPlace(core.metadata, place);
  return core;
}

export function sealBlob(bytes: Uint8Array<ArrayBuffer>): EncodedBlob {
  return { bytes, digest: sha256(bytes) };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Throws DATA_CORRUPT unless `bytes` have the sha256 `expected`. `what` names the blob in the sentence. */
export function checkDigest(bytes: Uint8Array, expected: string, what: string): void {
  const actual = sha256(bytes);
  if (actual !== expected) corrupt(`the ${what}'s bytes have sha256 ${actual}, but were recorded with ${expected}`);
}

/** A blob that has its digest but is no valid file was damaged before it was sealed: that is DATA_CORRUPT too. */
export function corruptIfInvalid<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof CollapsarError && error.code === 'SAFETENSORS_INVALID')
      corrupt(`the ${what} is unreadable: ${error.message}`);
    throw error;
  }
}

export function corrupt(reason: string): never {
  throw new CollapsarError(
    'DATA_CORRUPT',
    `Recorded data is damaged: ${reason}; restore it from a backup or record it again.`,
  );
}

function invalid(reason: string): never {
  throw new CollapsarError('SNAPSHOT_INVALID', `A snapshot cannot be recorded: ${reason}; measure the layer again.`);
}

function shapeOf(name: Field, { classes, features }: Pick<SnapshotCore, 'classes' | 'features'>): number[] {
  return FIELDS[name].shape.map((letter) => (letter === 'C' ? classes : features));
}

function toTensor(name: Field, data: TensorData, core: SnapshotCore): Tensor {
  const dtype = data instanceof Float64Array ? 'F64' : data instanceof Float32Array ? 'F32' : 'U32';
  const shape = shapeOf(name, core);
  if (!FIELDS[name].types.includes(dtype) || data.length !== product(shape))
    invalid(
      `\`${name}\` is ${dtype} of ${data.length}, expected ${FIELDS[name].types.join(' or ')} [${shape.join(', ')}]`,
    );
  return { dtype, shape, data };
}

function readFields(tensors: Map<string, Tensor>, sizes: Pick<SnapshotCore, 'classes' | 'features'>) {
  for (const name of tensors.keys())
    if (!Object.hasOwn(FIELDS, name)) corrupt(`it holds the unknown tensor ${JSON.stringify(name)}`);
  const fields: Partial<Record<Field, TensorData>> = {};
  for (const name of FIELD_NAMES) {
    const tensor = tensors.get(name);
    const shape = shapeOf(name, sizes);
    const { types, optional } = FIELDS[name];
    if (!tensor && optional) continue;
    if (!tensor || !types.includes(tensor.dtype) || tensor.shape.join() !== shape.join())
      corrupt(
        `\`${name}\` is ${tensor ? `${tensor.dtype} [${tensor.shape.join(', ')}]` : 'missing'}, expected ${types.join(' or ')} [${shape.join(', ')}]`,
      );
    fields[name] = tensor.data;
  }
  // types and presence were compared with the table above, which says the same as SnapshotCore
  return fields as Pick<SnapshotCore, Field>;
}

/** The sums that must agree whatever the network did. */
function checkTotals({ classes, features, samples, counts }: SnapshotCore, fail: (reason: string) => never): void {
  if (!(classes >= 1 && features >= 1)) fail(`it has ${classes} classes and ${features} features`);
  const counted = counts.reduce((sum, count) => sum + count, 0);
  if (counted !== samples) fail(`its counts add up to ${counted}, not to its ${samples} samples`);
}

function checkPlace(found: SnapshotMetadata, place: SnapshotPlace): void {
  for (const key of ['run', 'epoch', 'split', 'layer'] as const)
    if (found[key] !== place[key])
      corrupt(`a snapshot of ${key} ${found[key]} lies where that of ${key} ${place[key]} belongs`);
}

function writeMetadata({ classes, features, samples, metadata }: SnapshotCore): Map<string, string> {
  const { run, epoch, split, layer, featureType, largestFeature, weightDecay, lossReduction, loss, parts } = metadata;
  for (const [key, value] of Object.entries({ epoch, largestFeature, weightDecay: weightDecay ?? 0 }))
    if (!Number.isFinite(value)) invalid(`its metadata's ${key} is ${value}`);
  const texts: Record<string, string | number | null | undefined> = {
    codec: CODEC_VERSION,
    ...{ classes, features, samples, run, epoch, split, layer },
    feature_type: featureType,
    largest_feature: largestFeature,
    weight_decay: weightDecay,
    loss_reduction: lossReduction,
    loss,
    part_covariance: parts.COVARIANCE,
    part_examples: parts.EXAMPLES,
    part_disagreements: parts.DISAGREEMENTS,
  };
  return new Map(Object.entries(texts).flatMap(([key, value]) => (value == null ? [] : [[key, String(value)]])));
}

function readSizes(metadata: Map<string, string>): Pick<SnapshotCore, 'classes' | 'features' | 'samples'> {
  const version = metadata.get('codec');
  if (version !== CODEC_VERSION)
    throw new CollapsarError(
      'CODEC_UNKNOWN',
      `The snapshot was written with codec version ${version}, this program reads ${CODEC_VERSION}; update the program.`,
    );
  const size = (key: string) => readNumber(metadata, key);
  return { classes: size('classes'), features: size('features'), samples: size('samples') };
}

function readMetadata(metadata: Map<string, string>): SnapshotMetadata {
  const split = readText(metadata, 'split');
  if (split !== 'TRAIN' && split !== 'TEST') corrupt(`its split is ${JSON.stringify(split)}, expected TRAIN or TEST`);
  return {
    run: readText(metadata, 'run'),
    epoch: readNumber(metadata, 'epoch'),
    split,
    layer: readText(metadata, 'layer'),
    featureType: readText(metadata, 'feature_type'),
    largestFeature: readNumber(metadata, 'largest_feature'),
    weightDecay: metadata.has('weight_decay') ? readNumber(metadata, 'weight_decay') : null,
    lossReduction: metadata.get('loss_reduction') ?? null,
    ...(metadata.has('loss') && { loss: readText(metadata, 'loss') }),
    parts: readParts(metadata),
  };
}

function readParts(metadata: Map<string, string>): SnapshotMetadata['parts'] {
  const parts: SnapshotMetadata['parts'] = {};
  for (const kind of ['COVARIANCE', 'EXAMPLES', 'DISAGREEMENTS'] as const) {
    const digest = metadata.get(`part_${kind.toLowerCase()}`);
    if (digest !== undefined) parts[kind] = digest;
  }
  return parts;
}

function readText(metadata: Map<string, string>, key: string): string {
  return metadata.get(key) ?? corrupt(`its metadata has no ${key}`);
}

function readNumber(metadata: Map<string, string>, key: string): number {
  const text = readText(metadata, key);
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value)
    ? value
    : corrupt(`its metadata's ${key} is ${JSON.stringify(text)}, no number`);
}

function product(shape: number[]): number {
  return shape.reduce((total, size) => total * size, 1);
}
