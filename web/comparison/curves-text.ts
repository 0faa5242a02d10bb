import type { TableText } from '../export/table-text.ts';

interface TextCurve {
  group: string;
  curve: { positions: readonly (number | null)[]; centre: readonly (number | null)[]; low: readonly (number | null)[] | null; high: readonly (number | null)[] | null; measured: readonly (number | null)[]; n: number };
  /** what lies outside a zoom is not written */
  isSeen: (x: number) => boolean;
}

/** Curves of groups for a file: a row for each point, with its band; `measured` of the `n` runs were measured there, the others are interpolated. */
export const curvesText = (curves: readonly TextCurve[], xTitle: string): TableText => ({
  heads: ['Group', xTitle, 'middle', 'low', 'high', 'measured', 'n'],
  rows: curves.flatMap(({ group, curve: { positions, centre, low, high, measured, n }, isSeen }) =>
    positions.flatMap((x, k) => (isSeen(Number(x)) ? [[group, Number(x), centre[k] ?? null, low?.[k] ?? null, high?.[k] ?? null, Number(measured[k]), n]] : [])),
  ),
});
