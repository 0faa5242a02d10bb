import { THIN, count, plain } from '../formats/numbers.ts';
import { networkName } from '../formats/names.ts';
import { moment } from '../formats/times.ts';
import { lossName, optimiserText } from './prepare-run-head.ts';
import type { Run } from './run-documents.ts';

export interface SettingGroup {
  title: string;
  rows: { name: string; value: string }[];
}

const ABSENT = 'not recorded';
const counted = (value: number | null) => (value === null ? ABSENT : count(value));
const shown = (value: number | null) => (value === null ? ABSENT : plain(value));
const perClass = (value: number | null) => (value === null ? 'all' : count(value));
const row = (name: string, value: string | null) => ({ name, value: value ?? ABSENT });

/** Everything that decides or describes a run, in the order in which one would set it up. */
export function prepareSettings(run: Run): SettingGroup[] {
  return [network(run), data(run), optimisation(run), recording(run), provenance(run)];
}

const network = (run: Run): SettingGroup => ({
  title: 'Network',
  rows: [
    row('Architecture', networkName(run)),
    row('Features of the last layer, p', counted(run.featureCount)),
    row('Trainable parameters', counted(run.parameterCount)),
  ],
});

const data = (run: Run): SettingGroup => ({
  title: 'Data',
  rows: [
    row('Data set', run.dataset),
    row(
      'Files',
      run.isDatasetVerified === null
        ? 'not read yet'
        : run.isDatasetVerified
          ? 'official, digests verified'
          : 'not verified',
    ),
    row('Digest', run.datasetDigest),
    row('Classes, C', counted(run.classCount)),
    row('Train images a class', perClass(run.samplesPerClass)),
    row('Test images a class', perClass(run.testSamplesPerClass)),
    row('Images, train and test', `${counted(run.trainSampleCount)}, ${counted(run.testSampleCount)}`),
  ],
});

const optimisation = (run: Run): SettingGroup => ({
  title: 'Optimisation',
  rows: [
    row('Loss', `${lossName(run.loss)}, ${run.lossReduction}`),
    row('Optimiser', optimiserText(run)),
    row('Momentum', shown(run.optimiser.momentum)),
    row('Weight decay', shown(run.optimiser.weightDecay)),
    row('Batch', counted(run.optimiser.batchSize)),
    row('Epochs planned', count(run.plannedEpochCount)),
    row('Seed', String(run.seed)),
  ],
});

const recording = (run: Run): SettingGroup => ({
  title: 'Recording',
  rows: [
    row('Layers', run.layers.join(', ')),
    row('Splits', run.splits.map((split) => split.toLowerCase()).join(', ')),
    row('Images moved for the robustness', run.robustnessImages === 0 ? 'none' : count(run.robustnessImages)),
    row('Epochs measured', run.measuredEpochs.join(', ') || 'none'),
    row('Terminal phase from a train accuracy of', `${plain(100 * run.terminalPhaseAccuracy)}${THIN}%`),
  ],
});

const provenance = (run: Run): SettingGroup => ({
  title: 'Origin',
  rows: [
    row('Source', run.source === 'INGESTED' ? 'imported' : 'trained here'),
    row('Backend', run.backend),
    row('Code version', run.codeVersion),
    row('Machine', run.host),
    row('Attempt', String(run.attempt)),
    row('Queued', moment(run.createdAt)),
    row('Started', run.startedAt && moment(run.startedAt)),
    row('Finished', run.finishedAt && moment(run.finishedAt)),
    row('Run id', run.id),
  ],
});
