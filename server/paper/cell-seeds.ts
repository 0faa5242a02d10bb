import type { RequestContext } from '../access/request-context.ts';
import { groupCurve } from '../comparison/group-curve.ts';
import { seedGroups } from '../comparison/seed-groups.ts';
import { Band, Centre } from '../comparison/spread.ts';
import { ValueKind } from '../measuring/value-kind.ts';
import { metricOf } from '../metrics/catalogue.ts';
import { runsById } from '../runs/list-runs.ts';
import type { Run } from '../runs/run.type.ts';
import type { PaperColumn } from './paper-column.type.ts';
import type { PaperMiddle } from './paper-seeds.type.ts';

/** Seeds of a cell at most: a cell is small. */
export const MOST_SEEDS = 8;
/** As many as a cell's curves and those of its seeds can have together. */
const MOST_MIDDLE_POINTS = 60;

/**
 * By the id of a cell's run: the runs that differ from it in their seed alone, itself first. Only completed ones are a cell's seeds: one
 * that still trains, or broke off, would end the middle where it stands. A cell of one seed is not among them.
 */
export async function cellSeeds(context: RequestContext, runs: readonly Run[]): Promise<Map<string, Run[]>> {
  const completed = runs.filter(({ status }) => status === 'COMPLETED');
  const groups = await seedGroups(context.record, completed.map(({ id }) => id), { most: MOST_SEEDS, counts: ({ status }) => status === 'COMPLETED' });
  const several = [...groups].filter(([, ids]) => ids.length > 1);
  return new Map(
    await Promise.all(several.map(async ([id, ids]) => [id, (await Promise.all(ids.map((seed) => context.load(runsById, seed)))).filter((run) => run !== null)] as const)),
  );
}

/** The middle of one metric over the seeds' columns; a point is at an epoch at which one was measured and all have a value. */
export function middleOf(seeds: readonly { run: Pick<Run, 'id'>; column: PaperColumn }[]): PaperMiddle {
  const { metric, split } = seeds[0]!.column;
  const isLog = metricOf(metric).axis === 'LOG';
  const values = seeds.flatMap(({ column }) => column.values.filter((value) => value !== null));
  const centre = isLog && values.every((value) => value > 0) ? Centre.GEOMETRIC_MEAN : Centre.MEAN;
  const curve = groupCurve(seeds.map(traceOf), { centre, band: Band.MIN_MAX, maxPoints: MOST_MIDDLE_POINTS, isLog });
  return { metric, split, centre, n: curve.n, epochs: curve.positions, values: curve.centre, measured: curve.measured };
}

/** An epoch whose features were not recorded is as one that was left out: it may be interpolated. */
function traceOf({ run, column: { epochs, values, gaps } }: Parameters<typeof middleOf>[0][number]) {
  const unmeasured = new Set(gaps.flatMap(({ index, kind }) => (kind === ValueKind.MISSING ? [index] : [])));
  const isMeasured = (_: unknown, index: number) => !unmeasured.has(index);
  return { runId: run.id, positions: epochs.filter(isMeasured), values: values.filter(isMeasured) };
}
