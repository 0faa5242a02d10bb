import { readFileSync, statSync } from 'node:fs';
import { decodeSnapshot, encodeSnapshot, sealBlob, sha256 } from '../../../prisma/snapshot/codec.ts';
import { decodeCovariance, decodeDisagreements, decodeExamples } from '../../../prisma/snapshot/parts.ts';
import { readSafetensors, type Tensor, writeSafetensors } from '../../../prisma/snapshot/safetensors.ts';
import type { SnapshotCore } from '../../../prisma/snapshot/snapshot.ts';
import { quoted, refuse } from '../readers/refuse.ts';
import type { ArrayFile } from '../readers/stored-array.ts';
import type { EpochFile, ReadSnapshot } from './epoch-file.ts';
import { MOST_CORE_BYTES } from './limits.ts';

/** The tensors of the parts, which an exported snapshot carries beside its core; there, those of DISAGREEMENTS have a prefix. */
const PART_TENSORS = {
  COVARIANCE: ['covariance'],
  EXAMPLES: ['examples', 'example_labels', 'example_indices'],
  DISAGREEMENTS: ['disagreement_index', 'disagreement_label', 'disagreement_choice', 'disagreement_nearest', 'disagreement_margin'],
} as const;

/** Whether a file is a snapshot of ours: sums of a layer, not its features. */
export const isSnapshot = (file: ArrayFile): boolean => file.metadata.has('codec') && ['counts', 'means', 'scatter'].every((name) => file.names.includes(name));

/**
 * A snapshot as it is. One that was written for this very place (run, epoch, split and layer) keeps its digest; another is given its new
 * place, and with it a new digest, while its sums stay bit for bit. Parts that lie in the file are kept, those it only names are not.
 * Throws what is wrong with it; its numbers must hold together before anybody measures them.
 */
export function readSnapshot({ file, run, epoch, split, layer }: EpochFile): ReadSnapshot {
  if (statSync(file).size > MOST_CORE_BYTES) refuse('TOO_LARGE', `the snapshot has more than ${MOST_CORE_BYTES} bytes; record fewer classes or features.`);
  const { tensors, metadata } = readSafetensors(readFileSync(file));
  const parts = takeParts(tensors);
  const core = decodeBare(tensors, metadata);
  checkSnapshot(core);
  checkParts(parts, core.features);
  const named = Object.fromEntries(parts.map(({ kind, digest }) => [kind, digest]));
  const placed: SnapshotCore = { ...core, metadata: { ...core.metadata, run, epoch, split, layer, parts: named } };
  const { classes, features, samples } = core;
  return { split, layer, classes, features, samples, core: encodeSnapshot(placed), parts, error: errorShare(core), leftOut: null };
}

/** Takes the tensors of the parts out of `tensors`. */
function takeParts(tensors: Map<string, Tensor>): ReadSnapshot['parts'] {
  return (Object.entries(PART_TENSORS) as [keyof typeof PART_TENSORS, readonly string[]][]).flatMap(([kind, names]) => {
    const own = names.filter((name) => tensors.has(name)).map((name): [string, Tensor] => [name.replace(/^disagreement_/, ''), tensors.get(name)!]);
    if (own.length === 0) return [];
    for (const name of names) tensors.delete(name);
    return [{ kind, ...sealBlob(writeSafetensors(new Map(own), new Map())) }];
  });
}

function decodeBare(tensors: Map<string, Tensor>, metadata: Map<string, string>): SnapshotCore {
  const bytes = writeSafetensors(tensors, metadata);
  return decodeSnapshot(bytes, sha256(bytes));
}

function checkParts(parts: ReadSnapshot['parts'], features: number): void {
  for (const { kind, bytes, digest } of parts) {
    if (kind === 'COVARIANCE') decodeCovariance(bytes, digest, features);
    else if (kind === 'EXAMPLES') decodeExamples(bytes, digest, features);
    else decodeDisagreements(bytes, digest);
  }
}

/** What no reading of features gives: counts that are none, numbers that are not finite, tables of other samples. */
function checkSnapshot(core: SnapshotCore): void {
  const { counts, samples } = core;
  const bad = counts.findIndex((count) => !(Number.isSafeInteger(count) && count >= 1));
  if (bad >= 0) refuse('EMPTY_CLASS', `array "counts" has ${counts[bad]} samples of class ${bad}, expected at least one; measure the layer again.`);
  for (const name of ['means', 'within', 'scatter', 'weight', 'bias'] as const) {
    const wrong = core[name]?.findIndex((value: number) => !Number.isFinite(value)) ?? -1;
    if (wrong >= 0) refuse('NOT_FINITE', `array ${quoted(name)} has ${core[name]![wrong]} at place ${wrong}, expected finite numbers; measure the layer again.`);
  }
  for (const name of ['nearest', 'confusion', 'agreement'] as const) {
    const total = core[name]?.reduce((sum, count) => sum + count, 0) ?? samples;
    if (total !== samples) refuse('SHAPE_MISMATCH', `array ${quoted(name)} counts ${total} samples, expected the ${samples} of the snapshot; measure the layer again.`);
  }
}

/** Share of samples off the diagonal of true label x choice; null without a classifier. */
export function errorShare({ confusion, classes, samples }: Pick<SnapshotCore, 'confusion' | 'classes' | 'samples'>): number | null {
  if (!confusion) return null;
  let right = 0;
  for (let c = 0; c < classes; c++) right += confusion[c * classes + c]!;
  return (samples - right) / samples;
}
