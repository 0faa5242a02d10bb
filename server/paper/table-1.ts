import { Band, Centre, spreadOf as spread } from '../comparison/spread.ts';
import type { Run } from '../runs/run.type.ts';
import type { EvaluatedEpoch } from './evaluated-epochs.ts';
import type { PaperSpread } from './paper-seeds.type.ts';
import type { PaperPair, PaperTable1 } from './paper.type.ts';
import type { PublishedCell } from './published.ts';

type Quantity = (row: EvaluatedEpoch) => number | null;

const accuracy: Quantity = ({ testError }) => (Number.isFinite(testError) ? 100 * (1 - testError!) : null);
const robustness: Quantity = (row) => (Number.isFinite(row.robustness) ? row.robustness : null);

/** Test accuracy of a cell as in Table 1, beside the paper's. */
export function accuracyOf(published: PublishedCell, run: Run | null, rows: readonly EvaluatedEpoch[], seeds: readonly Seed[] = []): PaperTable1 {
  const { accuracyAtZeroError, accuracyAtLast, accuracyEvidence } = published;
  return { here: pairOf(run, rows, accuracy), publishedAtZeroError: accuracyAtZeroError, publishedAtLast: accuracyAtLast, evidence: accuracyEvidence, seeds: spreadOf(seeds, accuracy) };
}

/** Robustness of a cell as in Fig. 8, beside the paper's. */
export function robustnessOf(published: PublishedCell, run: Run | null, rows: readonly EvaluatedEpoch[], seeds: readonly Seed[] = []): PaperTable1 {
  return { here: pairOf(run, rows, robustness), publishedAtZeroError: published.robustnessAtZeroError, publishedAtLast: published.robustnessAtLast, evidence: null, seeds: spreadOf(seeds, robustness) };
}

/** A seed of a cell, and what was evaluated of it. */
export interface Seed {
  run: Run;
  rows: readonly EvaluatedEpoch[];
}

/** Mean and sample standard deviation over the seeds that have both values; null of fewer than two. */
function spreadOf(seeds: readonly Seed[], quantity: Quantity): PaperSpread | null {
  const pairs = seeds.flatMap(({ run, rows }) => pairOf(run, rows, quantity) ?? []);
  if (pairs.length < 2) return null;
  const [first, last, gain] = (['atZeroError', 'atLast', 'gain'] as const).map((key) => meanAndStd(pairs.map((pair) => pair[key])));
  return { n: pairs.length, atZeroError: first!.mean, atZeroErrorStd: first!.std, atLast: last!.mean, atLastStd: last!.std, gain: gain!.mean, gainStd: gain!.std };
}

function meanAndStd(values: readonly number[]): { mean: number; std: number } {
  const { centre, high } = spread(values, Centre.MEAN, Band.STD)!;
  return { mean: centre, std: high! - centre };
}

/** At the first evaluated epoch of the terminal phase and at the last one; null before the phase, or where it was not evaluated. */
function pairOf(run: Run | null, rows: readonly EvaluatedEpoch[], quantity: Quantity): PaperPair | null {
  const begin = run?.terminalPhaseEpoch;
  if (begin == null) return null;
  const terminal = rows.filter((row) => row.epoch >= begin && quantity(row) !== null);
  const [first, last] = [terminal[0], terminal.at(-1)];
  if (!first || !last) return null;
  const [atZeroError, atLast] = [quantity(first)!, quantity(last)!];
  return { zeroErrorEpoch: first.epoch, lastEpoch: last.epoch, atZeroError, atLast, gain: atLast - atZeroError };
}

/** Median and mean of the gains of the cells that have one; null of none. */
export function gainsOf(tables: readonly PaperTable1[]): { cells: number; median: number | null; mean: number | null } {
  const gains = tables.flatMap(({ here }) => (here ? [here.gain] : [])).sort((a, b) => a - b);
  const n = gains.length;
  if (n === 0) return { cells: 0, median: null, mean: null };
  return { cells: n, median: (gains[(n - 1) >> 1]! + gains[n >> 1]!) / 2, mean: gains.reduce((sum, gain) => sum + gain, 0) / n };
}
