import { type Band, type Centre, spreadOf } from './spread.ts';
import { keptIndices } from '../measuring/thin-series.ts';
import type { Gap } from '../measuring/series.ts';
import { ValueKind } from '../measuring/value-kind.ts';
import { type MeasuredPoints, valueBetween } from './value-between.ts';

/** One metric of one run, by position on the common axis, ascending. Epochs that were not measured are not in it. */
export interface Trace extends MeasuredPoints {
  runId: string;
}

export interface GroupCurveOptions {
  centre: Centre;
  band: Band;
  maxPoints: number;
  /** whether values between measured epochs lie on a line through the logarithms */
  isLog: boolean;
}

export interface GroupCurve {
  /** positions at which one run was measured and every run that has values at all has one, measured or between two, ascending */
  positions: number[];
  /** runs that were measured at each position; the others are interpolated there */
  measured: number[];
  centre: (number | null)[];
  /** null where one run alone has no spread */
  low: (number | null)[] | null;
  high: (number | null)[] | null;
  gaps: Gap[];
  /** runs behind every point */
  n: number;
  /** in the order asked for */
  runIds: string[];
  /** runs of the group without any value: the curve says nothing of them */
  runIdsWithoutValues: string[];
  isThinned: boolean;
}

const NOT_POSITIVE = 'NOT_POSITIVE: a geometric mean needs values above zero, and one of them is not.';

/**
 * The middle and the spread of a metric over the runs of a group. There is a point at each position at which one run was measured and
 * all have a value: a mean over fewer would jump when a run ends. A run that was not measured there is interpolated between its
 * measured epochs on both sides, never beyond its first and last, nor next to one where the metric has no value.
 */
export function groupCurve(traces: readonly Trace[], { centre, band, maxPoints, isLog }: GroupCurveOptions): GroupCurve {
  const withValues = traces.filter(hasValues);
  const points = commonPoints(withValues, isLog);
  const positions = points.map(({ position }) => position);
  const spreads = points.map(({ values }) => spreadOf(values, centre, band));
  const columnOf = (pick: 'centre' | 'low' | 'high') => spreads.map((spread) => spread?.[pick] ?? null);
  const columns = [columnOf('centre'), columnOf('low'), columnOf('high')];
  const kept = keptIndices(positions.length, columns, maxPoints);
  const [middle, low, high] = columns.map((column) => kept.map((index) => column[index]!));
  return {
    positions: kept.map((index) => positions[index]!),
    measured: kept.map((index) => points[index]!.measured),
    centre: middle!,
    low: withValues.length > 1 ? low! : null,
    high: withValues.length > 1 ? high! : null,
    gaps: middle!.flatMap((value, index) => (value === null ? [{ index, kind: ValueKind.UNDEFINED, reason: NOT_POSITIVE }] : [])),
    n: withValues.length,
    runIds: withValues.map(({ runId }) => runId),
    runIdsWithoutValues: traces.filter((trace) => !hasValues(trace)).map(({ runId }) => runId),
    isThinned: kept.length < positions.length,
  };
}

const hasValues = ({ values }: Trace) => values.some((value) => value !== null);

/** The positions at which every run has a value and one of them a measured one. */
function commonPoints(traces: readonly Trace[], isLog: boolean): { position: number; values: number[]; measured: number }[] {
  const measured = new Map<number, number>();
  for (const { positions, values } of traces)
    for (const [i, position] of positions.entries()) if (values[i] !== null) measured.set(position, (measured.get(position) ?? 0) + 1);
  return [...measured].sort(([a], [b]) => a - b).flatMap(([position, count]) => {
    const values = traces.flatMap((trace) => valueBetween(trace, position, isLog) ?? []);
    return values.length === traces.length ? [{ position, values, measured: count }] : [];
  });
}
