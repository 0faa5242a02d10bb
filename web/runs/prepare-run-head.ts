import { count, plain } from '../formats/numbers.ts';
import { networkName } from '../formats/names.ts';
import { duration } from '../formats/times.ts';
import { isEnded, statusLook } from './prepare-status.ts';
import { GENERATED } from './prepare-run-line.ts';
import type { Run } from './run-documents.ts';

export interface Warning {
  title: string;
  text: string;
}

export const lossName = (loss: Run['loss']) => (loss === 'MSE' ? 'squared error' : 'cross-entropy');

/** "completed, 140 of 140 epochs", "training, 38 of 350 epochs, 2 h 12 min left". */
export function statusLine(run: Run): string {
  const { word } = statusLook(run.status);
  if (run.source === 'INGESTED') return `${word}, imported`;
  const progress = `${word}, ${count(run.lastEpoch)} of ${count(run.plannedEpochCount)} epochs`;
  return run.status === 'RUNNING' && run.remainingMs !== null
    ? `${progress}, ${duration(run.remainingMs)} left`
    : progress;
}

/** The settings in which runs of a study differ most. */
export function settingChips(run: Run): string[] {
  const images = run.trainSampleCount === null ? [] : [`${count(run.trainSampleCount)} images`];
  const features = run.featureCount === null ? [] : [`p = ${count(run.featureCount)}`];
  return [
    networkName(run),
    run.dataset,
    ...images,
    lossName(run.loss),
    optimiserText(run),
    ...features,
    `seed ${run.seed}`,
  ];
}

/** "SGD 0.05, ×0.1 at 47, 94": the rate, and where it falls. */
export function optimiserText({ optimiser, learningRateSteps }: Pick<Run, 'optimiser' | 'learningRateSteps'>): string {
  const rate = optimiser.learningRate === null ? '' : ` ${plain(Number(optimiser.learningRate.toPrecision(4)))}`;
  const name = `${optimiser.kind.toUpperCase()}${rate}`;
  const factors = new Set(learningRateSteps.map((step) => step.factor));
  if (learningRateSteps.length === 0) return name;
  if (factors.size === 1)
    return `${name}, ×${plain(learningRateSteps[0]!.factor)} at ${learningRateSteps.map((step) => step.afterEpoch).join(', ')}`;
  return `${name}, ${learningRateSteps.map((step) => `×${plain(step.factor)} at ${step.afterEpoch}`).join(', ')}`;
}

const NO_SIMPLEX = 'p < C − 1';
const UNVERIFIED = 'data not verified';

/** What the trainer writes, in more detail than the run's settings tell, of things that these tell too. */
const KNOWN_SENTENCES: [RegExp, string][] = [
  [/^No simplex ETF exists\b/, NO_SIMPLEX],
  [/\bcounts as unverified\.$/, UNVERIFIED],
];

/** What a reader must know before trusting the numbers; where the record and the settings tell the same, the record. */
export function runWarnings(run: Run): Warning[] {
  const told = run.warnings.map(recorded);
  const isUntold = ({ title }: Warning) => told.every((warning) => warning.title !== title);
  return [...generated(run), ...[...noSimplex(run), ...unverified(run)].filter(isUntold), ...told];
}

const generated = ({ isGenerated }: Run): Warning[] => (isGenerated ? [{ title: GENERATED, text: 'A program made these numbers up, for tests and measurements: no network was trained.' }] : []);

function noSimplex({ featureCount: p, classCount: C }: Run): Warning[] {
  if (p === null || C === null || p >= C - 1) return [];
  return [
    {
      title: NO_SIMPLEX,
      text: `p = ${p} is less than C − 1 = ${C - 1}: no simplex ETF exists; values are still given.`,
    },
  ];
}

function unverified({ isDatasetVerified, dataset }: Run): Warning[] {
  if (isDatasetVerified !== false) return [];
  return [
    { title: UNVERIFIED, text: `The files of ${dataset} are not the official ones: their digests differ.` },
  ];
}

/** A warning of the record begins with its code: "IMBALANCED: the largest class has ...". */
function recorded(warning: string): Warning {
  const known = KNOWN_SENTENCES.find(([pattern]) => pattern.test(warning));
  if (known) return { title: known[1], text: warning };
  const [, code, text] = warning.match(/^([A-Z0-9_]+)\b:?\s*(.*)$/s) ?? [];
  if (!code) return { title: 'warning', text: warning };
  return { title: code.toLowerCase().replaceAll('_', ' '), text: text || warning };
}

/** What went wrong, where a run ended before its time. */
export const failureOf = (run: Run): string | null =>
  isEnded(run.status) && run.status !== 'COMPLETED' ? run.error : null;

/** Share of the planned epochs that are done, and where in them the terminal phase began; in per cent. */
export function epochBar(run: { lastEpoch: number; plannedEpochCount: number; terminalPhaseEpoch: number | null }) {
  const percent = (epoch: number) => Math.min(100, (100 * epoch) / Math.max(1, run.plannedEpochCount));
  return {
    done: percent(run.lastEpoch),
    phase: run.terminalPhaseEpoch === null ? null : percent(run.terminalPhaseEpoch),
  };
}
