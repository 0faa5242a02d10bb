import type { PrismaClient } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import type { RequestContext } from '../access/request-context.ts';
import { whyUnread } from '../measuring/measured-outcomes.ts';
import { thinEpochs } from '../measuring/thin-epochs.ts';
import { demandRuns } from '../runs/list-runs.ts';
import type { Run } from '../runs/run.type.ts';
import type { ClassRelations } from './class-relations.ts';
import { epochAxes, epochFrames, epochRelations, type NamedAxes } from './epoch-answers.ts';
import type { GeometryArguments } from './geometry.input.ts';
import type { GeometryFrame } from './geometry.type.ts';
import type { Answer } from './geometry-task.ts';
import { type MeasuredRow, measuredRows, recordedPlaces } from './measured-rows.ts';
import type { PrincipalAxes } from './principal-axes.ts';
import { simplexAxes } from './simplex-axes.ts';

/** Classes at once: each of six matrices then has 40,000 numbers. */
const MOST_CLASSES = 200;
/** One answer holds no more numbers, and reads no more bytes. */
const MOST_NUMBERS = 200_000;
const MOST_BYTES = 512 * 1024 * 1024;
/** What is allowed for in place of the number of examples, which only their bytes tell. */
const EXAMPLES = 200;

/** What a question is about, checked against the record; nothing is computed yet. */
export interface GeometryPlace {
  run: Run;
  question: GeometryArguments;
  /** all measured epochs, ascending */
  rows: MeasuredRow[];
  /** those to be drawn */
  drawn: MeasuredRow[];
  /** the classes, s of C */
  classes: number[];
  classCount: number;
  /** min(dimensions, s-1) */
  dimensions: number;
  /** whose principal directions are the axes; null where the simplex itself fits */
  reference: MeasuredRow | null;
}

/**
 * Finds what is to be drawn. Throws NOT_FOUND for a run that the caller does not see and for a layer or split without snapshots,
 * BAD_USER_INPUT for epochs that were not measured, classes that there are not, and more than one answer holds.
 */
export async function locateGeometry(context: RequestContext, question: GeometryArguments): Promise<GeometryPlace> {
  const [run] = (await demandRuns(context, [question.runId])) as [Run];
  const rows = await measuredRows(context.record, question);
  if (rows.length === 0) throw await nothingRecorded(context.record, question);
  const classCount = rows[0]!.classes;
  const classes = chosenClasses(question.classes, classCount);
  const dimensions = Math.min(question.dimensions, classes.length - 1);
  const reference = question.referenceEpoch == null ? rows.at(-1)! : demandEpoch(rows, question.referenceEpoch);
  const drawn = drawnRows(rows, question, run.terminalPhaseEpoch, dimensions * (2 * classes.length + (question.withExamples ? EXAMPLES : 0)));
  return { run, question, rows, drawn, classes, classCount, dimensions, reference: classes.length - 1 > dimensions ? reference : null };
}

/** The vertices of the simplex ETF of all classes, for those chosen: [s,d]. */
export async function targetOf(record: PrismaClient, place: GeometryPlace): Promise<Float64Array> {
  const { axes } = await axesOf(record, place);
  const scale = Math.sqrt(place.classCount / (place.classCount - 1));
  return axes.map((entry) => scale * entry);
}

/** Share of the means' variance along each axis at the reference epoch; null where the axes are the simplex's own. */
export async function axisShares(record: PrismaClient, place: GeometryPlace): Promise<Float64Array | null> {
  if (!place.reference) return null;
  const { shares } = await principalOf(record, place, place.reference);
  return shares.subarray(0, place.dimensions);
}

/** One frame an epoch; a reason in place of what cannot be drawn. */
export async function framesOf(record: PrismaClient, place: GeometryPlace): Promise<GeometryFrame[]> {
  const onto = await axesOf(record, place);
  const answers = await epochFrames(record, place.drawn, place.classes, onto, place.question.withExamples);
  return answers.map((answer, k) => {
    const { epoch } = place.drawn[k]!;
    if (!('answer' in answer)) return { ...NOTHING_DRAWN, epoch, reason: reasonOf(epoch, answer) };
    return { epoch, ...answer.answer, reason: null };
  });
}

/** Matrices of one epoch, the last drawn one when left out. Throws DATA_CORRUPT, or METRIC_UNDEFINED with the reason. */
export async function relationsOf(record: PrismaClient, place: GeometryPlace, epoch: number | null | undefined): Promise<ClassRelations & { epoch: number }> {
  const row = epoch == null ? place.drawn.at(-1)! : demandEpoch(place.rows, epoch);
  return { epoch: row.epoch, ...demandAnswer(row.epoch, await epochRelations(record, row, place.classes)) };
}

