import type { RunCurvesAnswer } from './runs-documents.ts';

type Column = (number | null)[];

/** The curves of a run that a table of runs needs. */
export interface RunCurves {
  epochs: number[];
  nc1: Column;
  trainError: Column;
  testEpochs: number[];
  testError: Column;
}

export const NO_RUN_CURVES: RunCurves = { epochs: [], nc1: [], trainError: [], testEpochs: [], testError: [] };

/** The curves of each run, by its id; a run without any is left out. */
export function curvesByRun(answer: RunCurvesAnswer): Map<string, RunCurves> {
  const test = new Map(answer.test?.map((series) => [series.run.id, series]));
  return new Map(
    (answer.train ?? []).map((series) => {
      const tested = test.get(series.run.id);
      const curves: RunCurves = {
        epochs: series.epochs.map(Number),
        nc1: columnOf(series, 'NC1'),
        trainError: columnOf(series, 'ERROR'),
        testEpochs: (tested?.epochs ?? []).map(Number),
        testError: tested ? columnOf(tested, 'ERROR') : [],
      };
      return [series.run.id, curves];
    }),
  );
}

type Series = NonNullable<RunCurvesAnswer['train']>[number];
const columnOf = (series: Series, metric: Series['columns'][number]['metric']): Column =>
  series.columns.find((column) => column.metric === metric)?.values ?? [];

/** The last value there is. */
export const lastOf = (values: Column): number | null => values.findLast((value) => value !== null) ?? null;

/** The value at an epoch; null when the epoch was not measured. */
export const at = (epochs: number[], values: Column, epoch: number | null): number | null =>
  epoch === null ? null : (values[epochs.indexOf(epoch)] ?? null);
