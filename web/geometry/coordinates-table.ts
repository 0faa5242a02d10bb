import type { TableText } from '../export/table-text.ts';
import type { Moment, Motion } from './motion.ts';

const AXES = ['x', 'y', 'z'];

/** What a still shows, as numbers: a row a vector, in the coordinates that the server gave. */
export function coordinatesTable(motion: Motion, moment: Moment): TableText {
  const { classes, names, dimensions: d } = motion;
  const row = (kind: string, c: number, image: number | null, vectors: readonly number[], i: number) => [
    moment.epoch, moment.isMeasured ? 'measured' : 'interpolated', kind, c, names[c] ?? String(c), image, ...vectors.slice(i * d, (i + 1) * d),
  ];
  return {
    heads: ['epoch', 'from', 'kind', 'class', 'name', 'image', ...AXES.slice(0, d)],
    rows: [
      ...classes.map((c, i) => row('simplex ETF', c, null, motion.target, i)),
      ...classes.map((c, i) => row('class mean', c, null, moment.means, i)),
      ...(moment.classifiers ? classes.map((c, i) => row('classifier', c, null, moment.classifiers!, i)) : []),
      ...(moment.examples ? moment.exampleLabels.map((c, k) => row('example', c, moment.exampleIndices[k] ?? null, moment.examples!, k)) : []),
    ],
  };
}
