import pLimit from 'p-limit';
import type { PrismaClient } from '../../prisma/client.ts';
import { MEASURING_THREADS, runInWorker, workerBeside } from '../measuring/measuring-pool.ts';
import { coreBytes } from '../measuring/snapshot-rows.ts';
import type { Frame } from './aligned-frame.ts';
import { AnswerCache } from './answer-cache.ts';
import type { ClassRelations } from './class-relations.ts';
import type { Answer, AxesTask, EpochTask, FrameTask } from './geometry-task.ts';
import { exampleBytes, type MeasuredRow } from './measured-rows.ts';
import type { PrincipalAxes } from './principal-axes.ts';

/** Raise when a picture of the same snapshot may look different: cached ones are then drawn anew, and the answer says which it is. */
export const GEOMETRY_VERSION = 1;

const WORKER = workerBeside(import.meta.url, 'geometry-worker');
/** A group goes to a worker in one message; see `measuredOutcomes`. */
const GROUP_SNAPSHOTS = 32;
const GROUP_BYTES = 16 * 1024 * 1024;
/** Groups at once, each with a connection and its bytes in memory. */
const limit = pLimit(Math.min(MEASURING_THREADS + 1, 4));

const frames = new AnswerCache<Frame>();
const axes = new AnswerCache<PrincipalAxes>();
const relations = new AnswerCache<ClassRelations>();

/** Axes [s,d] and what they come from: the same name always means the same axes. */
export interface NamedAxes {
  name: string;
  axes: Float64Array;
}

/** Frames of these epochs, in their order: from memory, or drawn now in the workers. */
export function epochFrames(record: PrismaClient, rows: readonly MeasuredRow[], classes: number[], onto: NamedAxes, withExamples: boolean): Promise<Answer<Frame>[]> {
  const keys = rows.map((row) => [keyOf(row, classes), onto.name, withExamples ? (row.examplesDigest ?? 'none') : ''].join());
  const size = (onto.axes.length / classes.length) * (2 * classes.length + (withExamples ? 200 : 0));
  return frames.take(keys, size, async (places) => {
    const groups = groupsOf(places.map((place) => rows[place]!), withExamples);
    return (await Promise.all(groups.map((group) => limit(drawGroup, record, group, classes, onto.axes, withExamples)))).flat();
  });
}

/** The principal directions of one epoch's class means. */
export async function epochAxes(record: PrismaClient, row: MeasuredRow, classes: number[], dimensions: number): Promise<Answer<PrincipalAxes>> {
  const find = async () => [await inWorker<AxesTask, PrincipalAxes>('findAxes', { ...(await taskOf(record, row, classes)), dimensions })];
  return (await axes.take([`${keyOf(row, classes)},${dimensions}`], (dimensions + 1) * classes.length, find))[0]!;
}

/** How the classes of one epoch stand to one another. */
export async function epochRelations(record: PrismaClient, row: MeasuredRow, classes: number[]): Promise<Answer<ClassRelations>> {
  const find = async () => [await inWorker<EpochTask, ClassRelations>('relateClasses', await taskOf(record, row, classes))];
  return (await relations.take([keyOf(row, classes)], 6 * classes.length ** 2 + 3 * row.features, find))[0]!;
}

/** The row too: of two rows with one digest one is a copy, and is damaged in its place. */
const keyOf = ({ id, digest }: MeasuredRow, classes: number[]) => `${GEOMETRY_VERSION},${id},${digest},${classes.join('.')}`;

const inWorker = <Task, T>(name: 'findAxes' | 'relateClasses', task: Task): Promise<Answer<T>> => runInWorker(name, task, WORKER);

async function taskOf(record: PrismaClient, row: MeasuredRow, classes: number[]): Promise<EpochTask> {
  return task(row, classes, await coreBytes(record, [row.id]));
}

function task({ id, digest, runId: run, epoch, split, layer }: MeasuredRow, classes: number[], cores: Map<string, Uint8Array>): EpochTask {
  // a run deleted in the meantime has no bytes, and its digest does not fit
  return { digest, place: { run, epoch, split, layer }, core: cores.get(id) ?? new Uint8Array(), classes };
}

async function drawGroup(record: PrismaClient, rows: MeasuredRow[], classes: number[], onto: Float64Array, withExamples: boolean): Promise<Answer<Frame>[]> {
  const cores = await coreBytes(record, rows.map((row) => row.id));
  const parts = await exampleBytes(record, withExamples ? rows.filter((row) => row.examplesDigest !== null).map((row) => row.id) : []);
  const tasks: FrameTask[] = rows.map((row) => ({
    ...task(row, classes, cores),
    axes: onto,
    ...(withExamples && { examples: { bytes: parts.get(row.id) ?? null } }),
  }));
  return runInWorker('drawFrames', tasks, WORKER);
}

function groupsOf(rows: MeasuredRow[], withExamples: boolean): MeasuredRow[][] {
  const groups: MeasuredRow[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const size = row.bytes + (withExamples ? (row.examplesBytes ?? 0) : 0);
    if (bytes + size > GROUP_BYTES || groups.at(-1)!.length >= GROUP_SNAPSHOTS) {
      groups.push([]);
      bytes = 0;
    }
    groups.at(-1)!.push(row);
    bytes += size;
  }
  return groups;
}
