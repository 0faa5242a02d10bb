import { ARCHITECTURE_DEPTHS } from '../../prisma/architecture-depths.ts';
import type { RunStatus } from '../../prisma/client.ts';
import { PAPER_VALUES, sweepRates } from '../../prisma/paper-values.ts';
import { parseRunSettings, type RunSettings } from '../../prisma/run-settings.ts';
import { Draws } from './draws.ts';

/** Classes and features of a run's snapshots, and images of a class: sizes that its row states and its snapshots have. */
export interface Sizes {
  classes: number;
  features: number;
  trainImages: number;
  testImages: number;
}

/** One generated run: its settings and all that its epochs and snapshots follow from. */
export interface RunPlan {
  id: string;
  name: string;
  settings: RunSettings;
  sizes: Sizes;
  status: RunStatus;
  tags: string[];
  note: string;
  createdAt: Date;
  startedAt: Date;
  epochMs: number;
  /** epochs recorded; the settings say how many were planned */
  epochs: number;
  law: Law;
}

/** How a run learns and collapses: smooth curves of the epoch with little noise. */
export interface Law {
  /** epoch from which no train image is misclassified; beyond the last one: never */
  zeroErrorFrom: number;
  firstError: number;
  lastTestError: number;
  /** NC1 of the first epoch, and the power of the epoch it falls with */
  firstNc1: number;
  nc1Power: number;
}

/** The first day of generated runs, which come in this rhythm. */
const FIRST_DAY = Date.UTC(2026, 0, 5, 8);
const APART_MS = 7 * 60_000;
const FAMILIES = Object.keys(ARCHITECTURE_DEPTHS);
const DATA_SETS = Object.keys(PAPER_VALUES);
const TAGS = ['baseline', 'sweep', 'paper', 'suspicious', 'wide', 'for-review'];

export interface PlanOptions {
  seed: number;
  index: number;
  /** epochs recorded */
  epochs: number;
  sizes: Sizes;
  /** epochs that are measured of `planned` ones */
  measured: (planned: number) => number[];
}

/** The run number `index` of a seed: families and data sets in turn, then seeds, then depths; all else drawn. */
export function planRun({ seed, index, epochs, sizes, measured }: PlanOptions): RunPlan {
  const draws = new Draws(`seed ${seed}, run ${index}`);
  const createdAt = new Date(FIRST_DAY + index * APART_MS);
  const status = drawStatus(draws);
  const planned = status === 'COMPLETED' ? epochs : Math.ceil(epochs / draws.between(0.3, 0.95));
  const settings = drawSettings(draws, index, planned, measured(planned));
  return {
    id: draws.id('run_', createdAt),
    name: `${settings.architecture.toUpperCase()}${settings.depth} on ${settings.dataset}, seed ${settings.seed}`,
    settings, sizes, status, epochs, createdAt,
    tags: TAGS.filter(() => draws.chance(0.12)),
    note: draws.chance(0.1) ? 'Compare the **angles** with those of the other depths.' : '',
    startedAt: new Date(createdAt.getTime() + Math.round(draws.between(1000, 600_000))),
    epochMs: Math.round(draws.between(800, 20_000)),
    law: drawLaw(draws, epochs, status),
  };
}

function drawStatus(draws: Draws): RunStatus {
  const others: RunStatus[] = ['FAILED', 'DIVERGED', 'CANCELLED', 'PAUSED', 'RUNNING'];
  return draws.chance(0.75) ? 'COMPLETED' : draws.pick(others);
}

function drawSettings(draws: Draws, index: number, epochs: number, measuredEpochs: number[]): RunSettings {
  const cells = FAMILIES.length * DATA_SETS.length;
  const inCell = Math.floor(index / cells);
  const architecture = FAMILIES[index % FAMILIES.length]!;
  const depths = ARCHITECTURE_DEPTHS[architecture]!;
  return parseRunSettings({
    architecture,
    depth: depths[Math.floor(inCell / 5) % depths.length]!,
    options: draws.chance(0.5) ? { width: draws.pick([8, 16, 32]) } : {},
    dataset: DATA_SETS[Math.floor(index / FAMILIES.length) % DATA_SETS.length]!,
    loss: draws.chance(0.85) ? 'CROSS_ENTROPY' : 'MSE',
    learningRate: draws.pick(sweepRates().slice(10)),
    weightDecay: draws.pick([1e-4, 5e-4, 1e-3]),
    batchSize: draws.pick([64, 128, 256]),
    seed: 1 + (inCell % 5),
    robustnessImages: 20,
    epochs, measuredEpochs,
  });
}

function drawLaw(draws: Draws, epochs: number, status: RunStatus): Law {
  const learns = status !== 'DIVERGED' && draws.chance(0.92);
  return {
    zeroErrorFrom: learns ? Math.max(2, Math.ceil(epochs * draws.between(0.08, 0.6))) : Number.POSITIVE_INFINITY,
    firstError: draws.between(0.3, 0.85),
    lastTestError: draws.between(0.01, 0.25),
    firstNc1: draws.between(4, 40),
    nc1Power: learns ? draws.between(0.7, 1.4) : draws.between(0.1, 0.3),
  };
}
