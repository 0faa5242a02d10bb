import type { SnapshotPartKind } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { checkDigest, corrupt, corruptIfInvalid, decodeSnapshot, type EncodedBlob, sealBlob } from '../../prisma/snapshot/codec.ts';
import { readSafetensors, type Tensor, writeSafetensors } from '../../prisma/snapshot/safetensors.ts';
import { seesStudy } from '../access/caller.ts';
import type { RequestContext } from '../access/request-context.ts';

/** The names of a part's tensors in the joined file: those of DISAGREEMENTS would be mistaken for the core's. */
const PREFIX: Record<SnapshotPartKind, string> = { COVARIANCE: '', EXAMPLES: '', DISAGREEMENTS: 'disagreement_' };

/**
 * A snapshot's core and its parts as one safetensors file, whose metadata says which run, epoch, split and layer it is of. The same
 * snapshot always gives the same bytes.
 *
 * @throws CollapsarError NOT_FOUND, and DATA_CORRUPT where the stored bytes are not those that were recorded
 */
export async function snapshotFile({ record, caller }: RequestContext, id: string): Promise<EncodedBlob> {
  const row = await record.snapshot.findUnique({ where: { id }, include: { parts: { orderBy: { kind: 'asc' } }, recorded: { select: { run: { select: { studyId: true } } } } } });
  if (!row || !seesStudy(caller, row.recorded.run.studyId)) throw new CollapsarError('NOT_FOUND', `There is no snapshot ${id}; take its id from the run's list.`, { details: { type: 'Snapshot' } });
  // decoded only to be checked: the file holds the tensors as they were recorded
  const { metadata: facts } = decodeSnapshot(row.core, row.digest, { run: row.runId, epoch: row.epoch, split: row.split, layer: row.layer });
  const { tensors, metadata } = readSafetensors(row.core);
  for (const { kind, digest, data } of row.parts) {
    if (facts.parts[kind] !== digest) corrupt(`the part ${kind} is not the one that the snapshot names`);
    checkDigest(data, digest, `part ${kind}`);
    for (const [name, tensor] of partTensors(kind, data)) tensors.set(PREFIX[kind] + name, tensor);
  }
  return sealBlob(writeSafetensors(tensors, metadata));
}

function partTensors(kind: SnapshotPartKind, data: Uint8Array): Map<string, Tensor> {
  return corruptIfInvalid(`part ${kind}`, () => readSafetensors(data)).tensors;
}
