import type { Run } from '../../prisma/client.ts';
import { buildNetwork } from '../../trainer/architectures/catalogue.ts';
import type { LoadedDataSet, LoadedSplit } from '../../trainer/datasets/catalogue.ts';
import { Optimiser } from '../../trainer/optimiser.ts';
import type { Prepared } from '../../trainer/prepare.ts';
import { separableImages } from './separable-images.ts';

const [SAMPLES, CLASSES] = [24, 3];

/** A network of a few parameters on 24 images of three classes, as `prepare` gives it; the backend must have been started. */
export function tinyRun(changes: Partial<Run> = {}): { run: Run; prepared: Prepared } {
  const images = separableImages(SAMPLES, CLASSES) as LoadedSplit;
  const split: LoadedSplit = { ...images, indices: Int32Array.from({ length: SAMPLES }, (_, i) => i) };
  const network = buildNetwork({ architecture: 'vgg', depth: 6, options: { width: 1 }, inputShape: [...split.shape], classes: CLASSES, seed: 1 });
  const optimiser = new Optimiser(network.variables, { momentum: 0.9, weightDecay: 1e-3 });
  const data = { train: split, test: split, classes: CLASSES } as LoadedDataSet;
  const settings = { loss: 'CROSS_ENTROPY', lossReduction: 'mean over the batch', splits: ['TRAIN', 'TEST'], layers: ['last'], robustnessImages: 0, seed: 1, optimiser: { weightDecay: 1e-3 }, terminalPhaseAccuracy: 1 };
  const run = { id: 'run', ...settings, plannedEpochs: 100, measuredEpochs: [1, 100], ...changes } as unknown as Run;
  return { run, prepared: { network, optimiser, data, resumedFrom: 0, state: () => new Map([...network.state(), ...optimiser.state()]) } };
}
