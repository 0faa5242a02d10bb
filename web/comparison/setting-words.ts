import { plain } from '../formats/numbers.ts';

/** What is trained, as people call it. Settings that are not named here are recording or circumstance: they tell no groups apart. */
const NAMES: Record<string, string> = {
  architecture: 'Network',
  depth: 'Depth',
  width: 'Width',
  head: 'Head',
  growth: 'Growth',
  variant: 'Variant',
  dataset: 'Data',
  samplesPerClass: 'Images a class',
  loss: 'Loss',
  lossReduction: 'Reduction',
  optimiser: 'Optimiser',
  learningRate: 'Learning rate',
  learningRateSteps: 'Rate steps',
  momentum: 'Momentum',
  weightDecay: 'Weight decay',
  batchSize: 'Batch',
  epochs: 'Epochs',
  terminalPhaseAccuracy: 'Phase from',
};
const OTHER_NAMES: Record<string, string> = {
  seed: 'Seeds',
  testSamplesPerClass: 'Test images a class',
  measuredEpochs: 'Measured epochs',
  layers: 'Layers',
  splits: 'Splits',
  robustnessImages: 'Robustness images',
  source: 'Source',
  datasetDigest: 'Data digest',
  backend: 'Backend',
  codeVersion: 'Code version',
};
const VALUES: Record<string, string> = { CROSS_ENTROPY: 'cross-entropy', MSE: 'squared error', vgg: 'VGG', resnet: 'ResNet', densenet: 'DenseNet', sgd: 'SGD' };

/** Whether a setting is part of what is trained. */
export const isTrained = (name: string): boolean => name in NAMES;

/** "Weight decay" for weightDecay. */
export const settingName = (name: string): string => NAMES[name] ?? OTHER_NAMES[name] ?? name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`).replace(/^./, (letter) => letter.toUpperCase());

/** "5e-4" for 0.0005, "cross-entropy" for CROSS_ENTROPY, "all" images a class where none is named. */
export function settingText(name: string, value: string | null): string {
  if (value === null) return name.toLowerCase().endsWith('samplesperclass') ? 'all' : '–';
  if (name === 'learningRateSteps') return value === '' ? 'none' : value.replace(/([\d.e-]+) after (\d+)/g, '×$1 at $2');
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return VALUES[value] ?? value;
  return numberText(number);
}

/** "CE" for cross-entropy: where a name has a few letters' room. */
export const shortText = (text: string): string => SHORT[text] ?? text;
const SHORT: Record<string, string> = { 'cross-entropy': 'CE', 'squared error': 'MSE' };

function numberText(value: number): string {
  const rounded = Number(value.toPrecision(4));
  return rounded !== 0 && Math.abs(rounded) < 1e-3 ? rounded.toExponential() : plain(rounded);
}
