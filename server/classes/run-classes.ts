import pLimit from 'p-limit';
import type { PrismaClient } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { whyUnread } from '../measuring/measured-outcomes.ts';
import { runInWorker, workerBeside } from '../measuring/measuring-pool.ts';
import { coreBytes } from '../measuring/snapshot-rows.ts';
import type { ClassesAnswer, ClassesTask } from './classes-task.ts';
import type { RunClasses } from './classes.type.ts';
import { type PlaceAsked, type Recorded, recordedRows } from './recorded-rows.ts';

const WORKER = workerBeside(import.meta.url, 'classes-worker');
/** Cores in memory at once: one of a thousand classes is tens of megabytes. */
const limit = pLimit(2);

/**
 * The classes of each snapshot asked for; null where nothing was recorded of it so far. In its place an error: BAD_USER_INPUT for an epoch
 * that was not measured, DATA_CORRUPT for a damaged snapshot, METRIC_UNDEFINED where there are no classes to compare.
 */
export async function runClasses(record: PrismaClient, asked: readonly PlaceAsked[]): Promise<(RunClasses | null | Error)[]> {
  const places = await recordedRows(record, asked);
  return Promise.all(places.map((place) => (place === null || place instanceof CollapsarError ? place : limit(classesOf, record, place))));
}

async function classesOf(record: PrismaClient, { row, measuredEpochs }: Recorded): Promise<RunClasses | Error> {
  const { id, digest, runId: run, epoch, split, layer } = row;
  const core = (await coreBytes(record, [id])).get(id);
  if (!core) return whyUnread(epoch, undefined);
  const read = await runInWorker<ClassesTask, ClassesAnswer>('readClasses', { digest, place: { run, epoch, split, layer }, core }, WORKER);
  if ('corrupt' in read) return whyUnread(epoch, new CollapsarError(read.corrupt.code, read.corrupt.message));
  if ('reason' in read) return new CollapsarError('METRIC_UNDEFINED', `The classes of epoch ${epoch} have no measures: ${read.reason}`);
  const { quotient, ...measures } = read.answer;
  return { epoch, split, layer, measuredEpochs, ...measures, quotient: quotient.value, quotientReason: quotient.reason ?? null, warnings: quotient.warnings };
}
