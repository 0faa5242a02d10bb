import { Draws } from './draws.ts';
import type { RunPlan } from './plan-run.ts';

/** A row of the table of epochs. */
export interface EpochRow {
  runId: string;
  epoch: number;
  attempt: number;
  learningRate: number;
  runningLoss: number | null;
  runningError: number;
  trainLoss: number | null;
  trainError: number;
  testLoss: number | null;
  testError: number;
  robustness: number | null;
  imagesPerSecond: number;
  durationMs: number;
  recordedAt: Date;
}

/** Every epoch of a run: the train error falls to zero where its law says, the losses go on falling, the rate drops at its steps. */
export function drawEpochs(plan: RunPlan, seed: number): EpochRow[] {
  const draws = new Draws(`seed ${seed}, epochs of ${plan.id}`);
  const measured = new Set(plan.settings.measuredEpochs);
  let time = plan.startedAt.getTime();
  return Array.from({ length: plan.epochs }, (_, k) => {
    const durationMs = Math.round(plan.epochMs * draws.between(0.95, 1.05));
    time += durationMs;
    return drawEpoch(plan, k + 1, { draws, isMeasured: measured.has(k + 1), durationMs, recordedAt: new Date(time) });
  });
}

interface Moment {
  draws: Draws;
  isMeasured: boolean;
  durationMs: number;
  recordedAt: Date;
}

function drawEpoch({ id, law, sizes, settings, epochs, status }: RunPlan, epoch: number, { draws, isMeasured, durationMs, recordedAt }: Moment): EpochRow {
  const [trainImages, testImages] = [sizes.classes * sizes.trainImages, sizes.classes * sizes.testImages];
  const left = leftToLearn(law.zeroErrorFrom, epoch);
  const noise = Math.exp(0.08 * draws.normal());
  const trainError = left === 0 ? 0 : Math.max(1, Math.round(trainImages * Math.min(0.95, law.firstError * left * noise))) / trainImages;
  const testError = Math.round(testImages * Math.min(0.95, (law.lastTestError + (law.firstError - law.lastTestError) * left) * noise)) / testImages;
  const fit = 0.6 * (1 + epoch) ** -1.1 * noise;
  const hasExploded = status === 'DIVERGED' && epoch === epochs;
  return {
    runId: id, epoch, attempt: 1, durationMs, recordedAt, trainError, testError,
    learningRate: rateOf(settings, epoch),
    runningLoss: hasExploded ? null : 2.4 * trainError + 1.3 * fit,
    runningError: Math.min(1, 1.1 * trainError + 0.02 * fit),
    trainLoss: hasExploded ? null : 2.2 * trainError + fit,
    testLoss: hasExploded ? null : 2.8 * testError + fit + 0.02 * Math.log(epoch),
    robustness: isMeasured ? 0.02 + 0.03 * (1 - left) * noise : null,
    imagesPerSecond: trainImages / (durationMs / 1000),
  };
}

/** The share of the first error that is left, 0 from the first epoch without any. */
function leftToLearn(zeroErrorFrom: number, epoch: number): number {
  if (zeroErrorFrom === Number.POSITIVE_INFINITY) return 0.35 + 0.65 / Math.sqrt(epoch);
  return epoch >= zeroErrorFrom ? 0 : (1 - epoch / zeroErrorFrom) ** 1.7;
}

function rateOf({ optimiser, schedule }: RunPlan['settings'], epoch: number): number {
  return schedule.steps.filter(({ afterEpoch }) => afterEpoch < epoch).reduce((rate, { factor }) => rate * factor, optimiser.learningRate);
}

/** The first epoch whose train accuracy reached the run's threshold; null where none did. */
export function terminalPhaseOf(plan: RunPlan, epochs: readonly EpochRow[]): number | null {
  return epochs.find(({ trainError }) => 1 - trainError >= plan.settings.terminalPhaseAccuracy)?.epoch ?? null;
}
