import { CollapsarError } from '../../../prisma/errors.ts';
import { encodeSnapshot } from '../../../prisma/snapshot/codec.ts';
import { encodeCovariance, encodeExamples } from '../../../prisma/snapshot/parts.ts';
import { classSums, type Split } from '../class-sums.ts';
import { coreOf } from '../core-of.ts';
import { readFeaturesFile } from '../features-file.ts';
import { openByContent } from '../readers/array-file.ts';
import { refuse } from '../readers/refuse.ts';
import type { ArrayFile } from '../readers/stored-array.ts';
import type { EpochFile, EpochFileResult, ReadSnapshot } from './epoch-file.ts';
import { ExampleRows } from './example-rows.ts';
import { COVARIANCE_FEATURES, MOST_CORE_BYTES, MOST_UNPACKED_BYTES } from './limits.ts';
import { nameArrays } from './name-arrays.ts';
import { errorShare, isSnapshot, readSnapshot } from './ready-snapshot.ts';

/** The snapshots that a file gives, or why it is refused. Anything else that goes wrong is a fault of ours and is thrown. */
export async function readEpochFile(asked: EpochFile): Promise<EpochFileResult> {
  try {
    const file = await openByContent(asked.file, MOST_UNPACKED_BYTES);
    try {
      return { snapshots: isSnapshot(file) ? [readSnapshot(asked)] : await readFeatures(file, asked) };
    } finally {
      file.close();
    }
  } catch (error) {
    if (!(error instanceof CollapsarError)) throw error;
    return { refused: { rule: error.code, message: error.message, member: /array "([^"]*)"/.exec(error.message)?.[1] ?? null } };
  }
}

async function readFeatures(opened: ArrayFile, asked: EpochFile): Promise<ReadSnapshot[]> {
  const { features, labels, classes, classifier, test, weightDecay } = await readFeaturesFile(nameArrays(opened, asked.arrays));
  checkSize(classes, features.shape[1]!);
  const about = { ...asked, weightDecay: asked.weightDecay ?? weightDecay };
  const split = { classes, classifier, covariance: features.shape[1]! <= COVARIANCE_FEATURES, allowNonFinite: asked.allowNonFinite };
  if (asked.split === 'TEST') {
    if (test) refuse('ARRAY_AMBIGUOUS', 'it holds features and test_features, and the split TEST is asked for; send it as TRAIN, which records both.');
    checkMeans(asked.trainMeans, classes, features.shape[1]!);
    return [(await toSnapshot({ ...split, features, labels, trainMeans: asked.trainMeans }, about, 'TEST')).snapshot];
  }
  const train = await toSnapshot({ ...split, features, labels }, about, 'TRAIN');
  if (!test) return [train.snapshot];
  return [train.snapshot, (await toSnapshot({ ...split, ...test, trainMeans: train.means }, about, 'TEST')).snapshot];
}

async function toSnapshot(split: Split, { run, epoch, layer, weightDecay, lossReduction, loss }: EpochFile, name: 'TRAIN' | 'TEST'): Promise<{ snapshot: ReadSnapshot; means: Float64Array }> {
  const p = split.features.shape[1]!;
  const rows = new ExampleRows(split.labels, split.classes, p);
  const sums = await classSums({ ...split, onRows: (values, first, count) => rows.gather(values, first, count) });
  if (sums.leftOut) rows.leaveOut(sums.leftOut.samples);
  const parts: ReadSnapshot['parts'] = [
    ...(sums.covariance ? [{ kind: 'COVARIANCE' as const, ...encodeCovariance(sums.covariance) }] : []),
    { kind: 'EXAMPLES', ...encodeExamples(rows.examples, p) },
  ];
  const named = Object.fromEntries(parts.map(({ kind, digest }) => [kind, digest]));
  const core = coreOf(sums, split, { run, epoch, split: name, layer, weightDecay, lossReduction, ...(loss !== undefined && { loss }), parts: named });
  const { classes, samples } = core;
  return { snapshot: { split: name, layer, classes, features: p, samples, core: encodeSnapshot(core), parts, error: errorShare(core), leftOut: sums.leftOut?.sentence ?? null }, means: sums.means };
}

function checkSize(C: number, p: number): void {
  const bytes = 8 * (2 * C * p + 4 * C * C);
  if (bytes > MOST_CORE_BYTES) refuse('TOO_LARGE', `a snapshot of ${C} classes and ${p} features has ${bytes} bytes, more than ${MOST_CORE_BYTES}; import a subset of the classes.`);
}

function checkMeans(means: Float64Array | undefined, C: number, p: number): void {
  if (means && means.length !== C * p)
    refuse('SHAPE_MISMATCH', `array "features" has ${p} columns and its labels ${C} classes, but the train split of this epoch has ${means.length} numbers in its class means, expected ${C * p}; save both from the same layer.`);
}
