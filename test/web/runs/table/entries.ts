import type { CellValue, TableRun } from '../../../../web/runs/table/table-documents.ts';
import type { TableEntry } from '../../../../web/runs/table/table-entry.ts';

const RUN: TableRun = {
  ...{ id: 'run_1', name: 'VGG13, seed 1', architecture: 'vgg', depth: 13, width: null, growth: null, head: null, variant: null, dataset: 'MNIST' },
  ...{ samplesPerClass: 5000, seed: 1, status: 'COMPLETED', source: 'TRAINED', loss: 'CROSS_ENTROPY', plannedEpochCount: 350, lastEpoch: 350 },
  ...{ terminalPhaseEpoch: 40, isTerminalPhaseProvisional: false, tags: [], note: '', isGenerated: false, archivedAt: null },
  ...{ createdAt: '2026-11-01T00:00:00.000Z', startedAt: '2026-11-01T00:00:00.000Z', finishedAt: '2026-11-01T10:00:00.000Z' },
  ...{ classCount: 10, featureCount: 512, parameterCount: 9_000_000, study: { id: 'study_1', name: 'Paper', finalAt: null } },
  optimiser: { kind: 'sgd', learningRate: 0.1, momentum: 0.9, weightDecay: 5e-4, batchSize: 128 },
  learningRateSteps: [],
};

/** A value of NC1 at the end, epoch 350. */
export const finite = (value: number): CellValue => ({ epoch: 350, value, kind: 'FINITE', reason: null });

/** A run of the table with some of it otherwise, and its NC1 at the end. */
export const entry = (run: Partial<TableRun> = {}, nc1: number | null = 0.148): TableEntry => ({
  run: { ...RUN, ...run },
  values: new Map([['NC1@end', nc1 === null ? null : finite(nc1)]]),
  isGone: false,
});
