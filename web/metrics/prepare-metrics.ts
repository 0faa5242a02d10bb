import type { MetricHelp } from './metric-documents.ts';

export interface MetricGroup {
  title: string;
  metrics: MetricHelp[];
}

const TITLES: [string, (symbol: string) => boolean][] = [
  ['NC1: variability collapse', (symbol) => symbol === 'NC1'],
  ['NC2: class means and classifiers become a simplex ETF', (symbol) => symbol === 'NC2'],
  ['NC3: classifiers align with class means', (symbol) => symbol === 'NC3'],
  ['NC4: the decision becomes the nearest class mean', (symbol) => symbol === 'NC4' || symbol === 'NCC'],
  ['Parts of the mean squared error', (symbol) => symbol === 'MSE'],
];

/** The catalogue by what it is about, the paper's own first in each group; what fits no group stands in the last. */
export function groupMetrics(metrics: readonly MetricHelp[]): MetricGroup[] {
  const left = new Set(metrics);
  const groups = TITLES.map(([title, belongs]) => {
    const found = metrics.filter((metric) => belongs(metric.symbol));
    for (const metric of found) left.delete(metric);
    return { title, metrics: found.toSorted((a, b) => Number(b.figure !== null) - Number(a.figure !== null)) };
  });
  return [...groups, { title: 'Error, loss, robustness, ranks', metrics: [...left] }].filter((group) => group.metrics.length > 0);
}

/** "0", "C−1", or why there is none. */
export const collapseText = ({ atCollapse, direction }: MetricHelp): string =>
  atCollapse !== '' ? atCollapse.replaceAll('-', '−') : direction === null ? 'none: it may go either way' : `none: it ${direction === 'FALLS' ? 'falls' : 'rises'}`;
