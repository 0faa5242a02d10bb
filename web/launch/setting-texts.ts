import type { FieldName, FormValues } from './form.ts';
import type { LaunchSettings } from './launch-documents.ts';

type SettingName = Exclude<FieldName, 'sweep' | 'study' | 'name' | 'again' | 'measureEvery'>;

/** Settings as the fields have them, each in the form that can be typed. */
export function settingTexts(settings: LaunchSettings): Record<SettingName, string> {
  const { options } = settings;
  return {
    architecture: settings.architecture,
    depth: String(settings.depth),
    width: optional(options.width),
    head: options.head ?? '',
    growth: optional(options.growth),
    variant: options.variant ?? '',
    dataset: settings.dataset,
    samplesPerClass: perClass(settings.samplesPerClass),
    testSamplesPerClass: perClass(settings.testSamplesPerClass),
    loss: settings.loss === 'MSE' ? 'mse' : 'cross-entropy',
    learningRate: rounded(settings.learningRate),
    learningRateSteps: settings.learningRateSteps.map(({ afterEpoch, factor }) => `${afterEpoch}:${rounded(factor)}`).join(', ') || 'none',
    momentum: rounded(settings.momentum),
    weightDecay: rounded(settings.weightDecay),
    batchSize: String(settings.batchSize),
    epochs: String(settings.epochs),
    seeds: String(settings.seed),
    measuredEpochs: settings.measuredEpochs.join(', '),
    layers: settings.layers.join(', '),
    splits: settings.splits.includes('TEST') ? 'train, test' : 'train',
    terminalPhaseAccuracy: rounded(settings.terminalPhaseAccuracy),
    robustnessImages: String(settings.robustnessImages),
    priority: String(settings.priority),
  };
}

/** The form that launches the same run: only what differs from the usual is in it. */
export function formOfRun(settings: LaunchSettings, defaults: LaunchSettings, empty: FormValues): FormValues {
  const own = exactTexts(settings);
  const usual = exactTexts(defaults);
  const always: FieldName[] = ['architecture', 'depth', 'dataset'];
  const changed = Object.entries(own).filter(([name, text]) => always.includes(name as FieldName) || text !== usual[name as SettingName]);
  return { ...empty, ...Object.fromEntries(changed) };
}

/** A learning rate out of a sweep has more digits than anybody reads, and the same run needs them all. */
function exactTexts(settings: LaunchSettings): Record<SettingName, string> {
  const { learningRate, learningRateSteps, momentum, weightDecay, terminalPhaseAccuracy } = settings;
  const numbers = { learningRate, momentum, weightDecay, terminalPhaseAccuracy };
  const texts = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)]));
  return { ...settingTexts(settings), ...texts, learningRateSteps: learningRateSteps.map(({ afterEpoch, factor }) => `${afterEpoch}:${factor}`).join(', ') || 'none' };
}

const optional = (value: number | null) => (value === null ? '' : String(value));
const perClass = (value: number | null) => (value === null ? 'all' : String(value));
/** 5e-4 as people write it, four digits of the others. */
const rounded = (value: number) => (value !== 0 && Math.abs(value) < 1e-2 ? scientific(value) : String(Number(value.toPrecision(4))));
const scientific = (value: number) => value.toExponential(3).replace(/\.?0+e/, 'e').replace('e+', 'e');
