import type { Prisma } from '../../../prisma/client.ts';
import { CollapsarError } from '../../../prisma/errors.ts';
import { appendEvent } from '../../../prisma/events.ts';
import { newId } from '../../../prisma/ids.ts';
import { decodeSnapshot } from '../../../prisma/snapshot/codec.ts';
import type { Optimiser } from '../../../prisma/run-settings.ts';
import type { RequestContext } from '../../access/request-context.ts';
import { write } from '../../access/write.ts';
import type { ReadSnapshot } from '../reading/epoch-file.ts';
import { readInWorker } from '../reading/reading-pool.ts';
import { printable } from '../readers/refuse.ts';
import type { EpochDetails } from './epoch-input.ts';
import { fillEpoch } from './fill-epoch.ts';
import { demandIngestedRun, type IngestedRun, lockIngestedRun } from './ingested-run.ts';
import { updateRun } from './update-run.ts';

export interface EpochToRecord {
  runId: string;
  epoch: number;
  /** where the file of the epoch lies */
  file: string;
  details: EpochDetails;
}

export interface RecordedSnapshot {
  split: 'TRAIN' | 'TEST';
  layer: string;
  digest: string;
  classes: number;
  features: number;
  samples: number;
  /** false where the record had it already */
  isNew: boolean;
}

export interface RecordedEpoch {
  runId: string;
  epoch: number;
  snapshots: RecordedSnapshot[];
  terminalPhaseEpoch: number | null;
}

/**
 * Reads the file of an epoch and records it whole: its row, its snapshots with their parts, the run's progress, the news and the audit
 * event, in one transaction. The same again changes nothing; another content for the same run, epoch, split and layer is refused, and the
 * first one stays.
 *
 * @throws CollapsarError NOT_FOUND, PRECONDITION_FAILED, UPLOAD_REJECTED, CONFLICT, UNAVAILABLE
 */
export async function recordIngestedEpoch(context: RequestContext, { runId, epoch, file, details }: EpochToRecord): Promise<RecordedEpoch> {
  const run = await demandIngestedRun(context.record, context.caller, runId);
  const { weightDecay } = run.optimiser as unknown as Partial<Optimiser>;
  const { split, layer, arrays, allowNonFinite } = details;
  const snapshots = await readInWorker({
    ...{ file, arrays, run: runId, epoch, split, layer, allowNonFinite, loss: run.loss },
    weightDecay: details.weightDecay ?? weightDecay ?? null,
    lossReduction: run.lossReduction,
    trainMeans: split === 'TEST' ? await trainMeans(context, { runId, epoch, layer }) : undefined,
  });
  try {
    return await commit(context, { runId, epoch, details, snapshots });
  } catch (error) {
    if (error instanceof CollapsarError && error.code === 'CONFLICT') await logRefusal(context, run, epoch, error);
    throw error;
  }
}

interface EpochToCommit extends Omit<EpochToRecord, 'file'> {
  snapshots: ReadSnapshot[];
}

function commit(context: RequestContext, { runId, epoch, details, snapshots }: EpochToCommit): Promise<RecordedEpoch> {
  const { fileName, arrays, ...told } = details;
  const asked = { runId, epoch, ...told };
  return write(context, { action: 'recordIngestedEpoch', input: asked }, async (tx, audit) => {
    const run = await lockIngestedRun(tx, context.caller, runId);
    checkFit(run, snapshots, details);
    const isEpochNew = await fillEpoch(tx, run, epoch, details, snapshots);
    const recorded: RecordedSnapshot[] = [];
    for (const snapshot of snapshots) recorded.push(await writeSnapshot(tx, runId, epoch, snapshot));
    const isNews = isEpochNew || recorded.some(({ isNew }) => isNew);
    const terminalPhaseEpoch = isNews ? await updateRun(tx, run, epoch, snapshots, details) : run.terminalPhaseEpoch;
    if (!isNews) return { runId, epoch, snapshots: recorded, terminalPhaseEpoch };
    const from = fileName === undefined ? '' : ` from ${printable(fileName)}`;
    await tx.runLog.create({ data: { runId, attempt: run.attempt, level: 'INFO', message: `Epoch ${epoch} was recorded${from}.` }, select: { id: true } });
    await markLeftOut(tx, run, epoch, snapshots);
    audit({ subject: runId, after: { epoch, snapshots: recorded.map(({ digest }) => digest) } });
    if (terminalPhaseEpoch !== null && terminalPhaseEpoch !== run.terminalPhaseEpoch) await appendEvent(tx, { kind: 'run.terminal-phase', runId, epoch: terminalPhaseEpoch });
    await appendEvent(tx, { kind: 'run.epoch', runId, epoch });
    return { runId, epoch, snapshots: recorded, terminalPhaseEpoch };
  });
}

