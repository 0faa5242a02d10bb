import type { ChartModel, Tick } from '../charts/model.ts';
import type { TableText } from '../export/table-text.ts';
import { networkName } from '../formats/names.ts';
import type { ComparedMetric, ComparedRun, GroupCurvesAnswer } from './comparison-documents.ts';
import { prepareGroupChart } from './prepare-group-chart.ts';
import type { Group } from './prepare-groups.ts';
import type { CompareView } from './view.ts';

export interface Multiples {
  datasets: string[];
  rows: { network: string; /** in the order of the data sets; null where no run has the pair */ cells: (ChartModel | null)[] }[];
  isPending: boolean;
  note: string;
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
  const cell = (network: string, dataset: string, isFirst: boolean, isLowest: boolean): ChartModel | null => {
    const own = parts.filter(({ runs: [run] }) => run && networkOf(run) === network && run.dataset === dataset);
    if (own.length === 0) return null;
    const { chart } = prepareGroupChart(metric, answer, own, view, false);
    return {
      ...chart,
      name: `${chart.name}, ${network} on ${dataset}`,
      x: { ...all.chart.x, ticks: isLowest ? all.chart.x.ticks : unlabelled(all.chart.x.ticks), title: isLowest ? all.chart.x.title : '' },
      y: { ...all.chart.y, ticks: isFirst ? all.chart.y.ticks : unlabelled(all.chart.y.ticks), title: isFirst ? all.chart.y.title : '' },
      ideal: chart.ideal && { ...chart.ideal, label: '' },
      namesLines: false,
    };
  };
  const rows = networks.map((network, r) => ({ network, cells: datasets.map((dataset, c) => cell(network, dataset, c === 0, r === networks.length - 1)) }));
  return { datasets, rows, isPending: all.isPending, note: all.note, table: tableOf(rows, datasets, all.chart.x.title) };
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

function tableOf(rows: Multiples['rows'], datasets: readonly string[], xTitle: string): TableText {
  return {
    heads: ['Network', 'Data set', 'Group', xTitle, 'Value'],
    rows: rows.flatMap(({ network, cells }) => cells.flatMap((model, c) => (model?.lines ?? []).flatMap(({ label, points }) => points.map(({ x, y }) => [network, datasets[c]!, label, x, y] as const)))),
  };
}
