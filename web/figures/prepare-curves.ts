import type { Curve } from '../charts/prepare-chart.ts';
import type { Figure, HistorySource, MetricSource } from './catalogue.ts';
import type { FigureData, SplitCurves } from './figure-data.ts';
import type { View } from './view.ts';

type Split = 'train' | 'test';

const splitsOf = (view: View): Split[] => (view.split === 'both' ? ['train', 'test'] : [view.split]);

/** The curves of a figure in a view. */
export const curvesOf = (figure: Figure, data: FigureData, view: View): Curve[] =>
  figure.sources.flatMap((source) =>
    source.kind === 'history' ? historyCurves(source, data, view) : metricCurves(source, data, view),
  );

/** Epochs without an evaluation are no gaps: nobody expected a value there. */
function historyCurves(source: HistorySource, data: FigureData, view: View): Curve[] {
  const { history } = data;
  return splitsOf(view).map((split) => {
    const column =
      source.of === 'error'
        ? { train: history.trainError, test: history.testError }[split]
        : { train: history.trainLoss, test: history.testLoss }[split];
    const evaluated = history.epochs.map((_, i) => i).filter((i) => column[i] != null);
    return {
      ...look(split),
      id: split,
      label: split,
      mark: null,
      epochs: evaluated.map((i) => history.epochs[i]!),
      values: evaluated.map((i) => column[i]!),
    };
  });
}

function metricCurves(source: MetricSource, data: FigureData, view: View): Curve[] {
  const splits: Split[] = source.hasSplits ? splitsOf(view) : [view.split === 'test' ? 'test' : 'train'];
  return splits.map((split) => {
    const curves: SplitCurves = data[split];
    const values = curves.columns.find((column) => column.metric === source.metric)?.values ?? [];
    return {
      ...styleOf(source, split),
      id: `${source.metric} ${split}`,
      label: labelOf(source, split, splits.length),
      epochs: curves.epochs,
      values,
    };
  });
}

/** Train is solid, test is dashed; ink belongs to neither means nor classifiers. */
const look = (split: Split) => ({
  colour: split === 'train' ? ('ink' as const) : ('ink-2' as const),
  isDashed: split === 'test',
});

function styleOf(source: MetricSource, split: Split) {
  const { colour, isDashed } = look(split);
  const isIdentity = source.colour === 'means' || source.colour === 'classifiers';
  return {
    colour: isIdentity ? source.colour : colour,
    isDashed: isDashed && source.hasSplits,
    mark: isDashed && source.hasSplits ? null : source.mark,
  };
}

/** "means" of the train images go without saying; beside them, or alone, those of the test images are named. */
function labelOf(source: MetricSource, split: Split, count: number): string {
  if (source.label === '') return split;
  return split === 'test' && source.hasSplits
    ? count > 1
      ? `${source.label}, test`
      : `test ${source.label}`
    : source.label;
}
