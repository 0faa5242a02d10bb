import type { CurveAnswer, OverviewAnswer, OverviewCurvesAnswer } from './overview-documents.ts';

/** Runs that one list of curves may name. */
const MOST = 40;
export interface Curve {
  epochs: number[];
  values: (number | null)[];
}

/** Curves by what they are of, then by run id. */
export interface OverviewCurves {
  finished: Record<'NC1' | 'NC2_EQUIANGULAR_MEANS' | 'NC3_DUALITY' | 'ERROR' | 'NC4_MISMATCH', Map<string, Curve>>;
  nc1: Map<string, Curve>;
  testError: Map<string, Curve>;
  isPending: boolean;
}

/** The runs whose curves the overview needs. */
export function curvesWanted(answer: OverviewAnswer) {
  const ids = answer.studies.nodes.flatMap((study) => study.newestRuns.map(({ id }) => id));
  const part = (k: number) => ids.slice(k * MOST, (k + 1) * MOST);
  return { finished: answer.finished.nodes.map(({ id }) => id), a: part(0), b: part(1), c: part(2), d: part(3) };
}

export function overviewCurves(answer: OverviewCurvesAnswer): OverviewCurves {
  const { train, test, nc1A, nc1B, nc1C, nc1D, errorA, errorB, errorC, errorD } = answer;
  const all = [train, test, nc1A, nc1B, nc1C, nc1D, errorA, errorB, errorC, errorD].flatMap((part) => part ?? []);
  return {
    finished: {
      NC1: byRun(train, 'NC1'),
      NC2_EQUIANGULAR_MEANS: byRun(train, 'NC2_EQUIANGULAR_MEANS'),
      NC3_DUALITY: byRun(train, 'NC3_DUALITY'),
      ERROR: byRun(test, 'ERROR'),
      NC4_MISMATCH: byRun(test, 'NC4_MISMATCH'),
    },
    nc1: byRun([nc1A, nc1B, nc1C, nc1D].flatMap((part) => part ?? []), 'NC1'),
    testError: byRun([errorA, errorB, errorC, errorD].flatMap((part) => part ?? []), 'ERROR'),
    isPending: all.some(({ columns }) => columns.some(({ gaps }) => gaps.some(({ kind }) => kind === 'PENDING'))),
  };
}

const byRun = (series: readonly CurveAnswer[] | null, metric: CurveAnswer['columns'][number]['metric']): Map<string, Curve> =>
  new Map((series ?? []).map(({ run, epochs, columns }) => [run.id, { epochs: epochs.map(Number), values: columns.find((column) => column.metric === metric)?.values ?? [] }]));

/** The last value there is, where the newest is still being computed too. */
export const lastOf = (curve: Curve | undefined): number | null => curve?.values.findLast((value) => value !== null) ?? null;

/** The value at the first measured epoch of the terminal phase. */
export function atPhase(curve: Curve | undefined, phase: number | null): number | null {
  if (!curve || phase === null) return null;
  const index = curve.epochs.findIndex((epoch) => epoch >= phase);
  return index < 0 ? null : (curve.values[index] ?? null);
}
