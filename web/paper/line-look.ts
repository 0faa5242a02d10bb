import type { MetricEntry } from '../figures/metric-entry.ts';
import { metric, share } from '../formats/numbers.ts';
import type { CellLine } from './grid-model.ts';
import type { Column } from './paper-documents.ts';

/** Of two curves the first is of the class means and the second of the classifiers, in their fixed colours; a single one is ink. */
export function lookOf(id: MetricEntry['id']): Pick<CellLine, 'label' | 'colour' | 'mark'> {
  if (id.endsWith('_MEANS')) return { label: 'means', colour: 'means', mark: 'disc' };
  if (id.endsWith('_WEIGHTS')) return { label: 'classifiers', colour: 'classifiers', mark: 'diamond' };
  return { label: '', colour: 'ink', mark: null };
}

/** How the values of a metric are written. */
export function formatOf(id: Column['metric'], entries: readonly MetricEntry[]): (value: number | null | undefined) => string {
  return entries.find((entry) => entry.id === id)?.unit === 'share' ? share : metric;
}