const NOTHING_DRAWN: Omit<GeometryFrame, 'epoch' | 'reason'> = {
  ...{ means: null, classifiers: null, examples: null, exampleLabels: null, exampleIndices: null },
  ...{ meansShown: null, classifiersShown: null, warnings: [] },
};

async function axesOf(record: PrismaClient, place: GeometryPlace): Promise<NamedAxes> {
  const { classes, dimensions, reference } = place;
  if (!reference) return { name: 'simplex', axes: simplexAxes(classes.length as 2 | 3 | 4) };
  const { axes } = await principalOf(record, place, reference);
  return { name: `${reference.id} ${dimensions}`, axes };
}

async function principalOf(record: PrismaClient, { classes, dimensions }: GeometryPlace, reference: MeasuredRow): Promise<PrincipalAxes> {
  return demandAnswer(reference.epoch, await epochAxes(record, reference, classes, dimensions));
}

function demandAnswer<T>(epoch: number, answer: Answer<T>): T {
  if ('answer' in answer) return answer.answer;
  if ('corrupt' in answer) throw whyUnread(epoch, new CollapsarError(answer.corrupt.code, answer.corrupt.message));
  throw new CollapsarError('METRIC_UNDEFINED', `Epoch ${epoch} has no geometry: ${answer.reason}`);
}

function reasonOf(epoch: number, answer: Exclude<Answer<unknown>, { answer: unknown }>): string {
  if ('reason' in answer) return answer.reason;
  const { code, message } = whyUnread(epoch, new CollapsarError(answer.corrupt.code, answer.corrupt.message));
  return `${code}: ${message}`;
}

function chosenClasses(wanted: number[] | null | undefined, C: number): number[] {
  if (C < 2) throw new CollapsarError('BAD_USER_INPUT', 'This layer was measured on one class; geometry is a relation between at least two.');
  const unknown = wanted?.find((c) => c >= C);
  if (unknown !== undefined) throw new CollapsarError('BAD_USER_INPUT', `There is no class ${unknown}; the run has the classes 0 to ${C - 1}.`);
  if (!wanted && C > MOST_CLASSES) throw new CollapsarError('BAD_USER_INPUT', `The run has ${C} classes, and at most ${MOST_CLASSES} are drawn at once; name those wanted in \`classes\`.`);
  return wanted ?? Array.from({ length: C }, (_, c) => c);
}

function demandEpoch(rows: MeasuredRow[], epoch: number): MeasuredRow {
  const row = rows.find((each) => each.epoch === epoch);
  if (row) return row;
  const nearest = rows.reduce((best, each) => (Math.abs(each.epoch - epoch) < Math.abs(best.epoch - epoch) ? each : best));
  throw new CollapsarError('BAD_USER_INPUT', `Epoch ${epoch} was not measured; the nearest that was is ${nearest.epoch}.`);
}

function drawnRows(rows: MeasuredRow[], { epochs, maxFrames, withExamples }: GeometryArguments, terminal: number | null, numbers: number): MeasuredRow[] {
  const bytes = Math.max(...rows.map((row) => row.bytes + (withExamples ? (row.examplesBytes ?? 0) : 0)));
  const most = Math.max(1, Math.min(Math.floor(MOST_NUMBERS / numbers), Math.floor(MOST_BYTES / bytes)));
  if (!epochs) {
    const kept = new Set(thinEpochs(rows.map((row) => row.epoch), Math.min(maxFrames, most), [terminal]));
    return rows.filter((row) => kept.has(row.epoch));
  }
  const wanted = [...new Set(epochs)].map((epoch) => demandEpoch(rows, epoch)).sort((a, b) => a.epoch - b.epoch);
  if (wanted.length === 0) throw new CollapsarError('BAD_USER_INPUT', '`epochs` is empty; name at least one, or leave it out.');
  if (wanted.length > most) throw new CollapsarError('BAD_USER_INPUT', `${wanted.length} epochs are more than one answer holds; ask for at most ${most} of this layer at once.`);
  return wanted;
}

async function nothingRecorded(record: PrismaClient, { runId, split, layer }: GeometryArguments): Promise<CollapsarError> {
  const places = await recordedPlaces(record, runId);
  const there = places ? `there are snapshots ${places}` : 'no snapshot was recorded so far';
  return new CollapsarError('NOT_FOUND', `Run ${runId} has no snapshots ${split} of "${layer}"; ${there}.`, { details: { type: 'Snapshot' } });
}
