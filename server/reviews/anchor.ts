import type { PrismaClient } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { isRecorded } from '../measuring/recorded-values.ts';
import type { ValueQuestion } from '../measuring/value-rows.ts';
import { type PlacedValue, valuesAt } from '../measuring/values-at.ts';
import type { Run } from '../runs/run.type.ts';
import type { AnchorInput } from './thread.input.ts';
import type { Anchor } from './thread.type.ts';

/** The columns of a thread that say where it is and what was seen there. */
export type AnchorRow = Omit<Anchor, 'runId'>;

/** A place of a run as it is now. @throws CollapsarError BAD_USER_INPUT where the run has no such place */
export async function anchorAt(record: PrismaClient, run: Run, input: AnchorInput): Promise<AnchorRow> {
  const { metric, split, layer } = input;
  const fromEpoch = input.fromEpoch ?? null;
  const toEpoch = input.toEpoch ?? fromEpoch;
  const place = { metric, split, layer, fromEpoch, toEpoch, cell: input.cell ?? [] };
  checkPlace(run, place);
  if (fromEpoch === null) return { ...place, value: null, formulaVersion: null, digest: null };
  const [seen] = await valuesAt(record, [questionOf({ ...place, runId: run.id, fromEpoch })]);
  // a damaged snapshot can be talked about, too
  const { value, version } = seen instanceof Error ? { value: null, version: null } : seen!;
  return { ...place, value, formulaVersion: version, digest: isRecorded(metric) ? null : await digestAt(record, run.id, input) };
}

function checkPlace(run: Run, { split, layer, fromEpoch, toEpoch, cell }: Omit<AnchorRow, 'value' | 'formulaVersion' | 'digest'>): void {
  if (!run.splits.includes(split)) throw refuse(`"${run.name}" does not record the split ${split}.`, 'split');
  if (!run.layers.includes(layer)) throw refuse(`"${run.name}" does not record the layer "${layer}"; it has ${run.layers.map((each) => `"${each}"`).join(', ')}.`, 'layer');
  if (fromEpoch === null && toEpoch !== null) throw refuse('A place with a last epoch needs a first one.', 'fromEpoch');
  const last = Math.max(run.plannedEpochCount, run.lastEpoch);
  if (fromEpoch !== null && (fromEpoch < 1 || toEpoch! > last)) throw refuse(`"${run.name}" has the epochs 1 to ${last}.`, 'fromEpoch');
  if (fromEpoch !== null && fromEpoch > toEpoch!) throw refuse('The first epoch of a place lies behind its last one.', 'toEpoch');
  const rows = run.classCount;
  if (rows !== null && cell.some((index) => index >= rows)) throw refuse(`"${run.name}" has ${rows} classes; a cell's row and column go from 0 to ${rows - 1}.`, 'cell');
}

async function digestAt(record: PrismaClient, runId: string, { split, layer, fromEpoch }: AnchorInput): Promise<string | null> {
  const where = { runId_epoch_split_layer: { runId, epoch: fromEpoch!, split, layer } };
  return (await record.snapshot.findUnique({ where, select: { digest: true } }))?.digest ?? null;
}

const questionOf = ({ runId, metric, split, layer, fromEpoch }: Pick<Anchor, 'runId' | 'metric' | 'split' | 'layer' | 'fromEpoch'>): ValueQuestion => ({
  runId, metric, split, layer, at: 'EPOCH', epoch: fromEpoch!, terminalPhaseEpoch: null,
});

/** What stands at the first epoch of each place now; an error in the place of a value that cannot be read. */
export function valuesNow(record: PrismaClient, anchors: readonly Pick<Anchor, 'runId' | 'metric' | 'split' | 'layer' | 'fromEpoch'>[]): Promise<(PlacedValue | Error)[]> {
  return valuesAt(record, anchors.map(questionOf));
}

/** Whether what a thread was begun on is no longer what is there; null where that cannot be told, as while it is being measured. */
export function isOutdated({ value, formulaVersion }: Anchor, now: PlacedValue): boolean | null {
  if (now.kind === 'PENDING') return null;
  if (formulaVersion !== null && formulaVersion !== now.version) return true;
  return value !== null && value !== now.value;
}

const refuse = (message: string, field: string) => new CollapsarError('BAD_USER_INPUT', message, { details: { field } });
