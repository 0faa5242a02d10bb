import type { OverviewCurves } from '../../../web/overview/overview-curves.ts';
import type { FinishedRun, OverviewAnswer, StudyNode } from '../../../web/overview/overview-documents.ts';

export const exampleFinished = (change: Partial<FinishedRun> = {}): FinishedRun => ({
  ...{ id: 'run_1', name: 'VGG11, seed 1', architecture: 'vgg', depth: 11, width: null, dataset: 'MNIST', seed: 1 },
  ...{ status: 'COMPLETED', error: null, terminalPhaseEpoch: 40, isTerminalPhaseProvisional: false, isGenerated: false, lastEpoch: 140, plannedEpochCount: 140 },
  ...{ createdAt: '2026-11-24T10:00:00Z', finishedAt: '2026-11-24T11:48:00Z' },
  ...{ study: { id: 'study_1', name: 'Study' }, suggestedVerdict: { verdict: 'PARTLY' } },
  ...change,
});

export const exampleStudy = (change: Partial<StudyNode> = {}): StudyNode => ({
  ...{ id: 'study_1', slug: 'first', name: 'Study', description: '', archivedAt: null, finalAt: null, recorded: null },
  runGroups: [],
  newestRuns: [],
  ...change,
});

interface Nodes {
  studies?: StudyNode[];
  troubled?: FinishedRun[];
  troubledCount?: number;
  inTraining?: FinishedRun[];
  finished?: FinishedRun[];
}

export const exampleOverview = ({ studies = [], troubled = [], troubledCount = troubled.length, inTraining = [], finished = [] }: Nodes): OverviewAnswer => ({
  studies: { totalCount: studies.length, nodes: studies },
  troubled: { totalCount: troubledCount, nodes: troubled },
  inTraining: { nodes: inTraining },
  finished: { nodes: finished },
  all: { totalCount: 0 },
});

const curve = (...values: (number | null)[]) => ({ epochs: [1, 40, 140], values });

/** One run's curves, for all ids given. */
export function exampleCurves(ids: string[]): OverviewCurves {
  const of = (...values: (number | null)[]) => new Map(ids.map((id) => [id, curve(...values)]));
  return {
    finished: { NC1: of(9, 0.247, 0.148), NC2_EQUIANGULAR_MEANS: of(0.4, 0.2, 0.1), NC3_DUALITY: of(1, 0.5, 0.3), ERROR: of(0.6, 0.15, 0.149), NC4_MISMATCH: of(0.5, 0.02, 0.001) },
    nc1: of(9, 0.247, 0.148),
    testError: of(0.6, 0.15, 0.146),
    isPending: false,
  };
}
