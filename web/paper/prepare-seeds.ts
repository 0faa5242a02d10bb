import type { Point } from '../charts/model.ts';
import type { MetricEntry } from '../figures/metric-entry.ts';
import { exact } from '../formats/numbers.ts';
import type { CellEnd, CellLine } from './grid-model.ts';
import { formatOf, lookOf } from './line-look.ts';
import type { Cell, Middle } from './paper-documents.ts';

const CENTRES: Record<Middle['centre'], string> = { MEAN: 'mean', GEOMETRIC_MEAN: 'geometric mean', MEDIAN: 'median' };

/** "geometric mean of 3 seeds". */
export const middleName = ({ centre, n }: Pick<Middle, 'centre' | 'n'>): string => `${CENTRES[centre]} of ${n} seeds`;

/** The middle of a cell's seeds for each metric, with the seeds behind it. */
export function seedLines(cell: Cell, entries: readonly MetricEntry[]): CellLine[] {
  return cell.columns.map(({ metric }, k) => {
    const format = formatOf(metric, entries);
    const pointsOf = ({ epochs, values }: { epochs: readonly (number | null)[]; values: readonly (number | null)[] }): Point[] =>
      epochs.map((epoch, i) => ({ x: Number(epoch), y: values[i] ?? null, text: format(values[i]) }));
    return {
      ...{ id: metric, ...lookOf(metric) },
      points: pointsOf(cell.middle[k]!),
      seeds: cell.seeds.map(({ run, columns }) => ({ id: run.id, points: pointsOf(columns[k]!) })),
    };
  });
}

/** The middle at the last epoch that all seeds have; while one is being computed, none. */
export function seedEnds(cell: Cell, entries: readonly MetricEntry[]): CellEnd[] {
  return cell.columns.map(({ metric, atLast }, k) => {
    const middle = cell.middle[k]!;
    const value = middle.values.at(-1) ?? null;
    const isPending = atLast.kind === 'PENDING';
    const said = value === null ? 'The seeds have no epoch in common.' : `${exact(value)}, ${middleName(middle)} at epoch ${middle.epochs.at(-1)}`;
    return { id: metric, ...lookOf(metric), text: isPending ? '…' : formatOf(metric, entries)(value), exact: said };
  });
}

/** First epochs of the terminal phase of a cell's seeds that reached it, ascending; of its run where that stands alone. */
export function phasesOf({ run, seeds }: Pick<Cell, 'run' | 'seeds'>): number[] {
  const runs = seeds.length > 1 ? seeds.map((seed) => seed.run) : run ? [run] : [];
  return runs.flatMap(({ terminalPhaseEpoch }) => terminalPhaseEpoch ?? []).sort((a, b) => a - b);
}
