import { bytes } from '../formats/bytes.ts';
import { networkName, plural } from '../formats/names.ts';
import { count } from '../formats/numbers.ts';
import { duration } from '../formats/times.ts';
import type { LaunchPlan } from './launch-documents.ts';
import { type ParsedForm, runCount } from './parse-form.ts';

export interface EstimateLine {
  name: string;
  value: string;
  /** how it is known, or why it is not */
  detail: string | null;
}

export interface EstimateModel {
  runs: string;
  /** how they come to that number; null for a single one */
  product: string | null;
  lines: EstimateLine[];
}

const UNKNOWN = 'not known';
type Estimate = LaunchPlan['estimate'];

/** What the runs of a form will take, line by line. */
export function prepareEstimate({ settings, estimate }: LaunchPlan, form: Pick<ParsedForm, 'seeds' | 'sweep'>): EstimateModel {
  const runs = runCount(form);
  return {
    runs: plural(runs, 'run'),
    product: productOf(form),
    lines: [
      { name: 'Epochs', value: `${count(settings.epochs)}, of these ${count(settings.measuredEpochs.length)} measured`, detail: null },
      { name: 'Train images', value: estimate.trainImages === null ? UNKNOWN : count(estimate.trainImages), detail: null },
      { name: 'Parameters', value: estimate.parameterCount === null ? UNKNOWN : count(estimate.parameterCount), detail: estimate.parameterCount === null ? estimate.diskReason : null },
      timeLine(estimate, runs),
      { name: 'Memory', value: UNKNOWN, detail: 'The record keeps no memory use; a dry run measures it on a machine.' },
      { name: 'Checkpoints', value: forAll(estimate.checkpointBytes, runs), detail: estimate.checkpointBytes === null ? null : 'weights and momentum, the newest two' },
      { name: 'Snapshots', value: forAll(estimate.snapshotBytes, runs), detail: snapshotDetail(estimate) },
    ],
  };
}

export function productOf({ seeds, sweep }: Pick<ParsedForm, 'seeds' | 'sweep'>): string | null {
  const parts = [...(seeds.length > 1 ? [plural(seeds.length, 'seed')] : []), ...(sweep !== null ? [plural(sweep, 'learning rate')] : [])];
  return parts.length === 0 ? null : parts.join(' × ');
}

function snapshotDetail({ snapshotBytes, parameterCount, diskReason }: Estimate): string | null {
  if (snapshotBytes !== null) return 'as large as those of earlier runs of this network';
  return parameterCount === null ? null : diskReason; // said at the parameters already
}

function timeLine(estimate: Estimate, runs: number): EstimateLine {
  const { runMs, leastMs, mostMs, timeReason } = estimate;
  if (runMs === null || leastMs === null || mostMs === null) return { name: 'Time', value: UNKNOWN, detail: timeReason };
  const [low, high] = [duration(leastMs), duration(mostMs)];
  const each = low === high ? duration(runMs) : `${duration(runMs)} (${low} to ${high})`;
  const all = runs === 1 ? each : `${each} a run, ${duration(runs * runMs)} for all, one after another`;
  return { name: 'Time', value: isRough(estimate) ? `about ${all}` : all, detail: basisText(estimate) };
}

const isRough = ({ basis }: Estimate) => basis?.kind !== 'SAME_NETWORK';

/** "from 3 runs of VGG6 on MNIST, 1 840 images a second over 120 epochs" */
function basisText({ basis }: Estimate): string | null {
  if (!basis) return null;
  const from = `from ${plural(basis.runIds.length, 'run')} of ${networkName(basis)} on ${basis.dataset}, ${count(basis.imagesPerSecond)} images a second over ${plural(basis.epochCount, 'epoch')}`;
  if (basis.kind === 'OTHER_DATA_SET') return `Rough: ${from}; images of another size take another time.`;
  if (basis.kind === 'OTHER_NETWORK') return `Rough: ${from}, the nearest there is; another depth or width takes another time.`;
  return from;
}

function forAll(size: number | null, runs: number): string {
  if (size === null) return UNKNOWN;
  return runs === 1 ? bytes(size) : `${bytes(size)} a run, ${bytes(runs * size)} for all`;
}
