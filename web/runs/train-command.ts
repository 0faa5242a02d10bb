import { word } from '../launch/prepare-command.ts';
import type { Run } from './run-documents.ts';

/** The command line that trains the same run again, in the same study; null for a run that no command here can train. */
export function trainCommand(run: Run): string | null {
  const { optimiser } = run;
  if (run.source !== 'TRAINED') return null;
  const options: [string, string | number | null][] = [
    ['architecture', run.architecture],
    ['depth', run.depth],
    ['width', run.width],
    ['head', run.head],
    ['growth', run.growth],
    ['variant', run.variant],
    ['dataset', run.dataset],
    ['samples-per-class', run.samplesPerClass ?? 'all'],
    ['test-samples-per-class', run.testSamplesPerClass ?? 'all'],
    ['loss', run.loss === 'MSE' ? 'mse' : 'cross-entropy'],
    ['learning-rate', optimiser.learningRate],
    ['learning-rate-steps', run.learningRateSteps.map(({ afterEpoch, factor }) => `${afterEpoch}:${factor}`).join(',') || 'none'],
    ['momentum', optimiser.momentum],
    ['weight-decay', optimiser.weightDecay],
    ['batch-size', optimiser.batchSize],
    ['epochs', run.plannedEpochCount],
    ['measured-epochs', run.measuredEpochs.join(',') || null],
    ['terminal-phase-accuracy', run.terminalPhaseAccuracy],
    ['seed', run.seed],
    ['layers', run.layers.join(',')],
    ['splits', run.splits.map((split) => split.toLowerCase()).join(',')],
    ['robustness-images', run.robustnessImages],
    ['study', run.study?.slug ?? null],
  ];
  const words = options.flatMap(([name, value]) => (value === null ? [] : [`--${name} ${word(String(value))}`]));
  return ['npm run train --', ...words, '--again'].join(' ');
}
