import type { ComparedMetric, ComparedRun, GroupCurvesAnswer, SummariesAnswer } from '../../../web/comparison/comparison-documents.ts';
import { type Group, prepareGroups } from '../../../web/comparison/prepare-groups.ts';
import { type CompareView, PLAIN_VIEW } from '../../../web/comparison/view.ts';

export const exampleRun = (id: string, overrides: Partial<ComparedRun> = {}): ComparedRun => ({
  id, name: `run ${id}`, architecture: 'vgg', depth: 6, dataset: 'MNIST', seed: 1, status: 'COMPLETED', lastEpoch: 40, plannedEpochCount: 40,
  terminalPhaseEpoch: 20, isTerminalPhaseProvisional: false, isGenerated: false, study: null, ...overrides,
});

/** Two seeds of each weight decay. */
export const RUNS = ['a1', 'a2', 'b1', 'b2'].map((id, i) => exampleRun(id, { seed: (i % 2) + 1, terminalPhaseEpoch: 20 + i }));
export const DECAYS = ['0.0005', '0.0005', '0.005', '0.005'];
export const SETTINGS = [
  { name: 'loss', values: ['CROSS_ENTROPY', 'CROSS_ENTROPY', 'CROSS_ENTROPY', 'CROSS_ENTROPY'], isSame: true },
  { name: 'weightDecay', values: DECAYS, isSame: false },
  { name: 'seed', values: ['1', '2', '1', '2'], isSame: false },
];
export const ANSWER = {
  groups: [
    { label: 'vgg6 on MNIST', runs: RUNS.slice(0, 2) },
    { label: 'vgg6 on MNIST', runs: RUNS.slice(2) },
  ],
  settings: SETTINGS,
  baselines: RUNS.map(({ id }) => ({ run: { id }, baseline: null as { id: string } | null })),
};
export const exampleView = (change: Partial<CompareView> = {}): CompareView => ({ ...PLAIN_VIEW, runs: RUNS.map(({ id }) => id), ...change });
export const exampleGroups = (change: Partial<CompareView> = {}): Group[] => prepareGroups(ANSWER, exampleView(change));

export const NC1: ComparedMetric = { id: 'NC1', symbol: 'NC1', title: 'Within-class spread', formula: 'Tr(S)', valueAtCollapse: 0, axis: 'LOG', unit: '', direction: 'FALLS', figure: 'figure 6', version: 1 };
export const ERROR: ComparedMetric = { ...NC1, id: 'ERROR', symbol: 'Err', title: 'Error', axis: 'LINEAR', unit: 'share' };

/** Curves of NC1 for both groups, at the positions given. */
export function curvesAnswer(positions: number[], groups: { centre: (number | null)[]; low: (number | null)[] | null; high: (number | null)[] | null }[]): GroupCurvesAnswer {
  return {
    groups: groups.map(({ centre, low, high }, g) => ({
      runs: RUNS.slice(2 * g, 2 * g + 2).map(({ id }) => ({ id })),
      curves: [{ version: 1, positions, measured: positions.map(() => (low ? 2 : 1)), centre, low, high, gaps: [], n: low ? 2 : 1, runIds: RUNS.slice(2 * g, 2 * g + 2).map(({ id }) => id), runIdsWithoutValues: [], isPending: false, isThinned: false, warnings: [] }],
    })),
    traces: RUNS.map(({ id }, i) => ({ run: { id }, epochs: positions, sinceTerminalPhase: null, misalignment: null, columns: [{ values: positions.map((x) => 1 / (x + i + 1)), gaps: [] }] })),
  };
}

/** The same metric of every run on both splits. */
export function summariesAnswer(values: Record<string, Partial<Record<'NC1' | 'ERROR', number>>>): SummariesAnswer {
  const of = (value: number | undefined) => ({ value: value ?? null, reason: value === undefined ? 'NOT_RECORDED: nothing was recorded.' : null });
  const entries = Object.entries(values).map(([id, each]) => ({
    run: { id },
    metrics: (['NC1', 'ERROR'] as const).map((metric) => ({ metric, terminalPhase: of(undefined), last: { epoch: 40, kind: 'FINITE' as const, ...of(each[metric]) }, best: of(each[metric]) })),
  }));
  return { train: entries, test: entries };
}
