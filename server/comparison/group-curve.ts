import { type Band, type Centre, spreadOf } from './spread.ts';
import { keptIndices } from '../measuring/thin-series.ts';
import type { Gap } from '../measuring/series.ts';
import { ValueKind } from '../measuring/value-kind.ts';

/** One metric of one run, by position on the common axis. */
export interface Trace {
  runId: string;
  positions: readonly number[];
  values: readonly (number | null)[];
}

export interface GroupCurve {
  /** positions at which every run that has values at all has one, ascending */
  positions: number[];
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
 * The middle and the spread of a metric over the runs of a group. There is a point only where all its runs have a value: a mean
 * over fewer would jump when a run ends. Nothing is interpolated.
 */
export function groupCurve(traces: readonly Trace[], centre: Centre, band: Band, maxPoints: number): GroupCurve {
  const whole = traces.map(finitePoints);
  const withValues = whole.filter(({ points }) => points.size > 0);
  const positions = commonPositions(withValues.map(({ points }) => points));
  const spreads = positions.map((position) => spreadOf(withValues.map(({ points }) => points.get(position)!), centre, band));
  const columnOf = (pick: 'centre' | 'low' | 'high') => spreads.map((spread) => spread?.[pick] ?? null);
  const columns = [columnOf('centre'), columnOf('low'), columnOf('high')];
  const kept = keptIndices(positions.length, columns, maxPoints);
  const [middle, low, high] = columns.map((column) => kept.map((index) => column[index]!));
  return {
    positions: kept.map((index) => positions[index]!),
    centre: middle!,
    low: withValues.length > 1 ? low! : null,
    high: withValues.length > 1 ? high! : null,
    gaps: middle!.flatMap((value, index) => (value === null ? [{ index, kind: ValueKind.UNDEFINED, reason: NOT_POSITIVE }] : [])),
    n: withValues.length,
    runIds: withValues.map(({ runId }) => runId),
    runIdsWithoutValues: whole.filter(({ points }) => points.size === 0).map(({ runId }) => runId),
    isThinned: kept.length < positions.length,
  };
}

const finitePoints = ({ runId, positions, values }: Trace) => ({
  runId,
  points: new Map(positions.flatMap((position, i) => (values[i] == null ? [] : [[position, values[i]!] as const]))),
});

function commonPositions(runs: readonly ReadonlyMap<number, number>[]): number[] {
  const [first, ...others] = runs;
  return [...(first?.keys() ?? [])].filter((position) => others.every((other) => other.has(position)));
}
