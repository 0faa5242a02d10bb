import type { EventKind } from '../../prisma/events.ts';
import { type EpochRow, terminalPhaseOf } from './draw-epochs.ts';
import type { RunPlan } from './plan-run.ts';

/** What a trainer leaves of each way that a run can stand: its last event and its last line of log. */
const ENDS: Record<string, { event: EventKind | null; line: string; level: 'INFO' | 'ERROR' }> = {
  COMPLETED: { event: 'run.completed', line: 'Completed.', level: 'INFO' },
  FAILED: { event: 'run.failed', line: 'Three attempts in a row ended without a new epoch.', level: 'ERROR' },
  DIVERGED: { event: 'run.diverged', line: 'The loss is not finite.', level: 'ERROR' },
  CANCELLED: { event: 'run.cancelled', line: 'Cancelled.', level: 'INFO' },
  PAUSED: { event: 'run.paused', line: 'Paused.', level: 'INFO' },
  RUNNING: { event: null, line: 'Going on.', level: 'INFO' },
};

const isOver = ({ status }: RunPlan) => status !== 'PAUSED' && status !== 'RUNNING';

/** The run's own row, as a trainer leaves it after these epochs. */
export function runRow(plan: RunPlan, studyId: string, epochs: readonly EpochRow[]) {
  const { settings, sizes, status } = plan;
  const last = epochs.at(-1)!;
  return {
    id: plan.id, studyId, name: plan.name, generated: true,
    architecture: settings.architecture, depth: settings.depth, architectureOptions: settings.options, dataset: settings.dataset,
    samplesPerClass: sizes.trainImages, testSamplesPerClass: sizes.testImages, loss: settings.loss, lossReduction: settings.lossReduction,
    optimiser: settings.optimiser, schedule: settings.schedule, seed: settings.seed, plannedEpochs: settings.epochs, measuredEpochs: settings.measuredEpochs,
    layers: settings.layers, splits: settings.splits, terminalPhaseAccuracy: settings.terminalPhaseAccuracy, robustnessImages: settings.robustnessImages,
    status, terminalPhaseEpoch: terminalPhaseOf(plan, epochs), classes: sizes.classes, features: sizes.features,
    parameters: 1000 * settings.depth * sizes.features, trainSamples: sizes.classes * sizes.trainImages, testSamples: sizes.classes * sizes.testImages,
    classNames: Array.from({ length: sizes.classes }, (_, c) => `class ${c}`),
    backend: 'wasm', codeVersion: 'generated', host: 'generated', attempt: status === 'FAILED' ? 3 : 1, lastEpoch: plan.epochs,
    imagesPerSecond: last.imagesPerSecond, error: ENDS[status]!.level === 'ERROR' ? ENDS[status]!.line : null,
    warnings: sizes.features < sizes.classes - 1 ? ['NO_SIMPLEX: fewer features than classes - 1.'] : [],
    createdAt: plan.createdAt, startedAt: plan.startedAt, finishedAt: isOver(plan) ? last.recordedAt : null,
    tags: plan.tags, note: plan.note,
  };
}

/** Events of the run, the epochs' own left out. */
export function eventRows({ id: runId, status, createdAt, startedAt }: RunPlan, studyId: string, epochs: readonly EpochRow[]) {
  const end = ENDS[status]!.event;
  const at = (kind: EventKind, time: Date) => ({ kind, studyId, runId, at: time });
  return [at('run.queued', createdAt), at('run.started', startedAt), ...(end ? [at(end, epochs.at(-1)!.recordedAt)] : [])];
}

export function logRows({ id: runId, status, startedAt }: RunPlan, epochs: readonly EpochRow[]) {
  const { line, level } = ENDS[status]!;
  return [
    { runId, attempt: 1, level: 'INFO', message: 'Generated: no network was trained.', at: startedAt },
    { runId, attempt: 1, level, message: line, at: epochs.at(-1)!.recordedAt },
  ];
}