/** Says in the run's warnings and log which samples its snapshots are without. */
async function markLeftOut(tx: Prisma.TransactionClient, run: IngestedRun, epoch: number, snapshots: ReadSnapshot[]): Promise<void> {
  for (const { split, layer, leftOut } of snapshots) {
    if (leftOut === null) continue;
    const warning = `NON_FINITE: epoch ${epoch}, ${split} of ${layer}: ${leftOut}; these samples are left out.`;
    // null in a row that was made without any
    await tx.$executeRaw`UPDATE "Run" SET warnings = array_append(warnings, ${warning}) WHERE id = ${run.id} AND NOT ${warning} = ANY(coalesce(warnings, '{}'))`;
    await tx.runLog.create({ data: { runId: run.id, attempt: run.attempt, level: 'WARN', message: warning }, select: { id: true } });
  }
}

async function writeSnapshot(tx: Prisma.TransactionClient, runId: string, epoch: number, snapshot: ReadSnapshot): Promise<RecordedSnapshot> {
  const { core, parts, split, layer, classes, features, samples } = snapshot;
  const key = { runId_epoch_split_layer: { runId, epoch, split, layer } };
  const known = await tx.snapshot.findUnique({ where: key, select: { digest: true } });
  if (known && known.digest !== core.digest)
    throw new CollapsarError('CONFLICT', `Epoch ${epoch} of this run has another snapshot of the split ${split} and the layer ${layer} already, which stays; record this one under another run, epoch or layer.`, { details: { rule: 'SNAPSHOT', digest: known.digest } });
  if (known) return { split, layer, classes, features, samples, digest: core.digest, isNew: false };
  const id = newId('snapshot');
  await tx.snapshot.create({
    data: { id, runId, epoch, split, layer, classes, features, samples, digest: core.digest, bytes: core.bytes.length, core: core.bytes },
    select: { id: true },
  });
  for (const { kind, bytes, digest } of parts) await tx.snapshotPart.create({ data: { snapshotId: id, kind, digest, bytes: bytes.length, data: bytes }, select: { kind: true } });
  return { split, layer, classes, features, samples, digest: core.digest, isNew: true };
}

/** Runs of one network have one number of classes, and its last layer one width. */
function checkFit(run: IngestedRun, snapshots: ReadSnapshot[], { classNames }: EpochDetails): void {
  for (const { classes, features, layer } of snapshots) {
    if (run.classes !== null && classes !== run.classes) throw misfit(`The file has ${classes} classes, expected the ${run.classes} of the run; check labels and weight.`);
    if (layer === 'last' && run.features !== null && features !== run.features) throw misfit(`The file has ${features} features, expected the ${run.features} of the run's last layer; give another layer its own name.`);
    if (classNames && classNames.length !== classes) throw misfit(`classNames has ${classNames.length} names, expected ${classes}, one for each class.`);
  }
}

const misfit = (message: string) => new CollapsarError('UPLOAD_REJECTED', message, { details: { rule: 'SHAPE_MISMATCH', member: null } });

/** The class means that samples of the test split are compared with. */
async function trainMeans({ record }: RequestContext, place: { runId: string; epoch: number; layer: string }): Promise<Float64Array> {
  const { runId, epoch, layer } = place;
  const row = await record.snapshot.findUnique({ where: { runId_epoch_split_layer: { ...place, split: 'TRAIN' } }, select: { core: true, digest: true } });
  if (!row) throw new CollapsarError('PRECONDITION_FAILED', `The test split of epoch ${epoch} is compared with the class means of its train split, which are not recorded for the layer ${layer}; send the train split first.`, { details: { state: 'TRAIN_MISSING' } });
  return decodeSnapshot(row.core, row.digest, { run: runId, epoch, split: 'TRAIN', layer }).means;
}

async function logRefusal({ record }: RequestContext, run: IngestedRun, epoch: number, { message }: Error): Promise<void> {
  await record.runLog.create({ data: { runId: run.id, attempt: run.attempt, level: 'WARN', message: `Epoch ${epoch} came again and was refused: ${message}` }, select: { id: true } });
}
