import type { ChartModel, Tick } from '../charts/model.ts';
import type { TableText } from '../export/table-text.ts';
import { networkName } from '../formats/names.ts';
import type { ComparedMetric, ComparedRun, GroupCurvesAnswer } from './comparison-documents.ts';
import { prepareGroupChart } from './prepare-group-chart.ts';
import { type Group, type KeyEntry, keyOf } from './prepare-groups.ts';
import type { CompareView } from './view.ts';

/** Room for y ticks left of a chart that has them, and of one that has not; in pixels. */
const LEFT = { labelled: 42, bare: 12 };

export interface Multiples {
  datasets: string[];
  /** room left of the charts of each data set: equal within a column */
  lefts: number[];
  /** what goes across and up in all charts */
  axes: string;
  rows: { network: string; /** in the order of the data sets; null where no run has the pair */ cells: (ChartModel | null)[] }[];
  isPending: boolean;
  note: string;
  /** the groups that are drawn, with their looks */
  key: KeyEntry[];
  table: TableText;
}

const networkOf = ({ architecture, depth }: Pick<ComparedRun, 'architecture' | 'depth'>) => networkName({ architecture, depth });

/** Whether the runs are of more than one network or data set: else there is nothing to lay out. */
export function hasMultiples(groups: readonly Group[]): boolean {
  return new Set(groups.flatMap(({ runs }) => runs.map((run) => `${networkOf(run)} ${run.dataset}`))).size > 1;
}

/** One metric by network and data set: small charts whose axes are the same, so that they can be compared. */
export function prepareMultiples(metric: ComparedMetric, answer: Pick<GroupCurvesAnswer, 'groups' | 'traces'>, groups: readonly Group[], view: CompareView): Multiples {
  const parts = partsOf(answer, groups);
  const runs = parts.flatMap((part) => part.runs);
  const datasets = unique(runs.map(({ dataset }) => dataset));
  const networks = unique(runs.map(networkOf));
  const all = prepareGroupChart(metric, answer, parts, view, false);
  const isOf = (network: string, dataset: string) => (part: Group) => part.runs[0] !== undefined && networkOf(part.runs[0]) === network && part.runs[0].dataset === dataset;
  const has = (network: string, dataset: string) => parts.some(isOf(network, dataset));
  const firstOf = (network: string) => datasets.find((dataset) => has(network, dataset));
  const numbers: TableText['rows'][number][] = [];
  const cell = (network: string, dataset: string): ChartModel | null => {
    const own = parts.filter(isOf(network, dataset));
    if (own.length === 0) return null;
    const { chart, numbers: ownNumbers } = prepareGroupChart(metric, answer, own, view, false);
    numbers.push(...ownNumbers.rows.map((row) => [network, dataset, ...row]));
    // the outermost chart of a row or column has its words, whether or not the row or column before has a run there
    const isFirst = firstOf(network) === dataset;
    const isLowest = networks.findLast((each) => has(each, dataset)) === network;
    return {
      ...chart,
      name: `${chart.name}, ${network} on ${dataset}`,
      x: { ...all.chart.x, ticks: isLowest ? all.chart.x.ticks : unlabelled(all.chart.x.ticks), title: '' },
      y: { ...all.chart.y, ticks: isFirst ? all.chart.y.ticks : unlabelled(all.chart.y.ticks), title: '' },
      ideal: chart.ideal && { ...chart.ideal, label: '' },
      namesLines: false,
    };
  };
  const rows = networks.map((network) => ({ network, cells: datasets.map((dataset) => cell(network, dataset)) }));
  const table = { heads: ['Network', 'Data set', ...all.numbers.heads], rows: numbers };
  const lefts = datasets.map((dataset) => (networks.some((network) => firstOf(network) === dataset) ? LEFT.labelled : LEFT.bare));
  return { datasets, lefts, axes: `Across: ${all.chart.x.title}. Up: ${all.chart.y.title}.`, rows, isPending: all.isPending, note: all.note, key: keyOf(groups), table };
}

const unique = (words: readonly string[]) => [...new Set(words)];
const unlabelled = (ticks: readonly Tick[]): Tick[] => ticks.map(({ at }) => ({ at, text: '' }));

/** The answer's groups, each of one network and data set, in the looks of the page's groups that hold their runs. */
function partsOf({ groups: found }: Pick<GroupCurvesAnswer, 'groups'>, groups: readonly Group[]): Group[] {
  return (found ?? []).flatMap(({ runs }) => {
    const own = groups.find((group) => group.runs.some(({ id }) => id === runs[0]?.id));
    if (!own) return [];
    const ids = new Set(runs.map(({ id }) => id));
    const members = groups.flatMap((group) => group.runs.filter(({ id }) => ids.has(id)));
    return [{ ...own, key: runs[0]!.id, runs: members }];
  });
}
