import type { TableText } from '../export/table-text.ts';
import { NONE, change, exact, metric as metricText, pointChange, share } from '../formats/numbers.ts';
import { plural } from '../formats/names.ts';
import { type ComparedMetric, type MetricId, type Split, type SummariesAnswer } from './comparison-documents.ts';
import type { Group } from './prepare-groups.ts';

/** What the end of a run is judged by, in the order of the columns. */
export const END_COLUMNS: readonly { metric: MetricId; split: Split; head: string }[] = [
  { metric: 'NC1', split: 'TRAIN', head: 'NC1' },
  { metric: 'NC2_EQUIANGULAR_MEANS', split: 'TRAIN', head: 'Equal angles' },
  { metric: 'NC3_DUALITY', split: 'TRAIN', head: 'Self-duality' },
  { metric: 'NC4_MISMATCH', split: 'TEST', head: 'NC4, test' },
  { metric: 'ERROR', split: 'TEST', head: 'Test error' },
];

export interface EndCell {
  text: string;
  /** full value */
  exact: string;
  /** of the baseline: null where this is it */
  change: string | null;
  verdict: 'better' | 'worse' | 'within' | 'unknown';
  /** why there is no value, or no verdict; what the verdict rests on otherwise */
  reason: string;
}

export interface EndTable {
  columns: { metric: MetricId; head: string }[];
  rows: { group: Group; cells: EndCell[] }[];
  note: string;
  /** the same for a file: mean and change */
  text: TableText;
}

type Value = { value: number | null; reason: string | null };

/** The values of a group's runs at their last measured epochs. */
function valuesOf(group: Group, summaries: SummariesAnswer, metric: MetricId, split: Split): Value[] {
  const answers = (split === 'TRAIN' ? summaries.train : summaries.test) ?? [];
  return group.runs.map(({ id }) => answers.find(({ run }) => run.id === id)?.metrics.find((each) => each.metric === metric)?.last ?? { value: null, reason: 'NOT_RECORDED: nothing was recorded.' });
}

const finite = (values: readonly Value[]) => values.flatMap(({ value }) => value ?? []);

/** A metric on a log axis has the geometric mean: seeds differ by factors there. Null without values. */
export function meanOf(values: readonly number[], isLog: boolean): number | null {
  if (values.length === 0) return null;
  const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0);
  if (isLog && values.every((value) => value > 0)) return Math.exp(sum(values.map(Math.log)) / values.length);
  return sum(values) / values.length;
}

/** Values at the end of the runs, each group beside the baseline. */
export function prepareEndTable(groups: readonly Group[], summaries: SummariesAnswer, metrics: readonly ComparedMetric[]): EndTable {
  const shown = groups.filter(({ isHidden, isBaseline }) => !isHidden || isBaseline);
  const baseline = groups.find(({ isBaseline }) => isBaseline);
  const columns = END_COLUMNS.flatMap((column) => {
    const entry = metrics.find(({ id }) => id === column.metric);
    return entry ? [{ ...column, entry }] : [];
  });
  const rows = shown.map((group) => ({
    group,
    cells: columns.map(({ entry, split }) => cellOf(entry, valuesOf(group, summaries, entry.id, split), baseline && !group.isBaseline ? valuesOf(baseline, summaries, entry.id, split) : null)),
  }));
  return { columns: columns.map(({ metric, head }) => ({ metric, head })), rows, note: noteOf(shown, baseline), text: textOf(columns, rows) };
}

function cellOf(entry: ComparedMetric, own: Value[], baseline: Value[] | null): EndCell {
  const isLog = entry.axis === 'LOG' && entry.unit !== 'share';
  const [mean, base] = [meanOf(finite(own), isLog), baseline && meanOf(finite(baseline), isLog)];
  const format = entry.unit === 'share' ? share : metricText;
  const lacking = own.find(({ value }) => value === null)?.reason ?? '';
  const cell = { text: format(mean), exact: exact(mean) };
  if (mean === null) return { ...cell, change: baseline ? NONE : null, verdict: 'unknown', reason: lacking };
  if (!baseline) return { ...cell, change: null, verdict: 'within', reason: lacking };
  if (base == null) return { ...cell, change: NONE, verdict: 'unknown', reason: 'The baseline has no value.' };
  return { ...cell, change: entry.unit === 'share' ? pointChange(base, mean) : change(base, mean), ...judged(entry, mean, base, finite(baseline)) };
}

/** A change lies outside when the group's mean is beyond every seed of the baseline; what is nearer to collapse, or a smaller error, is better. */
export function judged(entry: Pick<ComparedMetric, 'direction' | 'valueAtCollapse' | 'unit'>, mean: number, base: number, seeds: readonly number[]): Pick<EndCell, 'verdict' | 'reason'> {
  if (seeds.length < 2) return { verdict: 'unknown', reason: 'The baseline has one run: without a range of seeds nothing can be told from chance.' };
  const [low, high] = [Math.min(...seeds), Math.max(...seeds)];
  const format = entry.unit === 'share' ? share : metricText;
  const range = `the baseline's ${seeds.length} runs lie from ${format(low)} to ${format(high)}`;
  if (mean >= low && mean <= high) return { verdict: 'within', reason: `Within: ${range}.` };
  const isBetter = betterThan(entry, mean, base);
  if (isBetter === null) return { verdict: 'unknown', reason: `Outside: ${range}. This metric goes either way, so neither is better.` };
  return { verdict: isBetter ? 'better' : 'worse', reason: `Outside: ${range}.` };
}

function betterThan({ direction, valueAtCollapse }: Pick<ComparedMetric, 'direction' | 'valueAtCollapse'>, mean: number, base: number): boolean | null {
  if (valueAtCollapse !== null) return Math.abs(mean - valueAtCollapse) < Math.abs(base - valueAtCollapse);
  return direction === null ? null : direction === 'FALLS' ? mean < base : mean > base;
}

function noteOf(shown: readonly Group[], baseline: Group | undefined): string {
  const counts = shown.map(({ runs }) => runs.length);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const n = least === most ? plural(most, 'run') : `${least} to ${most} runs`;
  return shown.length < 2 || !baseline ? `mean of ${n}` : `mean of ${n}, change from the baseline`;
}

function textOf(columns: readonly { head: string }[], rows: EndTable['rows']): TableText {
  return {
    heads: ['Group', 'Runs', ...columns.flatMap(({ head }) => [head, `${head}, change`])],
    rows: rows.map(({ group, cells }) => [group.title, group.runs.length, ...cells.flatMap((cell) => [cell.exact === NONE ? null : Number(cell.exact), group.isBaseline ? 'baseline' : cell.change])]),
  };
}
