import type { Reference } from '../charts/model.ts';
import { metric as metricText, share } from '../formats/numbers.ts';
import type { Figure } from './catalogue.ts';
import type { RandomLabels } from './random-documents.ts';
import type { View } from './view.ts';

/** Two values nearer than this are one: the mean of twenty draws of ten classes is not known better. */
const ALIKE = 0.1;

/**
 * The dotted lines of a figure: what its metrics are where the labels are random. Those of the train and of the test images, or of class
 * means and classifiers, are one line where they are alike.
 */
export function referencesOf(figure: Figure, random: RandomLabels | null, view: Pick<View, 'split'>, isShare: boolean): Reference[] {
  const splits = view.split === 'both' ? (['train', 'test'] as const) : ([view.split] as const);
  const found = splits.flatMap((split) =>
    sourcesOf(figure).flatMap(({ metric, label }) => {
      const value = random?.[split]?.find((each) => each.metric === metric)?.value;
      return value == null ? [] : [{ split, label, at: value }];
    }),
  );
  const apart = found.filter(({ at }, i) => found.findIndex((other) => Math.abs(other.at - at) <= ALIKE * Math.abs(other.at)) === i);
  const text = isShare ? share : metricText;
  const differs = (key: 'split' | 'label') => new Set(apart.map((each) => each[key])).size > 1;
  return apart.map(({ split, label, at }) => {
    const told = [...(differs('label') ? [label] : []), ...(differs('split') ? [split] : [])];
    return { at, text: text(at), label: told.length > 0 ? `random, ${told.join(', ')}` : 'random labels' };
  });
}

function sourcesOf({ metric, sources }: Figure): { metric: string; label: string }[] {
  const own = sources.flatMap((source) => (source.kind === 'metric' ? [source] : []));
  return own.length > 0 ? own : metric ? [{ metric, label: '' }] : [];
}
